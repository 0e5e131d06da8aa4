package import Metering

/// What a list is read with: what it may leave out of its rows, and the table of meter types.
package struct WorklistOptions: Sendable {
  /// The unit of rows without MA_DVIQLY.
  package var unit: String?
  /// The period of rows without NAM, THANG, KY; each part counts for itself.
  package var period: BillingPeriod?
  /// Dials of meter types, for rows without SO_CHU_SO.
  package var meterTypes: DialTable

  package init(
    unit: String? = nil, period: BillingPeriod? = nil, meterTypes: DialTable = DialTable()
  ) {
    self.unit = unit
    self.period = period
    self.meterTypes = meterTypes
  }
}
