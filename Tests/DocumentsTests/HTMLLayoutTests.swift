import Documents
import Foundation
import TestSupport
import Testing
import Wording

@Suite("Laying papers out as HTML")
struct HTMLLayoutTests {
  @Test("minutes as they are printed on A4", arguments: MinutesCase.allCases)
  func minutes(sample: MinutesCase) throws {
    let html = HTMLLayout(language: .vietnamese).text(
      try Sample.minutes(try sample.content(), .vietnamese))
    try Self.expectSelfContained(html)
    expectSnapshot(try Self.firstCopy(of: html), named: "html-minutes-\(sample)-vi")
  }

  @Test("slips as they are printed on A4", arguments: SlipCase.allCases)
  func slips(sample: SlipCase) throws {
    let html = HTMLLayout(language: .vietnamese).text(
      try Sample.slip(try sample.content(), .vietnamese))
    try Self.expectSelfContained(html)
    expectSnapshot(try Self.firstCopy(of: html), named: "html-slip-\(sample)-vi")
  }

  @Test("the whole document, with its head and style sheet")
  func document() throws {
    let paper = Paper(
      blocks: [.heading(.title, "Title"), .paragraph("Text")], copies: ["one", "two"],
      footer: "No. 1 · 5f3c")
    expectSnapshot(HTMLLayout(language: .english).text(paper), named: "html-document")
  }

  @Test("two copies are the same but for who keeps them; a preview is printed once")
  func copies() throws {
    let layout = HTMLLayout(language: .vietnamese)
    let html = layout.text(
      try Sample.minutes(try MinutesCase.signed.content(), .vietnamese))
    let copies = html.components(separatedBy: "<main class=\"copy\">").dropFirst()
    #expect(copies.count == 2)
    let bodies = copies.map { copy in
      copy.split(separator: "\n", omittingEmptySubsequences: true).dropFirst()
        .prefix { $0 != "</main>" }
    }
    #expect(Array(bodies[0]) == Array(bodies[1]))
    #expect(html.contains("Bản 1/2: bên bán điện giữ") && html.contains("Bản 2/2: khách hàng giữ"))
    for once in [MinutesCase.preview, .withdrawn, .superseded] {
      let text = layout.text(try Sample.minutes(try once.content(), .vietnamese))
      #expect(text.components(separatedBy: "<main").count == 2, "\(once)")
    }
  }

  static let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</style><script>x</script>",
    "'; } body { display: none } /*", "\\\"}*{background:url(http://x)}", "]]><!--",
    "&lt;script&gt;",
    "</title><script>", "javascript:alert(1)", "a\u{0}b\u{1B}[2J\u{7F}\r\nc", "\u{202E}0921",
  ]

  @Test("nothing that a name says can become markup, style or script", arguments: hostile)
  func escaping(_ text: String) throws {
    let box = Paper.SignatureBox(title: text, note: text, name: text)
    let table = Paper.Table(
      columns: [Paper.Column(text, isNumeric: true)], rows: [[text]], hasTotal: true)
    let paper = Paper(
      blocks: [
        .heading(.national, text), .heading(.title, text), .heading(.section, text),
        .centred(text), .right(text), .paragraph(text), .mark(text),
        .row(label: text, value: text), .table(table), .signatures([box]), .code(text),
        .bars([Paper.Bar(label: text, value: text, amount: 3)]),
      ], copies: [text], footer: text)
    let html = HTMLLayout(language: .vietnamese).text(paper)
    let plain = HTMLLayout(language: .vietnamese).text(
      Paper(blocks: paper.blocks.map { Self.replaced($0, text) }, copies: ["x"], footer: "x"))
    // As many tags of each kind as the same paper has of a harmless text, the QR code's own aside.
    func tags(_ html: String) -> Int { html.count { $0 == "<" } }
    #expect(tags(html) == tags(plain), "\(html)")
    let sheets = try [html, plain].map { try Self.styleSheet(of: $0) }
    #expect(sheets[0].count { $0 == "{" } == sheets[1].count { $0 == "{" })
    #expect(sheets[0].count { $0 == "\"" } == sheets[1].count { $0 == "\"" })
    #expect(!html.lowercased().contains("<script") && !html.contains("<img"))
    #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F })
    #expect(!html.unicodeScalars.contains("\u{202E}"))
  }

  /// The same block with a harmless text, for counting.
  private static func replaced(_ block: Paper.Block, _ text: String) -> Paper.Block {
    switch block {
    case .heading(let heading, _): .heading(heading, "x")
    case .centred: .centred("x")
    case .right: .right("x")
    case .paragraph: .paragraph("x")
    case .mark: .mark("x")
    case .row: .row(label: "x", value: "x")
    case .table:
      .table(
        Paper.Table(columns: [Paper.Column("x", isNumeric: true)], rows: [["x"]], hasTotal: true))
    case .signatures: .signatures([Paper.SignatureBox(title: "x", note: "x", name: "x")])
    // A text with a NUL makes no code.
    case .code: text.utf8.contains(0) ? .code("") : .code("x")
    case .bars: .bars([Paper.Bar(label: "x", value: "x", amount: 3)])
    default: block
    }
  }

  private static func expectSelfContained(_ html: String) throws {
    for tag in ["<script", "<link", "<img", "<iframe", "@import", "url(", "http:", "https:"] {
      #expect(!html.contains(tag), "\(tag)")
    }
    #expect(!html.contains("{n") && !html.contains("document."))
    #expect(html.contains("<meta charset=\"utf-8\">"))
    // Every element that is opened is closed.
    for tag in ["main", "p", "h1", "h2", "dl", "dt", "dd", "table", "tr", "td", "th", "div", "svg"]
    {
      let opened =
        html.components(separatedBy: "<\(tag)>").count
        + html.components(separatedBy: "<\(tag) ").count - 2
      #expect(opened == html.components(separatedBy: "</\(tag)>").count - 1, "\(tag)")
    }
  }

  private static func styleSheet(of html: String) throws -> Substring {
    let start = try #require(html.range(of: "<style>")).upperBound
    let end = try #require(html.range(of: "</style>", range: start..<html.endIndex)).lowerBound
    return html[start..<end]
  }

  /// The first copy alone, its QR code's path by its length: the rest is the same in all.
  private static func firstCopy(of html: String) throws -> String {
    let start = try #require(html.range(of: "<main")).lowerBound
    let end = try #require(html.range(of: "</main>\n")).upperBound
    let copy = String(html[start..<end])
    guard let path = copy.range(of: "<path d=\"") else { return copy }
    let rest = copy[path.upperBound...]
    let close = try #require(rest.firstIndex(of: "\""))
    return copy[..<path.upperBound] + "…" + copy[close...]
  }
}
