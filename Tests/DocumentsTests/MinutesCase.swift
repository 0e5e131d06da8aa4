import Casework
import Documents
import Metering

/// Minutes that the snapshots show, each a way a wrong record is settled.
enum MinutesCase: String, CaseIterable, Sendable {
  case transpositionBeforeIssue, refund, backCharge, unknownInvoice, threeRates, unattended
  case withdrawn, preview, oneRegisterDeduced, overruledEstimate
  case amendment, superseded, signed, signatureRefused

  func content() throws -> MinutesContent {
    switch self {
    case .transpositionBeforeIssue:
      var content = try Self.transposition()
      content.correction.cost = .known(
        .init(
          decisions: ["1279/QĐ-BCT"], taxPercent: 8, before: 2_442_558, after: 283_560,
          nextMonth: 211_407))
      return content
    case .refund:
      var content = try Self.refunded()
      content.correction.cost = .unknown(.notResidential)
      return content
    case .backCharge: return try Self.backCharged()
    case .unknownInvoice: return try Self.unknown()
    case .threeRates: return try Self.rates()
    case .unattended: return try Self.remote()
    case .oneRegisterDeduced: return try Self.deduced()
    case .overruledEstimate:
      var content = try Self.transposition()
      content.correction.overruled = OverruledVerdict(
        from: .unresolved, to: .deviates, reason: "người ghi nhận là đã ghi nhầm")
      content.correction.causeReason = "theo ảnh lúc ghi"
      let estimate = try Sample.index("1288")
      content.correction.registers[0].basis = .estimated
      content.correction.registers[0].corrected = estimate
      content.correction.registers[0].consumptionAfter = try Sample.energy("108")
      content.correction.registers[0].band = [
        try Sample.index("1281"), try Sample.index("1296"),
      ]
      return content
    case .amendment: return try Self.amended()
    case .superseded:
      var content = try Self.rates()
      content.supersededBy = "PE0700-A3F9-2026-00019"
      return content
    case .signed: return try Self.signing(.signed)
    case .signatureRefused: return try Self.signing(.refused)
    case .withdrawn:
      var content = try Self.transposition()
      content.withdrawn = WithdrawnMark(
        time: "2026-06-17T08:02:00+07:00", reason: .stated("lập nhầm công tơ bên cạnh"))
      return content
    case .preview:
      var content = try Self.transposition()
      content.entry = ""
      content.correction.number = ""
      return content
    }
  }

  /// 01290 was written 01920; nothing billed yet, the customer signs.
  private static func transposition() throws -> MinutesContent {
    let corrected = CorrectedRegister(
      register: .single, old: try Sample.index("1180"), recorded: try Sample.index("1920"),
      reinspected: try Sample.index("1307.4"), corrected: try Sample.index("1307.4"),
      basis: .reread, consumptionBefore: try Sample.energy("740"),
      consumptionAfter: try Sample.energy("127.4"), causeSuggested: .transposition,
      causeChosen: .transposition)
    return MinutesContent(
      correction: Correction(
        number: "PE0700-A3F9-2026-00012", point: try Sample.reference(),
        inspection: Sample.entry, registers: [corrected],
        invoice: InvoiceKnowledge(state: .notIssued, asOf: Sample.asOf), seal: "còn nguyên",
        customer: CustomerPresence(attendance: .present, name: "Nguyễn Văn Khách"),
        remarks: ["đã giải thích cho khách hàng, khách hàng đồng ý"]),
      inspection: try Sample.inspection(
        .deviates,
        [
          try Sample.inspected(
            .single, old: "1180", recorded: "1920", read: "1307.4", use: "-612.6",
            usual: ("13.2", "22.3"), cause: .transposition, diagnosed: "1290")
        ]),
      stamp: Sample.stamp, entry: Sample.entry,
      point: try Sample.point([
        try Sample.listed(
          .single, old: "1180", recorded: "1920", history: ["115", "118", "102"])
      ]), unitName: "Điện lực Tân Phú")
  }

  /// The same error after the invoice; the customer is there, will not sign, a witness does, and the
  /// index deduced for the reading date is adopted.
  private static func refunded() throws -> MinutesContent {
    var content = try transposition()
    content.correction.invoice = InvoiceKnowledge(
      state: .issued, number: "1K26TPH-0048213", asOf: Sample.asOf)
    content.correction.customer = CustomerPresence(attendance: .refused, name: "Nguyễn Văn Khách")
    content.correction.witness = "Trần Thị Chứng, tổ trưởng dân phố 12"
    content.correction.registers[0].basis = .diagnosed
    content.correction.registers[0].corrected = try Sample.index("1290")
    content.correction.registers[0].consumptionAfter = try Sample.energy("110")
    content.correction.remarks = []
    return content
  }

  /// Too little was written, the invoice is out, nobody is home.
  private static func backCharged() throws -> MinutesContent {
    var content = try transposition()
    content.correction.registers[0].recorded = try Sample.index("1190")
    content.correction.registers[0].consumptionBefore = try Sample.energy("10")
    content.correction.registers[0].causeSuggested = .substitution
    content.correction.registers[0].causeChosen = .unexplained
    content.correction.invoice = InvoiceKnowledge(state: .issued, asOf: Sample.asOf)
    content.correction.customer = CustomerPresence(attendance: .absent)
    content.inspection?.registers[0].recorded = try Sample.index("1190")
    return content
  }

  /// The list says nothing of the invoice, and is no longer on the device.
  private static func unknown() throws -> MinutesContent {
    var content = try transposition()
    content.correction.invoice = InvoiceKnowledge(state: .unknown, asOf: Sample.asOf)
    content.point = nil
    content.unitName = nil
    return content
  }

  /// A current-transformer meter of three rates, HSN 40, with a total and a reactive register.
  private static func rates() throws -> MinutesContent {
    let rows: [(RegisterKind, String, String, String, String, String, String)] = [
      (.normal, "4210", "4350.5", "4362.1", "4362.1", "5620", "6084"),
      (.peak, "1805", "1877", "1853.4", "1853.4", "2880", "1936"),
      (.offPeak, "2333.3", "2391", "2396.2", "2396.2", "2308", "2516"),
      (.total, "8348.3", "8618.5", "8611.7", "8611.7", "10808", "10536"),
      (.reactive, "901", "930", "931.5", "931.5", "1160", "1220"),
    ]
    var content = try transposition()
    content.correction.registers = try rows.map { row in
      CorrectedRegister(
        register: row.0, old: try Sample.index(row.1), recorded: try Sample.index(row.2),
        reinspected: try Sample.index(row.3), corrected: try Sample.index(row.4), basis: .reread,
        consumptionBefore: try Sample.energy(row.5), consumptionAfter: try Sample.energy(row.6),
        causeSuggested: row.0 == .peak ? .substitution : .unexplained,
        causeChosen: row.0 == .peak ? .substitution : .unexplained)
    }
    content.inspection = try Sample.inspection(
      .deviates,
      try rows.map { row in
        try Sample.inspected(
          row.0, old: row.1, recorded: row.2, read: row.3, use: "0", usual: ("0", "900"),
          cause: row.0 == .peak ? .substitution : nil, diagnosed: row.0 == .peak ? "1847" : nil)
      })
    content.point = try Sample.point(
      try rows.map { try Sample.listed($0.0, old: $0.1, recorded: $0.2, multiplier: "40") },
      type: "ELSTER A1700")
    content.correction.invoice = InvoiceKnowledge(
      state: .issued, number: "1K26TPH-0048213", asOf: Sample.asOf)
    return content
  }

  /// The peak register alone is put right, by the index deduced for the reading date.
  private static func deduced() throws -> MinutesContent {
    var content = try rates()
    for position in content.correction.registers.indices {
      let recorded = content.correction.registers[position]
      content.correction.registers[position].basis = .diagnosed
      content.correction.registers[position].corrected = recorded.recorded
      content.correction.registers[position].consumptionAfter = recorded.consumptionBefore
      content.correction.registers[position].causeChosen = .substitution
    }
    content.correction.registers[1].corrected = try Sample.index("1847")
    content.correction.registers[1].consumptionAfter = try Sample.energy("1680")
    return content
  }

  /// Written anew with photos of the inspection, of the minutes and one that came later.
  private static func amended() throws -> MinutesContent {
    var content = try transposition()
    content.correction.supersedes = SupersededMinutes(
      number: "PE0700-A3F9-2026-00011", entry: String(repeating: "0", count: 64))
    content.inspection?.position = Position(
      latitude: 108_012_345, longitude: 1_066_291_234, error: 8, age: 3)
    content.inspection?.photos = [Sample.photo("IMG_20260616_123801.jpg", "a1", "12:38:01")]
    content.correction.photos = [Sample.photo("IMG_20260616_124012.jpg", "b2", "12:40:12")]
    // The same photo named twice is one piece of evidence.
    content.addedPhotos = [
      Sample.photo("DSC00017 (niêm phong).JPG", "c3", "13:05:44"),
      Sample.photo("IMG_20260616_123801.jpg", "a1", "12:38:01"),
    ]
    return content
  }

  /// The invoice is out, and the customer signed on paper two days later, or would not.
  private static func signing(_ outcome: MinutesSigning.Outcome) throws -> MinutesContent {
    var content = try transposition()
    content.correction.invoice = InvoiceKnowledge(
      state: .issued, number: "1K26TPH-0048213", asOf: Sample.asOf)
    content.correction.customer = CustomerPresence(attendance: .absent)
    content.correction.photoMissing = outcome == .refused ? .noCamera : .notAllowed
    content.inspection?.position = Position(
      latitude: -5_000, longitude: 1_066_291_234, error: nil, age: 40)
    let isRefused = outcome == .refused
    content.signing = SigningMark(
      time: "2026-06-18T09:15:00+07:00",
      signing: MinutesSigning(
        point: content.correction.point, number: content.correction.number,
        correction: content.entry, outcome: outcome, customer: "Nguyễn Văn Khách",
        witness: isRefused ? "Trần Thị Chứng, tổ trưởng dân phố 12" : nil,
        photos: isRefused ? [] : [Sample.photo("IMG_20260618_091400.jpg", "d4", "09:14:00")]))
    return content
  }

  private static func remote() throws -> MinutesContent {
    var content = try transposition()
    content.correction.unattended = true
    content.inspection?.unattended = true
    content.correction.seal = nil
    content.correction.remarks = []
    content.correction.customer = CustomerPresence(attendance: .absent)
    return content
  }
}
