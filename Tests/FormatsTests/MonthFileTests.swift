import Testing

@testable import Formats

@Suite("A month of readings")
struct MonthFileTests {
  private static let header =
    "MA_DVIQLY,MA_DDO,MA_KHANG,SERY_CTO,LOAI_BCS,NAM,THANG,KY,CS_CU,CS_MOI,NGAY_MOI,SL_CU,MA_QUYEN"

  private static func row(
    point: String = "P1", month: String = "6", year: String = "2026", book: String = "Q1",
    unit: String = "PE0700"
  ) -> String {
    "\(unit),\(point),K1,19001,KT,\(year),\(month),1,1,2,2026-06-12,5,\(book)"
  }

  private static func file(
    _ rows: [String], _ encoding: TextEncoding = .utf8
  ) throws -> (file: MonthFile, offsets: [Int64], bytes: [UInt8]) {
    var bytes: [UInt8] = encoding == .utf8 ? [] : encoding.bytes(Array("\u{FEFF}".utf8))
    bytes += encoding.bytes(Array("\(header)\n".utf8))
    var offsets: [Int64] = []
    for row in rows {
      offsets.append(Int64(bytes.count))
      bytes += encoding.bytes(Array("\(row)\n".utf8))
    }
    return (try MonthFile(.bytes(bytes), size: Int64(bytes.count)), offsets, bytes)
  }

  @Test(
    "a point is the same however its code and its period are padded",
    arguments: [
      row(), row(point: "P1 "), row(point: "\" P1\""), row(month: "06"), row(year: "2026 "),
      row(unit: " PE0700"), row(book: "Q9"),
    ])
  func identity(padded: String) throws {
    for encoding in [TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian] {
      let (file, offsets, _) = try Self.file([Self.row(), padded, Self.row(point: "P2")], encoding)
      let identities = try offsets.map { try file.identity(at: $0, length: 400) }
      #expect(identities[0] != nil)
      #expect(identities[0] == identities[1])
      #expect(identities[0] != identities[2])
    }
  }

  @Test("a book is named as the row says it that gave its hash, without blanks")
  func bookName() throws {
    let rows = [Self.row(book: ""), Self.row(book: " Q7 "), Self.row(book: "Q8")]
    let (file, offsets, bytes) = try Self.file(rows)
    var books: [UInt64] = []
    let piece = MonthFile.Piece(start: 0, end: .max, isExact: true)
    _ = try file.scan(
      piece, row: { books.append($0.standing.book) }, rejected: { _ in false })
    let name = try file.name(
      ofBook: books[1], at: offsets[0], length: bytes.count - Int(offsets[0]))
    #expect(name == (unit: "PE0700", book: "Q7"))
  }

  @Test("of each column of a point's place the first row counts that says something")
  func standing() throws {
    let rows = ["", "Q1", "", "Q1", "Q2"].map { Self.row(book: $0) }
    let (file, _, _) = try Self.file(rows)
    var standings: [RowStanding] = []
    _ = try file.scan(
      MonthFile.Piece(start: 0, end: .max, isExact: true),
      row: { standings.append($0.standing) }, rejected: { _ in false })
    var standing = standings[0]
    let agrees = standings.dropFirst().map { standing.add($0) }
    #expect(agrees == [true, true, true, false])
    #expect(standing.book == standings[1].book)
  }

  @Test(
    "lines are counted once for many places, in every encoding",
    arguments: [TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian])
  func lines(encoding: TextEncoding) throws {
    // U+0A0A and U+010A have the byte of a line feed in UTF-16 and are none.
    let rows = (0..<50).map { Self.row(book: $0 % 3 == 0 ? "\"a\nb\u{A0A}\u{10A}\"" : "Q1") }
    let (file, offsets, _) = try Self.file(rows, encoding)
    var line = 2
    let expected = rows.map { row in
      defer { line += row.contains("\n") ? 2 : 1 }
      return line
    }
    #expect(try file.lines(at: offsets) == expected)
    #expect(try file.lines(at: [offsets[49]]) == [expected[49]])
  }

  @Test(
    "a row that cannot be scanned is given with its text, and the next is read, in every encoding",
    arguments: [TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian])
  func brokenRow(encoding: TextEncoding) throws {
    let rows = [Self.row(), "PE0700,P2,K\"2,đọc", Self.row(point: "P3")]
    let (file, offsets, _) = try Self.file(rows, encoding)
    var (sound, broken): ([Int64], [RejectedRow]) = ([], [])
    _ = try file.scan(
      MonthFile.Piece(start: 0, end: .max, isExact: true),
      row: { sound.append($0.source.offset) },
      rejected: {
        broken.append($0)
        return true
      })
    #expect(sound == [offsets[0], offsets[2]])
    #expect(broken.map(\.faults.first?.code) == [.strayQuote])
    #expect(broken.map(\.source.line) == [3])
    #expect(broken.map { $0.text.trimmed } == ["PE0700,P2,K\"2,đọc"])
  }

  @Test("a row without MA_DDO says whose it is only with customer and meter")
  func owner() throws {
    let cases = [
      (",K1,19001", true), (",K1,", false), (",,19001", false), ("P1,,", true),
    ]
    for (codes, isOwned) in cases {
      let row = "PE0700,\(codes),KT,2026,6,1,x,2,2026-06-12,5,Q1"
      let (file, offsets, _) = try Self.file([row])
      #expect((try file.identity(at: offsets[0], length: 400) != nil) == isOwned, "\(codes)")
    }
  }
}
