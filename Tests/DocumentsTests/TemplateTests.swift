import Documents
import TestSupport
import Testing

@Suite("Templates of papers")
struct TemplateTests {
  static let vocabulary = TemplateVocabulary(
    fields: ["name", "number"], conditions: ["present"], inserts: ["table"])

  @Test(
    "a faulty template is named by line and problem",
    arguments: [
      ("text: a\nfoot: b", 2, .unknownDirective("foot")),
      ("just words", 1, .unknownDirective("just words")),
      ("rule long", 1, .unknownDirective("rule long")),
      ("# c\n\ntext: {nam}", 3, .unknownField("nam")),
      ("row: {x} = 1", 1, .unknownField("x")),
      ("if absent\nend", 1, .unknownCondition("absent")),
      ("if\nend", 1, .unknownDirective("if")),
      ("insert: picture", 1, .unknownInsert("picture")),
      ("text", 1, .textMissing("text")),
      ("title:  ", 1, .textMissing("title")),
      ("row: no value", 1, .rowWithoutValue),
      ("row: = value", 1, .rowWithoutValue),
      ("sign: one | two", 1, .signatureParts(2)),
      ("text: {name", 1, .braceNotClosed),
      ("text: name}", 1, .braceNotClosed),
      ("text: a\nend", 2, .endWithoutIf),
      ("text: a\nif name\n  unless present\n  end", 2, .ifWithoutEnd),
      ("", 1, .empty),
      ("# only a comment\n", 2, .empty),
    ] as [(String, Int, TemplateError.Problem)])
  func faults(source: String, line: Int, problem: TemplateError.Problem) {
    let error = #expect(throws: TemplateError.self) {
      try Template(parsing: source, named: "vi/test.txt", vocabulary: Self.vocabulary)
    }
    #expect(error?.line == line)
    #expect(error?.problem == problem)
    #expect(error?.description.hasPrefix("vi/test.txt, line \(line): ") == true)
  }

  @Test("a fault in a name tells the names that are known")
  func knownNames() {
    let error = #expect(throws: TemplateError.self) {
      try Template(parsing: "text: {nam}", named: "t", vocabulary: Self.vocabulary)
    }
    #expect(error?.description == "t, line 1: there is no field {nam}; known are: name, number")
  }

  @Test("any bytes are read or refused, never worse")
  func fuzz() {
    var random = SeededGenerator.fresh()
    let words = [
      "if ", "unless ", "end", "text: ", "row: ", "sign: ", "=", "|", "{", "}", "name", "present",
      "\n", "\n", "rule", " short", "blank", "#", "\u{0}", "ế", "insert: ", "table", "\r\n",
    ]
    for _ in 0..<2000 {
      let source = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        words.randomElement(using: &random) ?? ""
      }.joined()
      do {
        _ = try Template(parsing: source, named: "f", vocabulary: Self.vocabulary)
      } catch {
        let lines = source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        #expect((1...lines.count).contains(error.line), "seed \(random.seed): \(source)")
      }
    }
  }

  @Test("conditions inside one another hold as written, and empty fields are dotted")
  func withdrawnAndPreview() throws {
    let preview = TextLayout.sheet.text(
      try Sample.minutes(try MinutesCase.preview.content(), .vietnamese))
    #expect(preview.contains("BẢN XEM TRƯỚC"))
    #expect(!preview.contains("Mã nhật ký"))
    let unknown = TextLayout.sheet.text(
      try Sample.minutes(try MinutesCase.unknownInvoice.content(), .vietnamese))
    #expect(unknown.contains("Khách hàng: ................................"))
    #expect(unknown.contains("nếu đã phát hành: lập hoá đơn điều chỉnh giảm và thoái hoàn"))
  }
}
