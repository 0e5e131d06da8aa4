import Documents
import Explanations
import Metering
import TestSupport
import Testing

@Suite("Laying papers out as text")
struct TextLayoutTests {
  @Test("no line is wider than the paper, has trailing blanks or commands a printer")
  func property() throws {
    var random = SeededGenerator.fresh()
    for _ in 0..<400 {
      let layout = TextLayout(width: Int.random(in: 24...100, using: &random))
      let paper = Paper(
        blocks: try (0..<6).map { _ in try Self.block(using: &random) })
      for line in layout.lines(paper) {
        #expect(Self.columns(line) <= layout.width, "seed \(random.seed): \(line)")
        #expect(line.last != " ", "seed \(random.seed): \(line)|")
        #expect(
          !line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F },
          "seed \(random.seed)")
      }
    }
  }

  @Test("no word of a paragraph is lost in wrapping")
  func nothingLost() {
    var random = SeededGenerator.fresh()
    for _ in 0..<200 {
      let text = (0..<20).map { _ in Self.word(using: &random, most: 12) }.joined(separator: " ")
      let lines = TextLayout(width: 30).lines(Paper(blocks: [.paragraph(text)]))
      #expect(lines.joined(separator: " ") == text, "seed \(random.seed)")
    }
  }

  @Test("a table that is too wide is turned, and one that is still too wide goes row by row")
  func tables() {
    let table = Paper.Table(
      columns: [
        Paper.Column("Bộ chỉ số", isNumeric: false), Paper.Column("Chỉ số cũ", isNumeric: true),
        Paper.Column("Chỉ số đã ghi", isNumeric: true),
      ],
      rows: [["cao điểm (CD)", "123456789", "123456789,1"]])
    func lines(_ width: Int) -> [String] {
      TextLayout(width: width).lines(Paper(blocks: [.table(table)]))
    }
    #expect(
      lines(48) == [
        "Bộ chỉ số      Chỉ số cũ  Chỉ số đã ghi",
        "───────────────────────────────────────",
        "cao điểm (CD)  123456789    123456789,1",
      ])
    #expect(
      lines(30) == [
        "Bộ chỉ số      cao điểm (CD)",
        "────────────────────────────",
        "Chỉ số cũ          123456789",
        "Chỉ số đã ghi    123456789,1",
      ])
    let long = Paper.Table(columns: table.columns, rows: [[String](repeating: "một hai", count: 3)])
    #expect(lines(24).allSatisfy { $0.count <= 24 })
    #expect(
      TextLayout(width: 24).lines(Paper(blocks: [.table(long)])).contains { $0.contains("một") })
  }

  @Test("bars share a scale, and what is not nothing is never invisible")
  func bars() {
    let lines = TextLayout(width: 40).lines(
      Paper(blocks: [
        .bars([
          Paper.Bar(label: "a", value: "1000", amount: 1000),
          Paper.Bar(label: "b", value: "500", amount: 500),
          Paper.Bar(label: "c", value: "1", amount: 1),
          Paper.Bar(label: "d", value: "0", amount: 0),
          Paper.Bar(label: "e", value: "−3", amount: -3),
        ])
      ]))
    let lengths = lines.map { line in line.count { $0 == "█" } }
    #expect(lengths == [31, 15, 1, 0, 0])
  }

  @Test("an empty paper, an empty table and rows of too few cells are laid out too")
  func degenerate() {
    #expect(TextLayout.sheet.lines(Paper()) == [])
    #expect(
      TextLayout.sheet.lines(Paper(blocks: [.table(Paper.Table(columns: [], rows: [[]]))])) == [])
    let short = Paper.Table(
      columns: [Paper.Column("a", isNumeric: false), Paper.Column("b", isNumeric: true)],
      rows: [["x"], []])
    #expect(TextLayout.sheet.lines(Paper(blocks: [.table(short)])).count == 4)
    #expect(TextLayout(width: -5).width == 24)
  }

  private static func columns(_ line: String) -> Int {
    line.reduce(0) { $0 + ($1.unicodeScalars.first.map { $0.value > 0x2E80 } == true ? 2 : 1) }
  }

  private static func word(using random: inout SeededGenerator, most: Int) -> String {
    let letters = Array("abcđêộắ0129.,−")
    return String(
      (0..<Int.random(in: 1...most, using: &random)).map { _ in
        letters.randomElement(using: &random) ?? "a"
      })
  }

  private static func text(using random: inout SeededGenerator) -> String {
    let pieces = [" ", "  ", "\n", "\r\n", "\u{1B}[2J", "\t", "電力", "🔌", "\u{2028}"]
    return (0..<Int.random(in: 0...12, using: &random)).map { _ in
      Bool.random(using: &random)
        ? word(using: &random, most: 30) : pieces.randomElement(using: &random) ?? ""
    }.joined(separator: Bool.random(using: &random) ? " " : "")
  }

  private static func block(using random: inout SeededGenerator) throws -> Paper.Block {
    func text() -> String { Self.text(using: &random) }
    switch Int.random(in: 0...9, using: &random) {
    case 0: return .heading(.title, text())
    case 1: return .centred(text())
    case 2: return .paragraph(text())
    case 3: return .mark(text())
    case 4: return .row(label: text(), value: text())
    case 5:
      let columns = Int.random(in: 1...7, using: &random)
      return .table(
        Paper.Table(
          columns: (0..<columns).map { _ in Paper.Column(text(), isNumeric: true) },
          rows: (0..<3).map { _ in (0..<columns).map { _ in text() } }, hasTotal: true))
    case 6:
      let range: ClosedRange<Int64> = 0...999_999_999_999
      let index = try #require(Index(thousandths: Int64.random(in: range, using: &random)))
      let other = try #require(Index(thousandths: Int64.random(in: range, using: &random)))
      let rows = DigitRows(recorded: index, likely: other, reread: nil, dial: nil).rows
      return .digits(
        rows.map { Paper.DigitLine(label: text(), row: $0) }, decimalMark: ",")
    case 7:
      return .bars(
        (0..<4).map { _ in
          Paper.Bar(
            label: text(), value: text(),
            amount: Int64.random(in: Int64.min...Int64.max, using: &random))
        })
    case 8:
      return .signatures(
        (0..<3).map { _ in Paper.SignatureBox(title: text(), note: text(), name: text()) })
    default: return .heading(.section, text())
    }
  }
}
