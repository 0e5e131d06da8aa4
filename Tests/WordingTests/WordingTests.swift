import Testing
import Wording

@Suite("Wording")
struct WordingTests {
  static func wording(_ language: Language, _ source: String = "") throws -> Wording {
    Wording(language: language, catalogue: try Catalogue(parsing: source))
  }

  @Test(
    "arguments stand where the text wants them",
    arguments: [
      ("k = saved {0}", ["47"], "saved 47"),
      ("k = {1} of {0}", ["120", "46"], "46 of 120"),
      ("k = {0} {0}", ["x"], "x x"),
      ("k = {2} and {x} and {", ["a"], "{2} and {x} and {"),
      ("k = {0}", ["{0}"], "{0}"),
      ("k = a\\nb = c {0}", ["d"], "a\nb = c d"),
      ("# comment\n\n  k   =  text with = and #  ", [], "text with = and #"),
    ])
  func filling(source: String, arguments: [String], expected: String) throws {
    let say = try Self.wording(.english, source)
    switch arguments.count {
    case 0: #expect(say("k") == expected)
    case 1: #expect(say("k", arguments[0]) == expected)
    default: #expect(say("k", arguments[0], arguments[1]) == expected)
    }
  }

  @Test("a key without a text says itself, and is not known")
  func unknownKey() throws {
    let say = try Self.wording(.english)
    #expect(say("no.such") == "no.such")
    #expect(say.known("no.such") == nil)
  }

  @Test("phrases come in the order of their numbers")
  func phrases() throws {
    let say = try Self.wording(.vietnamese, "p.2 = b\np.1 = a\np.4 = d")
    #expect(say.numbered("p.") == ["a", "b"])
  }

  @Test(
    "a faulty file of texts is named by line",
    arguments: [
      ("k = a\nno sign", 2, CatalogueError.Problem.noEqualsSign),
      ("k = a\n# c\nk = b", 3, .keyTwice("k")),
    ])
  func faults(source: String, line: Int, problem: CatalogueError.Problem) {
    let error = #expect(throws: CatalogueError.self) { try Catalogue(parsing: source) }
    #expect(error?.line == line)
    #expect(error?.problem == problem)
  }

  @Test(
    "numbers are written as each language does",
    arguments: [
      ("0", "0", "0"), ("1234", "1.234", "1,234"), ("-2187432", "−2.187.432", "−2,187,432"),
      ("1307.4", "1.307,4", "1,307.4"), ("100", "100", "100"), ("-0.5", "−0,5", "−0.5"),
    ])
  func numbers(plain: String, vietnamese: String, english: String) throws {
    #expect(try Self.wording(.vietnamese).number(plain) == vietnamese)
    #expect(try Self.wording(.english).number(plain) == english)
  }

  @Test("a signed number shows its plus, and zero has none")
  func signs() throws {
    let say = try Self.wording(.vietnamese)
    #expect(say.number(1204, signed: true) == "+1.204")
    #expect(say.number(0, signed: true) == "0")
    #expect(say.tenths(-37) == "−3,7")
    #expect(say.tenths(247) == "24,7")
  }

  @Test(
    "percent never claims certainty that is not there",
    arguments: [
      (970_000, "97 %"), (1_000_000, "100 %"), (999_999, "> 99 %"), (1, "< 1 %"), (0, "0 %"),
      (14_900, "1 %"), (15_000, "2 %"),
    ])
  func percent(millionths: Int, text: String) throws {
    #expect(try Self.wording(.vietnamese).percent(millionths: millionths) == text)
  }

  @Test(
    "the language comes from the locale, Vietnamese unless plainly English",
    arguments: [("en_US.UTF-8", "en"), ("vi_VN.UTF-8", "vi"), ("C.UTF-8", "vi"), ("fr_FR", "vi")])
  func locale(name: String, language: String) {
    #expect(Language(locale: name).rawValue == language)
    #expect(Language(locale: nil) == .vietnamese)
  }
}
