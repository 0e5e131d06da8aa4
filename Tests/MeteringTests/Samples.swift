import Metering
import Testing

/// Values that read like the lists they stand for; a malformed one fails the test that uses it.
enum Sample {
  static func index(_ text: String) throws -> Index { try #require(Index(text)) }
  static func energy(_ text: String) throws -> Energy { try #require(Energy(text)) }
  static func minute(_ text: String) throws -> LocalMinute { try #require(LocalMinute(text)) }
  static func dial(_ integers: Int, _ decimals: Int) throws -> Dial {
    try #require(Dial(integerDigits: integers, decimals: decimals))
  }

  /// A register read on 2026-05-13 and 2026-06-12, dial 5 + 1 unless told otherwise.
  static func register(
    _ kind: RegisterKind = .single, old: String, recorded: String, months: [String],
    digits: Int? = 5, multiplier: String = "1"
  ) throws -> RecordedRegister {
    let parts = recorded.split(separator: ".")
    return RecordedRegister(
      kind: kind, old: try index(old), recorded: try index(recorded),
      recordedDecimals: parts.count > 1 ? parts[1].count : 0,
      multiplier: try #require(Multiplier(multiplier)), oldDate: try minute("2026-05-13T10:37"),
      recordedDate: try minute("2026-06-12T10:37"), history: try months.map { try energy($0) },
      dial: try digits.map { try dial($0, 1) })
  }

  static func point(_ registers: [RecordedRegister], customerClass: String = "SH") throws
    -> MeteringPoint
  {
    let identity = PointIdentity(
      unit: "PE0700", point: "PE07000012345001", meter: "19003456",
      period: try #require(BillingPeriod("2026-06/1")))
    var point = MeteringPoint(identity: identity, registers: registers)
    point.customerClass = customerClass
    return point
  }

  static func reread(
    _ index: String, _ kind: RegisterKind = .single, at: String = "2026-06-16T10:40"
  ) throws -> Reread {
    Reread(kind: kind, index: try self.index(index), at: try minute(at))
  }

  /// The assessment of a point of one register.
  static func assess(
    _ register: RecordedRegister, reread: String, at: String = "2026-06-16T10:40",
    customerClass: String = "SH"
  ) throws -> PointAssessment {
    PointAssessment(
      of: try point([register], customerClass: customerClass),
      rereads: [try self.reread(reread, register.kind, at: at)])
  }
}
