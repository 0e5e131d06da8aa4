package import Evidence
package import Metering

/// A worklist given to a device, or to every device of a unit; the file travels as a blob.
package struct ListAssignment: Codable, Hashable, Sendable {
  /// The list, as the device will record it when it loads it.
  package var list: WorklistLoading
  /// The unit that it was given to.
  package var unit: String
  /// The device that it was given to, 32 hex digits; nil: every device of the unit.
  package var device: String?
  /// Counts the lists of one name for one receiver, from 1; a higher one takes the place of a lower.
  package var listVersion: Int64

  package init(list: WorklistLoading, unit: String, device: String? = nil, listVersion: Int64) {
    self.list = list
    self.unit = unit
    self.device = device
    self.listVersion = listVersion
  }

  /// True where it was given to this device, or to every device of its unit; a supervisor's device has
  /// all lists of the unit, for its holder decides on what is found there.
  package func isFor(_ certificate: Certificate) -> Bool {
    guard let device else { return unit == certificate.unit }
    return device == certificate.device.hex
      || certificate.role == .supervisor && unit == certificate.unit
  }

  /// The device whose list it is, where that is another than the certificate's.
  package func receiver(besides certificate: Certificate) -> String? {
    device == certificate.device.hex ? nil : device
  }
}

/// What billing says of invoices, also of points that were inspected before it was known.
package struct InvoiceStatement: Codable, Hashable, Sendable {
  /// When billing said so, RFC 3339.
  package var asOf: String
  package var unit: String
  package var rows: [Row]

  /// The most rows that one entry holds, so that its body stays well below 64 KiB.
  package static let most = 300

  /// One point's invoice.
  package struct Row: Codable, Hashable, Sendable {
    package var point: String
    package var meter: String
    /// As `2026-06/1`.
    package var period: String
    package var state: InvoiceState
    package var number: String?

    package init(
      point: String, meter: String, period: String, state: InvoiceState, number: String? = nil
    ) {
      self.point = point
      self.meter = meter
      self.period = period
      self.state = state
      self.number = number
    }
  }

  package init(asOf: String, unit: String, rows: [Row]) {
    self.asOf = asOf
    self.unit = unit
    self.rows = rows
  }
}
