import Casework
import Documents
import Foundation
import Metering
import TestSupport
import Testing
import Wording

/// The wording, templates and values that the tests of this target share.
enum Sample {
  static func wording(_ language: Language) throws -> Wording {
    let source = try ["domain", "documents"].map { try Self.source("locales", $0, language) }
    return Wording(
      language: language, catalogue: try Catalogue(parsing: source.joined(separator: "\n")))
  }

  static func texts(_ name: String, _ language: Language) throws -> [String: String] {
    try Catalogue(parsing: source("locales", name, language)).texts
  }

  private static func source(
    _ folder: String, _ name: String, _ language: Language
  ) throws -> String {
    try String(
      contentsOf: Environment.asset("\(folder)/\(language.rawValue)/\(name).txt"), encoding: .utf8)
  }

  static func template(
    _ name: String, _ language: Language, _ vocabulary: TemplateVocabulary
  ) throws -> Template {
    let path = "\(language.rawValue)/\(name).txt"
    return try Template(
      parsing: source("documents", name, language), named: path, vocabulary: vocabulary)
  }

  static func minutes(_ content: MinutesContent, _ language: Language) throws -> Paper {
    Minutes.paper(
      content, template: try template("minutes", language, Minutes.vocabulary),
      try wording(language))
  }

  static func slip(_ content: SlipContent, _ language: Language) throws -> Paper {
    Slip.paper(
      content, template: try template("slip", language, Slip.vocabulary), try wording(language))
  }

  static func answer(_ content: ComplaintAnswerContent, _ language: Language) throws -> Paper {
    ComplaintAnswer.paper(
      content, template: try template("answer", language, ComplaintAnswer.vocabulary),
      slip: try template("slip", language, Slip.vocabulary), try wording(language))
  }

  static let stamp = Stamp(
    time: "2026-06-16T12:41:05+07:00", clock: .ok, boot: "1a2b3c4d", monotonic: 8_123_456,
    person: "H07")
  static let entry = "5f3c9a0b7d1e2f4866aa0b1c2d3e4f5061728394a5b6c7d8e9f0011223344556"
  static func photo(_ name: String, _ hash: String, _ time: String) -> Photo {
    Photo(
      sha256: String(repeating: hash, count: 32), bytes: 2_345_678, name: name,
      taken: "2026-06-16T\(time)+07:00")
  }

  static let asOf = "2026-06-16T07:10:00+07:00"

  static func reference(meter: String = "19013325") throws -> PointReference {
    PointReference(
      identity: PointIdentity(
        unit: "PE0700", point: "PE07000012345001", meter: meter,
        period: try #require(BillingPeriod("2026-06/1"))),
      list: "0123456789abcdef")
  }

  static func index(_ text: String) throws -> Index { try #require(Index(text)) }
  static func energy(_ text: String) throws -> Energy { try #require(Energy(text)) }
  static func moment(_ text: String) throws -> LocalMinute { try #require(LocalMinute(text)) }

  static func listed(
    _ kind: RegisterKind, old: String, recorded: String, multiplier: String = "1",
    history: [String] = []
  ) throws -> RecordedRegister {
    RecordedRegister(
      kind: kind, old: try index(old), recorded: try index(recorded),
      multiplier: try #require(Multiplier(multiplier)), oldDate: try moment("2026-05-13"),
      recordedDate: try moment("2026-06-12T10:37"), history: try history.map(energy),
      dial: Dial(integerDigits: 5, decimals: 1))
  }

  static func point(
    _ registers: [RecordedRegister], meter: String = "19013325", type: String = "EMIC CV140"
  ) throws -> MeteringPoint {
    var point = MeteringPoint(
      identity: try reference(meter: meter).identity, registers: registers)
    point.customer = "PE07000012345"
    point.customerName = "Khách hàng 000123"
    point.address = "374/2 Lũy Bán Bích, phường Tân Phú"
    point.book = "Q0012"
    point.customerClass = "SH"
    point.meterType = type
    return point
  }

  static func inspected(
    _ kind: RegisterKind, old: String, recorded: String, read: String, use: String,
    usual: (String, String), cause: Cause? = nil, diagnosed: String? = nil
  ) throws -> InspectedRegister {
    InspectedRegister(
      register: kind, old: try index(old), recorded: try index(recorded),
      attempts: [try index(read)], useSince: try energy(use),
      usual: [try energy(usual.0), try energy(usual.1)], cause: cause,
      diagnosed: try diagnosed.map(index))
  }

  static func inspection(
    _ verdict: Verdict, _ registers: [InspectedRegister], meter: String = "19013325",
    unattended: Bool = false, noReading: NoReading? = nil, otherMeter: OtherMeter? = nil
  ) throws -> Inspection {
    Inspection(
      point: try reference(meter: meter), verdict: verdict, probabilityRecordRight: 300,
      registers: registers, readAt: try moment("2026-06-16T12:38"), dwell: 5321, keys: 7,
      unattended: unattended, noReading: noReading, otherMeter: otherMeter)
  }
}
