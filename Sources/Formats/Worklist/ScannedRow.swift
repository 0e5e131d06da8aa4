package import Metering

/// One valid row of a worklist, good only while the reader waits for its caller: it points into the
/// reader's buffer, so it cannot be copied and must not be kept.
package struct ScannedRow: ~Copyable {
  let fields: RowFields
  let options: WorklistOptions
  let scratch: RowScratch
  /// The typed columns.
  package let values: RegisterValues
  /// The same for all registers of one point in this run, and only for them but for a chance of
  /// 10^-19 a pair; seeded anew in each process, so not for storing.
  package let pointHash: UInt64

  /// Where the row lies in the file.
  package var source: RowSource { fields.source }

  /// The column's text in NFC without blanks at either end; nil where it is absent or empty.
  ///
  /// The unit is the list's where the row has none.
  package func text(_ column: WorklistColumn) -> String? {
    fields.text(column.rawValue) ?? (column == .unit ? options.unit : nil)
  }

  /// The bytes of `text(_:)` without a String in between; empty where it is absent.
  ///
  /// They are good until the reader's callback returns.
  package func utf8(_ column: WorklistColumn) -> UnsafeBufferPointer<UInt8> {
    if fields.field(column.rawValue)?.marks.contains(.decomposed) == true {
      return scratch.keep(fields.text(column.rawValue) ?? "")
    }
    let bytes = fields.bytes(column.rawValue)
    return bytes.isEmpty && column == .unit ? UnsafeBufferPointer(scratch.unit) : bytes
  }

  /// The column that names the point in this row: MA_DDO, else MA_KHANG.
  package var pointColumn: WorklistColumn {
    fields.bytes(WorklistColumn.point.rawValue).isEmpty ? .customer : .point
  }

  /// The identity that the row's register shares with the others of its point.
  package var identity: PointIdentity {
    PointIdentity(
      unit: text(.unit) ?? "", point: text(pointColumn) ?? "", meter: text(.meter) ?? "",
      period: values.period)
  }

  /// The dial: as the row says it, else as the table of meter types does.
  ///
  /// A row that says the integer digits alone gets its decimals from the table, or none.
  package var dial: Dial? {
    let known = text(.meterType).flatMap { options.meterTypes.dial(for: $0) }
    guard let digits = values.dialDigits else { return known }
    let decimals = values.dialDecimals ?? known?.decimals ?? 0
    return Dial(integerDigits: digits, decimals: decimals)
  }
}

extension ScannedRow {
  /// The row as a point with this one register.
  func point() -> MeteringPoint {
    var point = MeteringPoint(identity: identity, registers: [register()])
    point.customer = text(.customer)
    point.customerName = text(.customerName)
    point.address = text(.address)
    point.pole = text(.pole)
    point.box = text(.box)
    point.transformer = text(.transformer)
    point.book = text(.book)
    point.route = text(.route)
    point.reader = text(.reader)
    point.customerClass = text(.customerClass)
    point.priceString = text(.priceString)
    point.households = values.households
    point.meterType = text(.meterType)
    point.invoice = values.invoice
    point.invoiceNumber = text(.invoiceNumber)
    point.hazard = text(.hazard)
    point.walkOrder = values.walkOrder
    point.readingMethod = values.method
    point.reason = values.reason
    return point
  }

  private func register() -> RecordedRegister {
    let energy = { (millionths: Int64) in Energy(millionths: Int128(millionths)) }
    let thousandths = values.multiplierThousandths
    let multiplier = Multiplier(Decimal.text(thousandths, places: 3))
    let months = [values.history.0, values.history.1, values.history.2]
    var register = RecordedRegister(
      kind: values.kind, old: values.old, recorded: values.recorded,
      recordedDecimals: values.recordedDecimals, multiplier: multiplier ?? .one,
      oldDate: values.oldDate, recordedDate: values.recordedDate, oldStatus: text(.oldStatus),
      recordedStatus: text(.recordedStatus), oldConsumption: values.oldConsumption.map(energy),
      recordedConsumption: values.recordedConsumption.map(energy),
      removedConsumption: energy(values.removedConsumption ?? 0),
      directConsumption: energy(values.directConsumption ?? 0),
      history: months.map { $0.map(energy) }, dial: dial)
    register.face = text(.meterType).flatMap { options.meterTypes.face(for: $0) }
    return register
  }
}
