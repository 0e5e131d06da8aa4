import Casework
import Documents
import Metering

/// Slips that the snapshots show: each verdict, and what makes one harder to read.
enum SlipCase: String, CaseIterable, Sendable {
  case confirmed, deviates, unresolvedOtherMeter, unread, threeRates, withoutList, overruled

  func content() throws -> SlipContent {
    switch self {
    case .confirmed: return try Self.honest()
    case .deviates: return try Self.wrong()
    case .unresolvedOtherMeter:
      var content = try Self.honest()
      content.inspection.verdict = .unresolved
      content.inspection.otherMeter = OtherMeter(meter: "22107741")
      return content
    case .unread:
      var content = try Self.honest()
      content.inspection = try Sample.inspection(
        .unread, [], noReading: NoReading(code: "V", remark: "đã gọi cửa hai lần"))
      return content
    case .overruled:
      var content = try Self.wrong()
      content.overruled = OverruledVerdict(
        from: .deviates, to: .confirmed, reason: "ảnh lúc ghi đúng với số đã ghi")
      return content
    case .threeRates: return try Self.rates()
    case .withoutList:
      var content = try Self.honest()
      content.point = nil
      content.unitName = nil
      return content
    }
  }

  /// A high bill that is true.
  private static func honest() throws -> SlipContent {
    SlipContent(
      inspection: try Sample.inspection(
        .confirmed,
        [
          try Sample.inspected(
            .single, old: "980", recorded: "1290", read: "1333.4", use: "43.4",
            usual: ("22.4", "68.1"))
        ]),
      stamp: Sample.stamp, entry: Sample.entry,
      point: try Sample.point([
        try Sample.listed(
          .single, old: "980", recorded: "1290", history: ["215", "198", "180"])
      ]), unitName: "Điện lực Tân Phú")
  }

  private static func wrong() throws -> SlipContent {
    let minutes = try MinutesCase.transpositionBeforeIssue.content()
    var content = try honest()
    content.point = minutes.point
    if let inspection = minutes.inspection { content.inspection = inspection }
    return content
  }

  private static func rates() throws -> SlipContent {
    let rows: [(RegisterKind, String, String, String, String, (String, String))] = [
      (.normal, "4210", "4350.5", "4362.1", "464", ("301", "822")),
      (.peak, "1805", "1877", "1883.4", "256", ("120", "420")),
      (.offPeak, "2333.3", "2391", "2396.2", "208", ("100", "390")),
      (.total, "8348.3", "8618.5", "8641.7", "928", ("520", "1630")),
      (.reactive, "901", "930", "931.5", "60", ("20", "150")),
    ]
    let point = try Sample.point(
      try rows.map { try Sample.listed($0.0, old: $0.1, recorded: $0.2, multiplier: "40") },
      type: "ELSTER A1700")
    return SlipContent(
      inspection: try Sample.inspection(
        .confirmed,
        try rows.map { row in
          try Sample.inspected(
            row.0, old: row.1, recorded: row.2, read: row.3, use: row.4, usual: row.5)
        }),
      stamp: Sample.stamp, entry: Sample.entry, point: point, unitName: "Điện lực Tân Phú")
  }
}
