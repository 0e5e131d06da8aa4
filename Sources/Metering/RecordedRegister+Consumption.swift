extension RecordedRegister {
  /// How far the register moved from the old index to `index`, in thousandths of an index unit.
  ///
  /// A rollover is taken only where the dial is known (old above `index`: one turn is added) and the
  /// turn can be believed. The digits are never inferred from a reading, so with an unknown dial a
  /// negative movement stays negative, as it does where the dial cannot have shown both indices.
  package func movement(to index: Index) -> Int64 {
    let plain = index.thousandths - old.thousandths
    guard plain < 0, let dial, dial.reaches(old), dial.reaches(index) else { return plain }
    let turned = plain + dial.turn
    return believes(turned) ? turned : plain
  }

  /// Whether a movement over the dial's highest index can have happened: the record says so itself (its
  /// status Q, its consumption), nothing is known of the months before, or they do not rule it out.
  ///
  /// Ten times the mean of the months, at least of a home of 150 kWh: a home whose index lies 10 below the
  /// old one did not use 99,990 kWh.
  private func believes(_ turned: Int64) -> Bool {
    if let status = recordedStatus, ReadingStatus(code: status) == .rolledOver { return true }
    let energy = Energy(thousandths: turned, multiplier: multiplier).millionths
    let parts = removedConsumption.millionths + directConsumption.millionths
    if let stated = recordedConsumption?.millionths, stated > 0 {
      // SL_MOI is often a whole number of kWh, with the two parts in it or without.
      if [energy, energy + parts].contains(where: { ($0 - stated).magnitude < 1_000_000 }) {
        return true
      }
    }
    let months = ([oldConsumption] + history).compactMap(\.self)
    guard !months.isEmpty else { return true }
    let total = months.reduce(Int128(0)) { $0 + abs($1.millionths) }
    return energy <= 10 * max(total / Int128(months.count), 150_000_000)
  }

  /// Billed consumption of the period if the register stood at `index` at its end:
  /// movement × multiplier + SL_THAO + SL_TTIEP, exact.
  ///
  /// A record that itself says a negative consumption (SL_MOI) was billed so: no rollover is read into
  /// it, however far the dial could have turned.
  package func consumption(to index: Index) -> Energy {
    let parts = removedConsumption + directConsumption
    let plain = Energy(
      thousandths: index.thousandths - old.thousandths, multiplier: multiplier)
    if index == recorded, plain < .zero, recordedConsumption == plain { return plain + parts }
    return Energy(thousandths: movement(to: index), multiplier: multiplier) + parts
  }
}

extension Dial {
  /// True where `index` lies below a full turn, whatever its decimals.
  package func reaches(_ index: Index) -> Bool { index.thousandths < turn }
}
