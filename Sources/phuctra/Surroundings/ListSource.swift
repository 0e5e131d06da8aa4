import Formats
import Journal
import Metering

/// Reads worklists for the journal through `Formats`: the one place where the two meet.
struct ListSource: WorklistSource {
  let meterTypes: MeterTypes
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
    let record = fingerprint(row)
    try row.withText(.unit) { unit in
      try row.withText(row.pointColumn) { point in
        try row.withText(.meter) { meter in
          var lent = RegisterRow(
            span: RowSpan(offset: row.source.offset, length: row.source.length), unit: unit,
            point: point, meter: meter, year: values.period.year, month: values.period.month,
            cycle: values.period.cycle, kind: values.kind, record: record)
          lent.walkOrder = values.walkOrder
          lent.reason = values.reason
          lent.invoice = values.invoice
          try passPlace(row, &lent, to: each)
        }
      }
    }
  }

  private static func passPlace(
    _ row: borrowing ScannedRow, _ lent: inout RegisterRow,
    to each: (RegisterRow) throws -> Void
  ) throws {
    try row.withText(.customer) { customer in
      try row.withText(.book) { book in
        try row.withText(.transformer) { transformer in
          try row.withText(.address) { address in
            try row.withText(.pole) { pole in
              try row.withText(.box) { box in
                try row.withText(.hazard) { hazard in
                  lent.customer = customer
                  lent.book = book
                  lent.transformer = transformer
                  lent.address = address
                  lent.pole = pole
                  lent.box = box
                  lent.hazard = hazard
                  try each(lent)
                }
              }
            }
          }
        }
      }
    }
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
      row.withText(column) { hash.add($0) }
    }
    return hash.value
  }
}
