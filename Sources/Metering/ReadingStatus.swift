/// The state of a meter as a reading's status code (TTR_CU, TTR_MOI) says it.
///
/// `KT` and `SG` are also names of registers, so a code is only ever made from a status column.
/// Codes that are not known are kept, and no rule applies to them.
package enum ReadingStatus: Hashable, Sendable {
  case notInUse, rolledOver, burnt, stuck, nobodyHome, missing, readByCustomer, beyondDial
  case changed, broken, supplyCut, moved
  case displayLost, signalLost, damaged, burntOut, unused, unsafe, wrongClock, absent
  case notFound, otherTransformer
  case unknown(String)

  /// What a code obliges the record to say.
  package enum Rule: Hashable, Sendable {
    /// Nothing was read: the old index stands and 0 kWh are billed.
    case keepsOldIndex
    /// Something was read: the index may not lie below the old one.
    case notBelowOld
  }

  private static let codes: [String: ReadingStatus] = [
    "U": .notInUse, "Q": .rolledOver, "C": .burnt, "K": .stuck, "V": .nobodyHome, "M": .missing,
    "T": .readByCustomer, "L": .beyondDial, "X": .changed, "H": .broken, "D": .supplyCut,
    "G": .moved, "MH": .displayLost, "TH": .signalLost, "HH": .damaged, "CH": .burntOut,
    "KD": .unused, "AT": .unsafe, "SG": .wrongClock, "VN": .absent, "KC": .notFound,
    "KT": .otherTransformer,
  ]

  /// The state of a status column's text; blanks around it and its case do not matter.
  package init(code: String) {
    let plain = code.uppercased().filter { !$0.isWhitespace }
    self = ReadingStatus.codes[plain] ?? .unknown(code)
  }

  /// The rule for imported records; nil where none applies. A code given at a re-inspection says
  /// how that visit went and changes nothing in the record, so no rule looks at it.
  package var rule: Rule? {
    switch self {
    case .notInUse, .nobodyHome, .missing, .beyondDial, .changed, .supplyCut: .keepsOldIndex
    case .burnt, .stuck, .readByCustomer, .broken, .moved: .notBelowOld
    default: nil
    }
  }
}

extension RecordedRegister {
  /// Contradictions inside the record itself, before any re-reading: its status code against its
  /// indices, and its consumption against them.
  package var contradictions: [Reason] {
    var reasons: [Reason] = []
    if let code = recordedStatus {
      let holds =
        switch ReadingStatus(code: code).rule {
        case .keepsOldIndex: recorded == old && (recordedConsumption ?? .zero) == .zero
        case .notBelowOld: recorded >= old
        case nil: true
        }
      if !holds { reasons.append(.statusContradicted(code: code)) }
    }
    let movement = Energy(thousandths: self.movement(to: recorded), multiplier: multiplier)
    if let stated = recordedConsumption {
      // SL_MOI is a whole number of kWh in many lists, and some offices add SL_THAO and SL_TTIEP.
      let whole = movement + removedConsumption + directConsumption
      let unit: Int128 = 1_000_000
      let fits = [movement, whole].contains { ($0 - stated).millionths.magnitude < unit.magnitude }
      if !fits {
        reasons.append(.consumptionDisagrees(recorded: stated, computed: movement))
      }
    }
    return reasons
  }
}
