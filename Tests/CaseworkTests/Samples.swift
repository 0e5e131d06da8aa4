import Casework
import Metering
import Testing

/// Values the tests of this target share.
enum Sample {
  static let stamp = Stamp(
    time: "2026-06-16T12:41:05+07:00", clock: .ok, boot: "1a2b3c4d", monotonic: 8_123_456,
    person: "H07")

  static let photo = Photo(
    sha256: String(repeating: "cd", count: 32), bytes: 812_345, name: "IMG_0042.jpg",
    taken: "2026-06-16T12:40:58+07:00")

  static func point() throws -> PointReference {
    PointReference(
      identity: PointIdentity(
        unit: "PE0700", point: "PE07000012345001", meter: "19013325",
        period: try #require(BillingPeriod("2026-06/1"))),
      list: "0123456789abcdef")
  }

  static func readAt() throws -> LocalMinute { try #require(LocalMinute("2026-06-16T12:41")) }

  static func index(_ text: String) throws -> Index { try #require(Index(text)) }

  static func energy(_ text: String) throws -> Energy { try #require(Energy(text)) }

  static func inspection(_ verdict: Verdict, attempts: [String] = ["1307.4"]) throws -> Inspection {
    Inspection(
      point: try point(), verdict: verdict, probabilityRecordRight: 999_700,
      registers: [
        InspectedRegister(
          register: .single, old: try index("1180"), recorded: try index("1290"),
          attempts: try attempts.map(index), useSince: try energy("17.4"),
          usual: [try energy("5.2"), try energy("43")])
      ],
      readAt: try readAt(), dwell: 5321, keys: 7)
  }

  static func correction(of inspection: String, number: String) throws -> Correction {
    Correction(
      number: number, point: try point(), inspection: inspection,
      registers: [
        CorrectedRegister(
          register: .single, old: try index("1180"), recorded: try index("1920"),
          reinspected: try index("1307.4"), corrected: try index("1307.4"), basis: .reread,
          consumptionBefore: try energy("740"), consumptionAfter: try energy("127.4"),
          causeSuggested: .transposition, causeChosen: .transposition)
      ],
      invoice: InvoiceKnowledge(
        state: .notIssued, number: nil, asOf: "2026-06-16T07:10:00+07:00"),
      seal: "còn nguyên",
      customer: CustomerPresence(attendance: .present, name: "Khách hàng 000123"),
      remarks: ["đã giải thích cho khách hàng"])
  }
}
