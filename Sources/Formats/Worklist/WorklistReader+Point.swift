package import Metering

/// One row's bytes as they stand in the file, with the line it starts on (for faults).
package struct SourceRow: Sendable {
  package var bytes: [UInt8]
  package var line: Int

  package init(bytes: [UInt8], line: Int = 1) {
    self.bytes = bytes
    self.line = line
  }
}

extension WorklistReader {
  /// Parses the rows of one metering point again, in the list's order.
  ///
  /// The first row that has a text wins; any issued register makes the point issued, and the invoice
  /// counts as not issued only where every register says so.
  /// - Parameter rows: at least one; all of the same point.
  /// - Throws: `FormatError` where a row is not what the list was read with.
  package static func point(
    rows: [SourceRow], format: WorklistFormat, options: WorklistOptions = WorklistOptions()
  ) throws -> MeteringPoint {
    var points: [MeteringPoint] = []
    for row in rows {
      points.append(
        try parsed(row, format: format) { fields, faults in
          let validator = RowValidator(unit: options.unit, period: options.period)
          guard let values = validator.values(of: fields, faults: &faults) else { return nil }
          let scratch = RowScratch(unit: options.unit)
          return ScannedRow(
            fields: fields, options: options, scratch: scratch, values: values, pointHash: 0
          ).point()
        })
    }
    guard var merged = points.first else {
      throw FormatError(faults: [FormatFault(.noRows)], count: 1)
    }
    for point in points.dropFirst() { merged.take(point) }
    if points.contains(where: { $0.invoice == .issued }) {
      merged.invoice = .issued
    } else if points.contains(where: { $0.invoice == .unknown }) {
      merged.invoice = .unknown
    }
    return merged
  }

  /// All columns of a row, known and unknown, as name and text, in the file's order, untouched but
  /// for quotes and entities: what an export gives back.
  package static func columns(
    of row: SourceRow, format: WorklistFormat
  ) throws -> [(name: String, value: String)] {
    var values: [String] = []
    var names: [String] = []
    if case .csv(let csv) = format.layout { names = csv.header }
    _ = try parsed(row, format: format, names: &names) { fields, _ in
      values = fields.fields.map { field in
        String(
          decoding: UnsafeBufferPointer(
            start: fields.base + Int(field.start), count: Int(field.count)), as: UTF8.self)
      }
      return true
    }
    return Array(zip(names, values)).map { (name: $0.0, value: $0.1) }
  }

  private static func parsed<Result>(
    _ row: SourceRow, format: WorklistFormat,
    _ body: (RowFields, inout FaultCollector) -> Result?
  ) throws -> Result {
    var names: [String] = []
    return try parsed(row, format: format, names: &names, body)
  }

  /// Scans one row; `names` gets an XML row's element names.
  private static func parsed<Result>(
    _ row: SourceRow, format: WorklistFormat, names: inout [String],
    _ body: (RowFields, inout FaultCollector) -> Result?
  ) throws -> Result {
    var faults = FaultCollector()
    var result: Result?
    try rethrowing { () throws(ScanStop) in
      switch format.layout {
      case .csv(let csv):
        var table = try CSVTable(
          rows: row.bytes, format: csv, encoding: format.encoding,
          wanted: WorklistColumn.names, line: row.line)
        while let fields = try table.next(faults: &faults) { result = body(fields, &faults) }
      case .xml:
        names = try XMLScanner.scanFragment(row, encoding: format.encoding, faults: &faults) {
          fields, faults in
          result = body(fields, &faults)
          return true
        }
      }
    }
    try faults.check()
    guard let result else { throw FormatError(faults: [FormatFault(.noRows)], count: 1) }
    return result
  }
}

extension MeteringPoint {
  /// Adds another row's registers, and its texts where there are none yet.
  fileprivate mutating func take(_ other: MeteringPoint) {
    registers += other.registers
    customer = customer ?? other.customer
    customerName = customerName ?? other.customerName
    address = address ?? other.address
    pole = pole ?? other.pole
    box = box ?? other.box
    transformer = transformer ?? other.transformer
    book = book ?? other.book
    route = route ?? other.route
    reader = reader ?? other.reader
    customerClass = customerClass ?? other.customerClass
    priceString = priceString ?? other.priceString
    meterType = meterType ?? other.meterType
    invoiceNumber = invoiceNumber ?? other.invoiceNumber
    hazard = hazard ?? other.hazard
    walkOrder = walkOrder ?? other.walkOrder
    readingMethod = readingMethod ?? other.readingMethod
    reason = reason ?? other.reason
  }
}
