/// Which of a metering point's registers (*bộ chỉ số*, LOAI_BCS): the code as worklists write it.
package enum RegisterKind: String, CaseIterable, Hashable, Sendable {
  /// Single rate.
  case single = "KT"
  /// Normal hours of a three-rate meter.
  case normal = "BT"
  /// Peak hours.
  case peak = "CD"
  /// Off-peak hours.
  case offPeak = "TD"
  /// Total of the three rates; a check, not billed.
  case total = "SG"
  /// Reactive energy; not billed as energy.
  case reactive = "VC"

  /// True for the registers whose movement is billed as energy (all but SG and VC).
  package var isBilled: Bool { self != .total && self != .reactive }
}

/// The billing period a row belongs to: NAM, THANG, KY.
package struct BillingPeriod: Hashable, Comparable, Sendable {
  package let year: Int
  package let month: Int
  /// The reading within the month (KY), from 1.
  package let cycle: Int

  /// Nil outside years 1900–2199, months 1–12, cycles 1–9.
  package init?(year: Int, month: Int, cycle: Int) {
    guard (1900...2199).contains(year), (1...12).contains(month), (1...9).contains(cycle) else {
      return nil
    }
    self.year = year
    self.month = month
    self.cycle = cycle
  }

  /// Reads `2026-06/1`.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }
    guard parts.count == 3, parts[0].utf8.count == 4, let year = Int(parts[0]),
      let month = Int(parts[1]), let cycle = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, cycle: cycle)
    guard description == text else { return nil }
  }

  package static func < (left: BillingPeriod, right: BillingPeriod) -> Bool {
    (left.year, left.month, left.cycle) < (right.year, right.month, right.cycle)
  }
}

extension BillingPeriod: CustomStringConvertible {
  /// `2026-06/1`.
  package var description: String { "\(year)-\(month < 10 ? "0" : "")\(month)/\(cycle)" }
}

/// One row of a worklist: what billing recorded for one register in one period.
package struct RecordedRegister: Hashable, Sendable {
  package var kind: RegisterKind
  /// The index at the end of the period before (CS_CU).
  package var old: Index
  /// The recorded index that is under re-inspection (CS_MOI).
  package var recorded: Index
  /// Decimals with which CS_MOI was written: the precision of the record, 0 to 3.
  package var recordedDecimals: Int
  package var multiplier: Multiplier
  /// When the old index was read (NGAY_CU).
  package var oldDate: LocalMinute?
  /// When the recorded index was read (NGAY_MOI).
  package var recordedDate: LocalMinute
  /// Status codes of the two readings (TTR_CU, TTR_MOI), as written; see `ReadingStatus`.
  package var oldStatus: String?
  package var recordedStatus: String?
  /// Consumption billed for the period before (SL_CU) and recorded for this one (SL_MOI), in kWh.
  package var oldConsumption: Energy?
  package var recordedConsumption: Energy?
  /// kWh of a meter removed in the period (SL_THAO) and of direct consumption (SL_TTIEP).
  package var removedConsumption: Energy
  package var directConsumption: Energy
  /// Consumption of the three months before (SLUONG_1 is the latest), in kWh.
  package var history: [Energy?]
  /// The dial, where the file says it (SO_CHU_SO, SO_THAP_PHAN) or the meter type's table does.
  package var dial: Dial?
  /// How the dial shows its digits, where the meter type's table says it.
  package var face: DialFace?

  package init(
    kind: RegisterKind, old: Index, recorded: Index, recordedDecimals: Int = 0,
    multiplier: Multiplier = .one, oldDate: LocalMinute? = nil, recordedDate: LocalMinute,
    oldStatus: String? = nil, recordedStatus: String? = nil, oldConsumption: Energy? = nil,
    recordedConsumption: Energy? = nil, removedConsumption: Energy = .zero,
    directConsumption: Energy = .zero, history: [Energy?] = [], dial: Dial? = nil
  ) {
    self.kind = kind
    self.old = old
    self.recorded = recorded
    self.recordedDecimals = recordedDecimals
    self.multiplier = multiplier
    self.oldDate = oldDate
    self.recordedDate = recordedDate
    self.oldStatus = oldStatus
    self.recordedStatus = recordedStatus
    self.oldConsumption = oldConsumption
    self.recordedConsumption = recordedConsumption
    self.removedConsumption = removedConsumption
    self.directConsumption = directConsumption
    self.history = history
    self.dial = dial
  }
}
