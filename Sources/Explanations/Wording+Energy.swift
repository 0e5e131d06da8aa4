package import Metering
package import Wording

/// How much of an amount of energy is written.
package enum EnergyPrecision: Hashable, Sendable {
  /// Whole kWh, tenths below ten: for reading at a glance.
  case rounded
  /// Every place it has: for papers, whose sums must add up.
  case exact
}

extension Wording {
  /// `17 kWh`; kvarh for a reactive register.
  package func energy(
    _ energy: Energy, of register: RegisterKind = .single,
    precision: EnergyPrecision = .rounded, signed: Bool = false
  ) -> String {
    self(
      register == .reactive ? "quantity.reactiveEnergy" : "quantity.energy",
      amount(energy, precision: precision, signed: signed))
  }

  /// An amount of energy without its unit, for columns that name it once.
  package func amount(
    _ energy: Energy, precision: EnergyPrecision = .rounded, signed: Bool = false
  ) -> String {
    switch precision {
    case .exact: return number(energy.description, signed: signed)
    case .rounded:
      let tenths = energy.tenthsPerDay(days: 1) ?? 0
      guard tenths.magnitude < 100, tenths % 10 != 0 else {
        return number(energy.roundedKilowattHours, signed: signed)
      }
      return self.tenths(tenths, signed: signed)
    }
  }

  /// `13–22 kWh`; in tenths where whole numbers would hide it. Bounds outside what can be used,
  /// below zero, are shown as zero.
  package func energyRange(
    _ range: ClosedRange<Energy>, of register: RegisterKind = .single,
    precision: EnergyPrecision = .rounded
  ) -> String {
    self(
      register == .reactive ? "quantity.reactiveEnergyRange" : "quantity.energyRange",
      amount(max(range.lowerBound, .zero), precision: precision),
      amount(max(range.upperBound, .zero), precision: precision))
  }

  /// `2.187.432 đ`, in whole dong.
  package func money(_ dong: Int64, signed: Bool = false) -> String {
    self("quantity.money", number(dong, signed: signed))
  }

  /// `3,7/ngày`: energy over `days`, to a tenth; nil where no day lies between.
  package func perDay(_ energy: Energy, days: Int, signed: Bool = false) -> String? {
    energy.tenthsPerDay(days: days).map { self("quantity.perDay", tenths($0, signed: signed)) }
  }

  /// `4 ngày`; `1 day` and `4 days` in English.
  package func days(_ count: Int) -> String {
    self(count == 1 ? "quantity.day" : "quantity.days", number(count))
  }

  /// An index as it stands on the dial: `01307,4`, without groups, leading zeros by the dial's
  /// digits where those are known. `decimals` shows at least that many places.
  package func index(_ index: Index, dial: Dial? = nil, decimals: Int = 0) -> String {
    let parts = index.description.split(separator: ".")
    var text = String(parts.first ?? "0")
    if let dial, text.count < dial.integerDigits {
      text = String(repeating: "0", count: dial.integerDigits - text.count) + text
    }
    var fraction = parts.count > 1 ? String(parts[1]) : ""
    while fraction.count < min(decimals, 3) { fraction.append("0") }
    if !fraction.isEmpty { text += "\(decimalMark)\(fraction)" }
    return text
  }
}
