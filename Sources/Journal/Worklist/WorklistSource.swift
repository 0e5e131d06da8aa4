package import Metering

/// A worklist's file as it lies in the blobs, and what was said about it when it was loaded.
package struct ListFile: Hashable, Sendable {
  package var path: String
  /// Unit and period given once for the whole list, where its rows do not say them.
  package var unit: String?
  package var period: String?

  package init(path: String, unit: String? = nil, period: String? = nil) {
    self.path = path
    self.unit = unit
    self.period = period
  }
}

/// Where a register's row lies in its list's file, in bytes.
package struct RowSpan: Hashable, Sendable {
  package var offset: Int64
  package var length: Int

  package init(offset: Int64, length: Int) {
    self.offset = offset
    self.length = length
  }
}

/// One row of a list while it streams by: what is needed to browse, and nothing of the record.
///
/// Texts are UTF-8 in NFC, empty where absent, and good only until the callback returns.
package struct RegisterRow {
  package typealias Text = UnsafeBufferPointer<UInt8>

  package var span: RowSpan
  package var unit: Text
  /// MA_DDO, or MA_KHANG where the list has none.
  package var point: Text
  package var meter: Text
  package var year: Int
  package var month: Int
  package var cycle: Int
  package var kind: RegisterKind
  package var customer = Text(start: nil, count: 0)
  package var book = Text(start: nil, count: 0)
  package var transformer = Text(start: nil, count: 0)
  package var address = Text(start: nil, count: 0)
  package var pole = Text(start: nil, count: 0)
  package var box = Text(start: nil, count: 0)
  package var hazard = Text(start: nil, count: 0)
  /// MA_NVGCS, who took the recorded reading, and MA_NN, the customer's class.
  package var reader = Text(start: nil, count: 0)
  package var customerClass = Text(start: nil, count: 0)
  package var method: ReadingMethod?
  package var walkOrder: Int?
  package var reason: FlagReason?
  package var invoice = InvoiceState.unknown
  /// `Fingerprint` of everything the diff depends on: indices, dates, statuses, consumptions,
  /// multiplier, class, dial. Another value means: the record changed.
  package var record: Int64

  package init(
    span: RowSpan, unit: Text, point: Text, meter: Text, year: Int, month: Int, cycle: Int,
    kind: RegisterKind, record: Int64
  ) {
    self.span = span
    self.unit = unit
    self.point = point
    self.meter = meter
    self.year = year
    self.month = month
    self.cycle = cycle
    self.kind = kind
    self.record = record
  }
}

/// Reads worklist files for the journal, which knows nothing of their formats.
package protocol WorklistSource: Sendable {
  /// Streams every register of the list through `each`, in the file's order, checking the whole.
  /// - Returns: the format's name, `cmis-xml` or `csv`.
  /// - Throws: the format's own error where the list is not usable, and whatever `each` throws.
  func registers(
    in list: ListFile, each: (RegisterRow) throws -> Void
  ) throws -> String

  /// The metering point that these rows of the list make up, in full.
  /// - Throws: the format's own error where the rows are not a point's.
  func point(in list: ListFile, rows: [RowSpan]) throws -> MeteringPoint
}
