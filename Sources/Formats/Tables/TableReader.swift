import Metering

/// Reads a CSV file of known columns row by row, collecting faults: what re-inspection readings,
/// truths and the tables of `Assets` have in common.
struct TableReader {
  private let input: ByteInput
  private let columns: [String]
  private let optional: Set<String>

  /// - Parameters:
  ///   - columns: the wanted columns; a row's columns are asked for by their place here.
  ///   - optional: those the file may lack.
  init(_ input: ByteInput, columns: [String], optional: Set<String> = []) {
    self.input = input
    self.columns = columns
    self.optional = optional
  }

  /// Calls `body` with every row; `body` gets nil for what is missing or faulty in it.
  /// - Throws: `FormatError` once the file is read, where there was any fault; `FileReadError`.
  func read(_ body: (inout TableRow) -> Void) throws {
    try read(identity: nil, body)
  }

  /// The same, refusing rows whose text in the `identity` columns is there twice.
  func read(identity: [Int]?, _ body: (inout TableRow) -> Void) throws {
    var faults = FaultCollector()
    var lines = IdentityLines(columns: identity ?? [])
    try rethrowing { () throws(ScanStop) in
      _ = try WorklistFormat.encodingOfText(input)
      if try WorklistFormat.isXML(input) { try refuseMarkup() }
      var table = try CSVTable(input, wanted: columns)
      for (number, name) in columns.enumerated()
      where !table.has(number) && !optional.contains(name) {
        faults.add(FormatFault(.missingColumn, line: 1, field: name))
      }
      if !faults.isEmpty { return }
      var rows = 0
      while let fields = try next(&table, &faults) {
        rows += 1
        var row = TableRow(fields: fields, columns: columns, faults: faults)
        if identity != nil { lines.check(&row) }
        body(&row)
        faults = row.faults
      }
      if rows == 0, faults.isEmpty { faults.add(FormatFault(.noRows)) }
    }
    try faults.check()
  }

  /// The next row; a fault that ends the scan is added to those before it.
  private func next(
    _ table: inout CSVTable, _ faults: inout FaultCollector
  ) throws(ScanStop) -> RowFields? {
    do throws(ScanStop) {
      return try table.next(faults: &faults)
    } catch .fault(let fault) {
      faults.add(fault)
      return nil
    } catch {
      throw error
    }
  }

  /// A page or an XML file where a table belongs.
  private func refuseMarkup() throws(ScanStop) {
    let head = String(decoding: try input.bytes(at: 0, count: 512), as: UTF8.self).lowercased()
    let isPage = head.contains("<html") || head.contains("<!doctype html")
    throw .fault(
      isPage
        ? FormatFault(.htmlPage, line: 1)
        : FormatFault(.missingColumn, line: 1, field: columns.first))
  }
}

/// One row of a table; its faults are collected as columns are asked for.
struct TableRow {
  let fields: RowFields
  private let columns: [String]
  fileprivate(set) var faults: FaultCollector

  fileprivate init(fields: RowFields, columns: [String], faults: FaultCollector) {
    self.fields = fields
    self.columns = columns
    self.faults = faults
  }

  var line: Int { fields.source.line }

  /// The column's text; nil and no fault where it is empty.
  func optionalText(_ column: Int) -> String? { fields.text(column) }

  /// The column's text, which must be there.
  mutating func text(_ column: Int) -> String? {
    let text = fields.text(column)
    if text == nil { refuse(.missingValue, column) }
    return text
  }

  mutating func whole(_ column: Int, in range: ClosedRange<Int>) -> Int? {
    guard let number = FieldParsing.whole(fields.bytes(column)), range.contains(number) else {
      refuse(.badNumber, column, detail: "\(range.lowerBound)–\(range.upperBound)")
      return nil
    }
    return number
  }

  /// An index and the decimals it was written with.
  mutating func index(_ column: Int) -> (index: Index, decimals: Int)? {
    let bytes = fields.bytes(column)
    guard !bytes.isEmpty else {
      refuse(.missingValue, column)
      return nil
    }
    guard let number = FieldParsing.decimal(bytes, integers: 9, places: 3) else {
      refuse(.badIndex, column)
      return nil
    }
    guard bytes[0] != UInt8(ascii: "-"), let index = Index(thousandths: number.value) else {
      refuse(.negativeIndex, column)
      return nil
    }
    return (index, number.written)
  }

  mutating func date(_ column: Int) -> LocalMinute? {
    guard let text = text(column) else { return nil }
    let minute = LocalMinute(inVietnam: text)
    if minute == nil { refuse(.badDate, column) }
    return minute
  }

  /// A date with its time: a date alone would be midnight, before everything that was read that day.
  mutating func moment(_ column: Int) -> LocalMinute? {
    guard let minute = date(column) else { return nil }
    guard hasTime(column) else {
      refuse(.badDate, column)
      return nil
    }
    return minute
  }

  /// True where the date of a column says the time too: midnight written is not midnight meant.
  func hasTime(_ column: Int) -> Bool { fields.bytes(column).count > 10 }

  mutating func code<Meaning>(_ column: Int, _ table: CodeTable<Meaning>) -> Meaning? {
    guard text(column) != nil else { return nil }
    let meaning = table.meaning(of: fields.bytes(column))
    if meaning == nil { refuse(.unknownCode, column, detail: table.names) }
    return meaning
  }

  /// A word of a list, however long: `CodeTable` knows codes of up to 16 bytes.
  mutating func word<Meaning>(
    _ column: Int, _ words: [(name: String, meaning: Meaning)]
  ) -> Meaning? {
    guard let text = text(column) else { return nil }
    let found = words.first { $0.name == text }
    if found == nil {
      refuse(.unknownCode, column, detail: words.map(\.name).joined(separator: " "))
    }
    return found?.meaning
  }

  mutating func refuse(_ code: FormatFault.Code, _ column: Int, detail: String? = nil) {
    let place = fields.field(column).map { fields.place(of: $0) } ?? (line: line, column: 1)
    faults.add(
      FormatFault(
        code, line: place.line, column: place.column, field: columns[column],
        value: fields.text(column), detail: detail))
  }
}

/// The lines of rows met so far, by the texts that make them the same.
///
/// Kept exactly: such files name the meters of a month's re-inspections, not of a city.
private struct IdentityLines {
  let columns: [Int]
  private var lines: [[String]: Int] = [:]

  init(columns: [Int]) {
    self.columns = columns
  }

  mutating func check(_ row: inout TableRow) {
    guard let first = columns.first else { return }
    let key = columns.map { row.optionalText($0) ?? "" }
    if let line = lines[key] {
      row.refuse(.registerTwice, first, detail: "\(line)")
    } else {
      lines[key] = row.line
    }
  }
}
