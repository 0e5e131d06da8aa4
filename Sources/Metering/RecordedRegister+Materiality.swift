extension RecordedRegister {
  /// The error of a record, in kWh, above which it is worth a visit: 10 kWh, and three days of what the
  /// months before used (SL_CU, SLUONG_1..3; negative ones count as none).
  package var materialError: Energy {
    let months = ([oldConsumption] + history).compactMap(\.self)
    let total = months.reduce(Int128(0)) { $0 + max($1.millionths, 0) }
    let threeDays = months.isEmpty ? 0 : total / Int128(months.count) / 10
    return max(Energy(millionths: 10_000_000), Energy(millionths: threeDays))
  }

  /// Whether the record is out by more than `materialError` if the dial showed `index`.
  package func isMaterial(_ index: Index) -> Bool {
    Energy(thousandths: gap(to: index), multiplier: multiplier) > materialError
  }

  /// How far the record lies from `index`, in thousandths of an index unit: the shorter way round where the
  /// dial is known and shows both. 99990 written for 00005 is out by 15.
  package func gap(to index: Index) -> Int64 {
    let plain = Int64((recorded.thousandths - index.thousandths).magnitude)
    guard let dial, dial.reaches(recorded), dial.reaches(index) else { return plain }
    return min(plain, dial.turn - plain)
  }
}
