package import Metering

/// The typed columns of one valid row, as plain values: texts are read from the row when needed.
package struct RegisterValues: Sendable {
  package var kind: RegisterKind
  package var period: BillingPeriod
  package var old: Index
  package var recorded: Index
  /// Decimals with which the recorded index was written, 0 to 3.
  package var recordedDecimals: Int
  /// Thousandths, above 0; 1000 where the row has none.
  package var multiplierThousandths: Int64
  package var oldDate: LocalMinute?
  package var recordedDate: LocalMinute
  /// Millionths of a kWh; nil where the row has none.
  package var oldConsumption: Int64?
  package var recordedConsumption: Int64?
  package var removedConsumption: Int64?
  package var directConsumption: Int64?
  /// Of the three months before, the latest first.
  package var history: (Int64?, Int64?, Int64?)
  /// Households, at least 1: a list's 0, which offices write for businesses, counts as 1.
  package var households: Int
  package var dialDigits: Int?
  package var dialDecimals: Int?
  package var invoice: InvoiceState
  package var reason: FlagReason?
  package var method: ReadingMethod?
  package var walkOrder: Int?
}
