import Formats
import Journal
import Metering

/// Reads worklists for the journal through `Formats`: the one place where the two meet.
struct ListSource: WorklistSource {
  let meterTypes: DialTable
  /// Warnings of the last list read, for whoever loads it.
  var warn: @Sendable ([FormatFault], Int) -> Void = { _, _ in }

  func registers(
    in list: ListFile, each: (RegisterRow) throws -> Void
  ) throws -> String {
    let summary = try WorklistReader.read(path: list.path, options: options(list)) { row in
      try ListSource.pass(row, to: each)
    }
    if summary.warningCount > 0 { warn(summary.warnings, summary.warningCount) }
    switch summary.format.layout {
    case .xml: return "cmis-xml"
    case .csv: return "csv"
    }
  }

  func point(in list: ListFile, rows: [RowSpan]) throws -> MeteringPoint {
    try ByteInput.withFile(at: list.path) { input in
      let format = try WorklistFormat.detect(input)
      let sources = try rows.map { span in
        SourceRow(bytes: try input.piece(at: span.offset, count: span.length))
      }
      return try WorklistReader.point(rows: sources, format: format, options: options(list))
    }
  }

  private func options(_ list: ListFile) -> WorklistOptions {
    WorklistOptions(
      unit: list.unit, period: list.period.flatMap { BillingPeriod($0) }, meterTypes: meterTypes)
  }

  /// Lends a row's bytes to the journal; nothing is copied on the way.
  private static func pass(
    _ row: borrowing ScannedRow, to each: (RegisterRow) throws -> Void
  ) throws {
    let values = row.values
    var lent = RegisterRow(
      span: RowSpan(offset: row.source.offset, length: row.source.length), unit: row.utf8(.unit),
      point: row.utf8(row.pointColumn), meter: row.utf8(.meter), year: values.period.year,
      month: values.period.month, cycle: values.period.cycle, kind: values.kind,
      record: fingerprint(row))
    lent.customer = row.utf8(.customer)
    lent.book = row.utf8(.book)
    lent.transformer = row.utf8(.transformer)
    lent.address = row.utf8(.address)
    lent.pole = row.utf8(.pole)
    lent.box = row.utf8(.box)
    lent.hazard = row.utf8(.hazard)
    lent.reader = row.utf8(.reader)
    lent.customerClass = row.utf8(.customerClass)
    lent.method = values.method
    lent.walkOrder = values.walkOrder
    lent.reason = values.reason
    lent.invoice = values.invoice
    try each(lent)
  }

  /// A hash of everything the diff depends on: another value means the record changed.
  private static func fingerprint(_ row: borrowing ScannedRow) -> Int64 {
    let values = row.values
    var hash = Fingerprint()
    hash.add(Int(values.old.thousandths))
    hash.add(Int(values.recorded.thousandths))
    hash.add(values.recordedDecimals)
    hash.add(Int(values.multiplierThousandths))
    hash.add(values.oldDate?.minutes(since: LocalMinute(startOf: Day(number: 0))) ?? -1)
    hash.add(values.recordedDate.minutes(since: LocalMinute(startOf: Day(number: 0))))
    let absent = Int.min
    for energy in [
      values.oldConsumption, values.recordedConsumption, values.removedConsumption,
      values.directConsumption, values.history.0, values.history.1, values.history.2,
    ] {
      hash.add(energy.map { Int($0) } ?? absent)
    }
    hash.add(values.dialDigits ?? -1)
    hash.add(values.dialDecimals ?? -1)
    for column in [WorklistColumn.oldStatus, .recordedStatus, .customerClass, .meterType] {
      hash.add(row.utf8(column))
    }
    return hash.value
  }
}
