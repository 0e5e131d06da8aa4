import Metering
import Testing

/// The metering points that these tests walk.
enum Route {
  static func point(
    _ meter: String, _ order: Int, address: String = "374/2 Lũy Bán Bích", box: String? = nil,
    registers: [RecordedRegister]
  ) throws -> MeteringPoint {
    let period = try #require(BillingPeriod("2026-06/1"))
    var point = MeteringPoint(
      identity: PointIdentity(
        unit: "PE0700", point: "PE0700001\(meter)", meter: meter, period: period),
      registers: registers)
    point.address = address
    point.pole = "C72"
    point.box = box ?? "H\(order)"
    point.book = "Q0012"
    point.customerName = "Khách hàng 000123"
    point.customerClass = "SH"
    point.walkOrder = order
    point.reason = .rise
    point.invoice = .notIssued
    return point
  }

  static func register(
    _ kind: RegisterKind = .single, old: String, recorded: String,
    dial: Dial? = Dial(integerDigits: 5, decimals: 1), months: [String] = ["115", "118", "102"],
    multiplier: String = "1"
  ) throws -> RecordedRegister {
    let oldIndex = try #require(Index(old))
    let recordedIndex = try #require(Index(recorded))
    let factor = try #require(Multiplier(multiplier))
    return RecordedRegister(
      kind: kind, old: oldIndex, recorded: recordedIndex, multiplier: factor,
      oldDate: LocalMinute("2026-05-13T10:00"),
      recordedDate: try #require(LocalMinute("2026-06-12T10:00")),
      oldConsumption: Energy(months.first ?? "0"),
      recordedConsumption: Energy(
        thousandths: recordedIndex.thousandths - oldIndex.thousandths, multiplier: factor),
      history: months.map { Energy($0) }, dial: dial)
  }

  /// An honest meter: 1180 → 1290, four days later 1307.4.
  static func honest(_ meter: String = "19013324", _ order: Int = 1) throws -> MeteringPoint {
    try point(meter, order, registers: [try register(old: "1180", recorded: "1290")])
  }

  /// The same dial, taken down as 1920.
  static func transposed(_ meter: String = "19013325", _ order: Int = 2) throws -> MeteringPoint {
    try point(meter, order, registers: [try register(old: "1180", recorded: "1920")])
  }

  /// Three rates and their total.
  static func threeRates(_ meter: String = "17880213", _ order: Int = 3) throws -> MeteringPoint {
    let dial = Dial(integerDigits: 5, decimals: 0)
    return try point(
      meter, order,
      registers: [
        try register(.normal, old: "100", recorded: "160", dial: dial, months: ["60", "58", "61"]),
        try register(.peak, old: "50", recorded: "70", dial: dial, months: ["20", "21", "19"]),
        try register(.offPeak, old: "30", recorded: "50", dial: dial, months: ["20", "18", "20"]),
        try register(
          .total, old: "180", recorded: "280", dial: dial, months: ["100", "97", "100"]),
      ])
  }

  /// A digit left out, and two meters beside one another taken for each other.
  static func mistakes() throws -> [MeteringPoint] {
    [
      try point("18533341", 6, registers: [try register(old: "36180", recorded: "3629")]),
      try point("21330402", 7, registers: [try register(old: "14531", recorded: "7088")]),
      try point("21330403", 8, registers: [try register(old: "6957", recorded: "14658")]),
    ]
  }

  static func all() throws -> [MeteringPoint] {
    [
      try honest(), try transposed(), try threeRates(), try honest("20450011", 4),
      try honest("22107741", 5),
    ]
  }
}
