/// Writes worklists as CMIS XML: `NewDataSet` with its schema, then one `Table1` a register.
///
/// Rows come as they stand in another file, all their columns kept, but for LY_DO, which is given.
package struct WorklistWriter {
  /// What was written and not yet taken away.
  package var output: [UInt8] = []
  private let source: WorklistFormat
  /// The tags of the source's CSV columns.
  private var tags = ColumnTags()
  /// Where rows are put together, kept from one to the next.
  private var scratch: [UInt8] = []

  /// - Parameter source: how the rows were written that `append` will be given.
  package init(rowsOf source: WorklistFormat) {
    self.source = source
    guard case .csv(let csv) = source.layout else { return }
    for element in csv.elementNames {
      tags.add(element == WorklistColumn.reason.name ? nil : element)
    }
  }

  /// The head of a file, with the schema: the columns that the rows may have.
  package mutating func begin() {
    var names = WorklistColumn.names
    if case .csv(let csv) = source.layout {
      names = csv.elementNames
      if !names.contains(WorklistColumn.reason.name) { names.append(WorklistColumn.reason.name) }
    }
    write(
      """
      <?xml version="1.0" encoding="utf-8"?>
      <NewDataSet>
      <xs:schema id="NewDataSet" xmlns="" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
      xmlns:msdata="urn:schemas-microsoft-com:xml-msdata">
      <xs:element name="NewDataSet" msdata:IsDataSet="true"><xs:complexType>\
      <xs:choice minOccurs="0" maxOccurs="unbounded"><xs:element name="Table1">\
      <xs:complexType><xs:sequence>

      """)
    for name in names {
      write("<xs:element name=\"\(name)\" type=\"xs:\(type(name))\" minOccurs=\"0\"/>\n")
    }
    write(
      "</xs:sequence></xs:complexType></xs:element></xs:choice></xs:complexType></xs:element>\n"
        + "</xs:schema>\n")
  }

  /// Ends the file.
  package mutating func end() { write("</NewDataSet>\n") }

  /// Writes the rows of one point.
  /// - Parameters:
  ///   - rows: their bytes as they stand in the source, one after another.
  ///   - reason: LY_DO.
  /// - Throws: `FormatError` where the bytes are no rows of the source.
  package mutating func append(_ rows: UnsafeRawBufferPointer, reason: String) throws {
    if case .csv(let csv) = source.layout, source.encoding == .utf8 {
      return appendCSV(rows, csv.delimiter, reason)
    }
    let text = source.encoding.utf8(Array(rows))
    if case .csv(let csv) = source.layout {
      return text.withUnsafeBytes { appendCSV($0, csv.delimiter, reason) }
    }
    try appendXML(text, reason)
  }

  private mutating func appendCSV(
    _ rows: UnsafeRawBufferPointer, _ delimiter: UInt8, _ reason: String
  ) {
    let ending = Array("<LY_DO>\(reason)</LY_DO></Table1>\n".utf8)
    // Every byte may become an entity, and every line end a row with all its tags.
    let lines = rows.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    let room = rows.count * XMLText.longestEntity + lines * (tags.size + ending.count + 16)
    if scratch.count < room { scratch = [UInt8](repeating: 0, count: room) }
    let tags = tags
    let written = scratch.withUnsafeMutableBytes { target in
      var writing = RowWriting(rows: rows, target: target, delimiter: delimiter)
      while writing.startRow() {
        var column = 0
        repeat {
          writing.field(tags, column)
          column += 1
        } while writing.passesDelimiter()
        writing.put(ending)
      }
      return writing.written
    }
    output.append(contentsOf: scratch[..<written])
  }

  private mutating func appendXML(_ text: [UInt8], _ reason: String) throws {
    for row in try MonthFile.elements(in: text) {
      write("<Table1>")
      for (name, value) in try WorklistReader.columns(of: row, format: MonthFile.plainXML)
      where !value.isEmpty && name != WorklistColumn.reason.name {
        output += XMLText.element(name, value)
      }
      finishRow(reason)
    }
  }

  private mutating func finishRow(_ reason: String) {
    write("<LY_DO>")
    write(reason)
    write("</LY_DO></Table1>\n")
  }

  private mutating func write(_ text: String) {
    output.append(contentsOf: text.utf8)
  }

  private func type(_ name: String) -> String {
    if name.hasPrefix("NGAY_") { return "dateTime" }
    return name.hasPrefix("SL") || ["CS_CU", "CS_MOI", "HSN"].contains(name) ? "decimal" : "string"
  }
}

extension CSVFormat {
  /// The columns as elements may be called: a known one in capitals, as XML has it, one without a name
  /// by its place, `COT_23`, for its values count too.
  var elementNames: [String] {
    header.enumerated().map { number, name in
      if name.isEmpty { return "COT_\(number + 1)" }
      let upper = name.uppercased()
      return WorklistColumn.names.contains(upper) ? upper : XMLText.elementName(name)
    }
  }

  /// Columns that would be one in XML, as faults of the header.
  var ambiguousColumns: [FormatFault] {
    var known: Set<String> = []
    return zip(header, elementNames).compactMap { name, element in
      known.insert(element).inserted
        ? nil : FormatFault(.columnTwice, line: 1, field: name.isEmpty ? element : name)
    }
  }
}
