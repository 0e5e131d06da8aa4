extension RecordedRegister {
  /// How far the register moved from the old index to `index`, in thousandths of an index unit.
  ///
  /// A rollover is taken only where the dial is known (old above `index`: one turn is added). The
  /// digits are never inferred from a reading, so with an unknown dial a negative movement stays
  /// negative, as it does where the dial cannot have shown both indices.
  package func movement(to index: Index) -> Int64 {
    let plain = index.thousandths - old.thousandths
    guard plain < 0, let dial, dial.reaches(old), dial.reaches(index) else { return plain }
    return plain + dial.turn
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
