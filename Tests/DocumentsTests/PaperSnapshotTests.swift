import Documents
import Metering
import TestSupport
import Testing
import Wording

/// What customers read: every paper in both languages and at both widths, line by line.
@Suite("Papers as they are printed")
struct PaperSnapshotTests {
  static let widths = [TextLayout.sheet, TextLayout.belt]

  @Test("minutes of correction", arguments: MinutesCase.allCases, Language.allCases)
  func minutes(sample: MinutesCase, language: Language) throws {
    let paper = try Sample.minutes(try sample.content(), language)
    for layout in Self.widths {
      expectSnapshot(
        layout.text(paper), named: "minutes-\(sample)-\(language.rawValue)-\(layout.width)")
    }
  }

  @Test("re-inspection slip", arguments: SlipCase.allCases, Language.allCases)
  func slips(sample: SlipCase, language: Language) throws {
    let paper = try Sample.slip(try sample.content(), language)
    for layout in Self.widths {
      expectSnapshot(
        layout.text(paper), named: "slip-\(sample)-\(language.rawValue)-\(layout.width)")
    }
  }

  @Test("answer to a complaint", arguments: AnswerCase.allCases, Language.allCases)
  func answers(sample: AnswerCase, language: Language) throws {
    let paper = try Sample.answer(try sample.content(), language)
    expectSnapshot(TextLayout.sheet.text(paper), named: "answer-\(sample)-\(language.rawValue)")
  }

  @Test("an answer promises nothing that no supervisor approved", arguments: Language.allCases)
  func promises(language: Language) throws {
    for sample in AnswerCase.allCases {
      let content = try sample.content()
      let text = TextLayout.sheet.text(try Sample.answer(content, language))
      let isApproved = sample == .approved || sample == .applied
      let number = try MinutesCase.transpositionBeforeIssue.content().correction.number
      #expect(text.contains(number) == isApproved, "\(sample)")
      // What is taken back or fought over is not told beside an answer that says otherwise.
      let isContradicted = [.rejected, .disputed, .accepted].contains(sample)
      #expect(!isContradicted || !text.contains("KẾT QUẢ") && !text.contains("RESULT"), "\(sample)")
    }
  }

  @Test(
    "every paper keeps its width, says no key and leaves no field", arguments: Language.allCases)
  func complete(language: Language) throws {
    let minutes = try MinutesCase.allCases.map { try Sample.minutes($0.content(), language) }
    let slips = try SlipCase.allCases.map { try Sample.slip($0.content(), language) }
    let answers = try AnswerCase.allCases.map { try Sample.answer($0.content(), language) }
    for layout in Self.widths + [TextLayout(width: 32)] {
      for line in (minutes + slips + answers).flatMap(layout.lines) {
        #expect(line.count <= layout.width, "\(line)")
        #expect(line.last != " ", "\(line)|")
        #expect(!line.contains("{") && !line.contains("document."), "\(line)")
      }
    }
  }

  @Test("what the program writes on papers exists in both languages, with the same arguments")
  func sameKeys() throws {
    let texts = try Language.allCases.map { try Sample.texts("documents", $0) }
    #expect(Set(texts[0].keys) == Set(texts[1].keys))
    for (key, text) in texts[0] {
      let other = try #require(texts[1][key])
      #expect(key.hasPrefix("document.") && !text.isEmpty && !other.isEmpty, "\(key)")
      for number in 0...2 {
        #expect(text.contains("{\(number)}") == other.contains("{\(number)}"), "\(key)")
      }
    }
  }

  @Test("sums on the papers add up to the last place")
  func sums() throws {
    let content = try MinutesCase.threeRates.content()
    let billed = content.correction.registers.filter(\.register.isBilled)
    let difference = billed.reduce(Energy.zero) { $0 + $1.consumptionAfter - $1.consumptionBefore }
    let text = TextLayout.sheet.text(try Sample.minutes(content, .english))
    #expect(difference == Energy("-272"))
    #expect(text.contains("Billed total") && text.contains("Difference in consumption: −272 kWh"))
  }
}
