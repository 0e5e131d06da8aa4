import Metering

/// What makes rows of a month registers of one metering point: unit, MA_DDO (else customer and
/// serial) and period, as bytes to compare.
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
}

extension ScannedRow {
  /// Writes the identity that the row shares with the other registers of its metering point.
  package func writeMonthIdentity(into identity: inout [UInt8]) {
    MonthIdentity.write(fields, values.period, into: &identity)
  }

  /// A hash of the unit and book, not for storing.
  package var bookHash: UInt64 { hash(.unit, .book) }

  /// A hash of pole and box; 0 where the row has no box.
  package var boxHash: UInt64 {
    fields.bytes(WorklistColumn.box.rawValue).isEmpty ? 0 : hash(.pole, .box) | 1
  }

  /// A hash of the meter.
  package var meterHash: UInt64 { hash(.meter, .meter) }

  private func hash(_ first: WorklistColumn, _ second: WorklistColumn) -> UInt64 {
    var hash = ByteHash()
    hash.combine(fields.bytes(first.rawValue))
    hash.combine(fields.bytes(second.rawValue))
    return hash.value
  }

  /// A number that sorts as the walk goes: by STT, then those without one by the first fifteen bytes
  /// of MA_GC. Equal ones stay in the file's order.
  package var walkKey: (high: UInt64, low: UInt64) {
    if let order = values.walkOrder { return (0, UInt64(order)) }
    var key: UInt128 = 1
    let route = fields.bytes(WorklistColumn.route.rawValue)
    for place in 0..<15 {
      key = key << 8 | UInt128(place < route.count ? route[place] : 0)
    }
    return (UInt64(key >> 64), UInt64(truncatingIfNeeded: key))
  }
}

/// A hash of a point's identity, seeded anew in each process.
package func monthHash(_ identity: [UInt8]) -> UInt64 {
  identity.withUnsafeBufferPointer { bytes in
    var hash = ByteHash()
    hash.combine(bytes)
    return hash.value
  }
}
