import Formats
import Metering
import TestSupport
import Testing

@testable import phuctra

/// A month made up row by row, with everything that makes cutting a file hard.
private struct MadeMonth {
  static let header =
    "MA_DVIQLY,MA_DDO,SERY_CTO,LOAI_BCS,NAM,THANG,KY,CS_CU,CS_MOI,NGAY_MOI,SL_CU,SL_MOI,SL_THAO,"
    + "MA_QUYEN,STT,MA_COT,SO_HOM,DIA_CHI,MA_NN,PT_GHI"

  /// One row; `address` stands as it is written in the file.
  static func row(
    _ point: Int, _ kind: String = "KT", before: String, now: String, removed: String = "0",
    book: String = "Q1", address: String = "", kindOfCustomer: String = "SH"
  ) -> String {
    "PE07,P\(point),\(1000 + point),\(kind),2026,6,1,0,0,2026-06-12,\(before),\(now),\(removed),"
      + "\(book),\(point),C1,H\(point / 3),\(address),\(kindOfCustomer),TAY"
  }

  static func random(_ generator: inout SeededGenerator) -> String {
    let end = Bool.random(using: &generator) ? "\n" : "\r\n"
    var lines = [header]
    for point in 0..<Int.random(in: 1...60, using: &generator) {
      let kinds = Int.random(in: 0..<4, using: &generator) == 0 ? ["BT", "CD", "TD", "SG"] : ["KT"]
      for kind in kinds {
        let addresses = [
          "", "12 Gò Dầu", "\"12, Gò Dầu\"", "\"hai\(end)dòng\"", "\"\(end)\(end)P1,\"",
          "\"nói \"\"vậy\"\"\(end)\"",
        ]
        lines.append(
          row(
            point, kind, before: "\(Int.random(in: 0...20, using: &generator))",
            now: "\(Int.random(in: -2...30, using: &generator))",
            book: "Q\(point / 7)", address: addresses.randomElement(using: &generator) ?? ""))
      }
    }
    return lines.joined(separator: end) + (Bool.random(using: &generator) ? end : "")
  }
}

@Suite("Reading a month in pieces")
struct MonthScanTests {
  private struct Outcome: Hashable {
    var offset: Int64
    var length: UInt32
    var outcome: UInt8
    var book: UInt64
  }

  private func scan(
    _ text: String, pieceSize: Int64, skips: Bool = false
  ) throws -> (points: Set<Outcome>, rows: Int, rejected: [Int]) {
    try withTemporaryDirectory { folder in
      let bytes = Array(text.utf8)
      let file = try MonthFile(.bytes(bytes), size: Int64(bytes.count))
      var scan = try MonthScan(
        file, ratio: .standard, skipsBadRows: skips, temporary: folder.path, pieceSize: pieceSize)
      var rejected: [Int] = []
      try scan.run(rejected: { rejected.append($0.source.line) }, progress: { _ in })
      var points: Set<Outcome> = []
      for bucket in 0..<Spool<PointRecord>.bucketCount {
        for point in try scan.points.bucket(bucket) {
          points.insert(
            Outcome(
              offset: point.offset, length: point.length, outcome: point.outcome, book: point.book))
        }
      }
      return (points, scan.rows, rejected)
    }
  }

  @Test("gives what one piece gives, wherever it is cut, line feeds in quotes included")
  func cuts() throws {
    var random = SeededGenerator.fresh()
    for _ in 0..<60 {
      let text = MadeMonth.random(&random)
      let whole = try scan(text, pieceSize: .max / 16)
      for _ in 0..<4 {
        let size = Int64.random(in: 40...2_000, using: &random)
        let cut = try scan(text, pieceSize: size)
        #expect(cut.points == whole.points, "seed \(random.seed), pieces of \(size)")
        #expect(cut.rows == whole.rows, "seed \(random.seed), pieces of \(size)")
      }
    }
  }

  @Test(
    "names a bad row by its line, wherever the file is cut", arguments: [60, 200, 777, 100_000])
  func badRows(pieceSize: Int64) throws {
    var lines = [MadeMonth.header]
    for point in 0..<20 { lines.append(MadeMonth.row(point, before: "10", now: "10")) }
    lines[7] = MadeMonth.row(6, before: "10", now: "mười")
    lines[15] = "PE07,P14"
    let text = lines.joined(separator: "\n")
    let skipped = try scan(text, pieceSize: pieceSize, skips: true)
    #expect(skipped.rejected == [8, 16])
    do {
      _ = try scan(text, pieceSize: pieceSize)
      Issue.record("a bad row went through")
    } catch let error as FormatError {
      #expect(error.faults.first?.line == 8)
      #expect(error.faults.first?.field == "SL_MOI")
    }
  }

  @Test("keeps a point undecided where one of its registers cannot be read")
  func partialPoint() throws {
    let text = [
      MadeMonth.header, MadeMonth.row(1, "BT", before: "10", now: "100"),
      MadeMonth.row(1, "CD", before: "x", now: "100"),
      MadeMonth.row(1, "TD", before: "10", now: "100"), MadeMonth.row(2, before: "10", now: "13"),
    ].joined(separator: "\n")
    let scanned = try scan(text, pieceSize: 100_000, skips: true)
    #expect(
      Set(scanned.points.map(\.outcome)) == [
        FlagOutcome.unreadable.number, FlagOutcome.rise(band: 0).number,
      ])
  }

  @Test(
    "says the same of rows that are no point's, of two books and of too many meters, wherever it is cut",
    arguments: [40, 90, 150, 260, 400])
  func cutsOfBadPoints(pieceSize: Int64) throws {
    let text = [
      MadeMonth.header, MadeMonth.row(1, "BT", before: "10", now: "100"),
      MadeMonth.row(1, "CD", before: "10", now: "100"), "junk",
      MadeMonth.row(1, "TD", before: "10", now: "100"), "junk",
      MadeMonth.row(2, before: "10", now: "13"), "junk", "junk",
      MadeMonth.row(3, "BT", before: "10", now: "100"),
      MadeMonth.row(3, "CD", before: "10", now: "100", book: "Q2"),
      MadeMonth.row(4, "BT", before: "10", now: "10"),
      MadeMonth.row(4, "BT", before: "10", now: "10"),
    ].joined(separator: "\n")
    let whole = try scan(text, pieceSize: .max / 16, skips: true)
    let cut = try scan(text, pieceSize: pieceSize, skips: true)
    #expect(cut.points == whole.points)
    #expect(cut.rejected == whole.rejected)
    #expect(whole.rejected == [4, 6, 8, 9, 11, 13])
    #expect(
      whole.points.map(\.outcome).sorted()
        == [
          FlagOutcome.rise(band: 0).number, FlagOutcome.unreadable.number,
          FlagOutcome.unreadable.number, FlagOutcome.unreadable.number,
        ].sorted())
  }
}
