import Metering

/// What makes rows of a month registers of one metering point: unit, MA_DDO (else customer and
/// serial) and period, as bytes to compare. Texts are without blanks at either end, and the period is
/// a number, so that `06` and `6` are one month.
enum MonthIdentity {
  static func write(_ fields: RowFields, _ period: BillingPeriod, into identity: inout [UInt8]) {
    identity.removeAll(keepingCapacity: true)
    let number = (period.year * 16 + period.month) * 16 + period.cycle
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: number)) { identity.append(contentsOf: $0) }
    identity.append(contentsOf: fields.bytes(WorklistColumn.unit.rawValue))
    let point = fields.bytes(WorklistColumn.point.rawValue)
    identity.append(0)
    guard point.isEmpty else { return identity.append(contentsOf: point) }
    // No text holds a NUL, so two of them mark a point that only its customer and meter name.
    identity.append(0)
    identity.append(contentsOf: fields.bytes(WorklistColumn.customer.rawValue))
    identity.append(0)
    identity.append(contentsOf: fields.bytes(WorklistColumn.meter.rawValue))
  }

  /// The identity of a row that may be bad; nil where it does not say all of it.
  static func of(_ fields: RowFields) -> [UInt8]? {
    var check = RowCheck(row: fields)
    guard let period = check.period(default: nil), !check.bytes(.unit).isEmpty else { return nil }
    if check.bytes(.point).isEmpty {
      guard !check.bytes(.customer).isEmpty, !check.bytes(.meter).isEmpty else { return nil }
    }
    var identity: [UInt8] = []
    write(fields, period, into: &identity)
    return identity
  }
}

extension ScannedRow {
  /// Writes the identity that the row shares with the other registers of its metering point.
  package func writeMonthIdentity(into identity: inout [UInt8]) {
    MonthIdentity.write(fields, values.period, into: &identity)
  }

  /// A hash of the meter, seeded anew in each process.
  package var meterHash: UInt64 {
    var hash = ByteHash()
    hash.combine(fields.bytes(WorklistColumn.meter.rawValue))
    return hash.value
  }

  /// The row has the column, though it may be empty.
  package func has(_ column: WorklistColumn) -> Bool { fields.field(column.rawValue) != nil }
}

/// A hash of a point's identity, seeded anew in each process.
package func monthHash(_ identity: [UInt8]) -> UInt64 {
  identity.withUnsafeBufferPointer { bytes in
    var hash = ByteHash()
    hash.combine(bytes)
    return hash.value
  }
}
