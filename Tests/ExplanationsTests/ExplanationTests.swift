import Casework
import Explanations
import Foundation
import Metering
import TestSupport
import Testing
import Wording

/// The two languages as the program ships them.
enum Speech {
  static func wording(_ language: Language) throws -> Wording {
    let file = Environment.asset("locales/\(language.rawValue)/domain.txt")
    let source = try String(contentsOf: file, encoding: .utf8)
    return Wording(language: language, catalogue: try Catalogue(parsing: source))
  }

  static func keys(_ language: Language) throws -> [String: String] {
    let file = Environment.asset("locales/\(language.rawValue)/domain.txt")
    return try Catalogue(parsing: String(contentsOf: file, encoding: .utf8)).texts
  }

  static func energy(_ text: String) throws -> Energy { try #require(Energy(text)) }

  /// Every shape a reason can take.
  static func reasons() throws -> [Reason] {
    let usual = try energy("13.2")...energy("22.3")
    return [
      .useWithinUsual(use: try energy("17.4"), days: 4, usual: usual),
      .useWithinUsual(use: try energy("17.4"), days: 1, usual: usual),
      .useWithinUsual(use: try energy("17.4"), days: 0, usual: usual),
      .useOutsideUsual(use: try energy("31"), days: 4, usual: usual),
      .useOutsideUsual(use: try energy("31"), days: 0, usual: usual),
      .useOutsideUsual(use: try energy("2.5"), days: 4, usual: usual),
      .useOutsideUsual(use: try energy("2.5"), days: 0, usual: usual),
      .useOutsideUsual(use: try energy("22.4"), days: 4, usual: usual),
      .useOutsideUsual(use: try energy("-612.6"), days: 4, usual: usual),
      .rereadBelowRecorded(byThousandths: 612_600), .unchangedDespiteUse(days: 4),
      .recordedBeyondDial(digits: 5), .rolloverPossible(digits: 5), .rolloverPossible(digits: nil),
      .rateAloneProvesNothing, .noHistory, .statusContradicted(code: "V"),
      .sumDisagrees(total: try energy("480"), parts: try energy("440")),
      .sumAgrees(total: try energy("480")),
      .consumptionDisagrees(recorded: try energy("740"), computed: try energy("110")),
      .registerMissing, .rereadBeforeRecord, .otherMeter,
    ]
  }
}

@Suite("Explanations")
struct ExplanationTests {
  @Test("both languages have the same keys, none empty, with the same arguments")
  func sameKeys() throws {
    let vietnamese = try Speech.keys(.vietnamese)
    let english = try Speech.keys(.english)
    #expect(Set(vietnamese.keys) == Set(english.keys))
    for (key, text) in vietnamese where !key.hasPrefix("date.") {
      let other = try #require(english[key])
      #expect(!text.isEmpty && !other.isEmpty, "\(key)")
      for number in 0...4 {
        #expect(text.contains("{\(number)}") == other.contains("{\(number)}"), "\(key)")
      }
    }
  }

  @Test("every value of the domain has words in both languages", arguments: Language.allCases)
  func everyValue(language: Language) throws {
    let explain = Explanation(try Speech.wording(language))
    var texts = Verdict.allCases.flatMap { [explain.word($0), explain.clause($0)] }
    texts += Cause.allCases.map { explain.word($0) }
    texts += CorrectionBasis.allCases.flatMap { [explain.word($0), explain.shortWord($0)] }
    texts += CustomerPresence.Attendance.allCases.map { explain.word($0) }
    texts += RegisterKind.allCases.map { explain.word($0) }
    texts += InvoiceState.allCases.map { explain.word($0) }
    texts += try Speech.reasons().map { explain.clause($0) }
    for text in texts {
      #expect(!text.isEmpty)
      #expect(!text.contains("{") && !text.contains("}"), "\(text)")
      for prefix in ["verdict.", "cause.", "basis.", "attendance.", "register.", "reason."] {
        #expect(!text.contains(prefix), "\(text)")
      }
    }
    #expect(Set(try Speech.reasons().map { explain.clause($0) }).count == 23)
  }

  @Test(
    "every status code of worklists and of visits is explained",
    arguments: Language.allCases,
    [
      "U", "Q", "C", "K", "V", "M", "T", "L", "X", "H", "D", "G", "MH", "TH", "HH", "CH", "KD",
      "AT", "SG", "VN", "KC", "KT",
    ])
  func statusCodes(language: Language, code: String) throws {
    let text = Explanation(try Speech.wording(language)).word(statusCode: code)
    #expect(text.hasSuffix("(\(code))"))
    #expect(text.count > code.count + 3)
  }

  @Test("an unknown status code says itself", arguments: ["ZZ", "withCode", "unknown", "", "v"])
  func unknownStatusCode(code: String) throws {
    let explain = Explanation(try Speech.wording(.vietnamese))
    #expect(explain.word(statusCode: code) == "mã \(code)")
  }

  @Test("reasons read as an inspector would say them")
  func vietnameseReasons() throws {
    let explain = Explanation(try Speech.wording(.vietnamese))
    let said = try Speech.reasons().map { explain.clause($0) }
    #expect(said[0] == "4 ngày qua dùng 17 kWh, trong mức thường dùng 13–22 kWh")
    #expect(said[2] == "từ lúc ghi đến nay dùng 17 kWh, trong mức thường dùng 13–22 kWh")
    #expect(said[3] == "4 ngày qua dùng 31 kWh, nhiều hơn mức thường dùng 13–22 kWh")
    #expect(said[5] == "4 ngày qua dùng 2,5 kWh, ít hơn mức thường dùng 13–22 kWh")
    #expect(said[8].contains("−613 kWh"))
    #expect(said[9] == "so với chỉ số đã ghi, mặt công tơ hôm nay thấp hơn 612,6")
    #expect(said[16] == "mã trạng thái vắng nhà (V) mâu thuẫn với chỉ số đã ghi")
  }

  @Test("a use just outside the usual is never rounded into it")
  func justOutside() throws {
    let explain = Explanation(try Speech.wording(.vietnamese))
    let reason = try Speech.reasons()[7]
    #expect(
      explain.clause(reason) == "4 ngày qua dùng 22,4 kWh, nhiều hơn mức thường dùng 13,2–22,3 kWh")
  }

  @Test("English counts one day and many")
  func plural() throws {
    let explain = Explanation(try Speech.wording(.english))
    let said = try Speech.reasons().map { explain.clause($0) }
    #expect(said[0] == "17 kWh used in 4 days, within the usual 13–22 kWh")
    #expect(said[1] == "17 kWh used in 1 day, within the usual 13–22 kWh")
  }

  @Test("papers write use exactly, reactive energy in kvarh")
  func exactAndReactive() throws {
    let explain = Explanation(try Speech.wording(.vietnamese), precision: .exact)
    let reason = try Speech.reasons()[0]
    #expect(explain.clause(reason, of: .reactive).contains("17,4 kvarh"))
  }

  @Test(
    "an invoice is told with its number and since when that is known",
    arguments: [
      (
        InvoiceKnowledge(state: .notIssued, asOf: "2026-06-16T07:10:00+07:00"),
        "chưa phát hành hoá đơn (theo danh sách 16/06/2026 07:10)"
      ),
      (
        InvoiceKnowledge(state: .issued, number: "0012345", asOf: "2026-06-16T07:10:00+07:00"),
        "đã phát hành hoá đơn số 0012345 (theo danh sách 16/06/2026 07:10)"
      ),
      (
        InvoiceKnowledge(state: .unknown, asOf: ""),
        "chưa rõ hoá đơn đã phát hành hay chưa"
      ),
    ])
  func invoices(invoice: InvoiceKnowledge, text: String) throws {
    #expect(Explanation(try Speech.wording(.vietnamese)).clause(invoice) == text)
  }

  @Test(
    "a clause becomes a sentence",
    arguments: [("đúng", "Đúng."), ("", ""), ("ở nhà!", "Ở nhà!"), ("4 ngày", "4 ngày.")])
  func sentences(clause: String, sentence: String) throws {
    #expect(Explanation(try Speech.wording(.vietnamese)).sentence(clause) == sentence)
  }
}
