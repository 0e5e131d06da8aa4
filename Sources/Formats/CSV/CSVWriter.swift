/// Writes CSV as RFC 4180 has it: fields quoted where they must be, rows ended by CRLF.
package struct CSVWriter {
  /// Comma, semicolon or tab.
  package let delimiter: UInt8
  /// What has been written so far, UTF-8. The caller may take it away and empty it between rows.
  package var output: [UInt8]

  /// - Parameter withBOM: Excel takes UTF-8 for the system's old code page unless a BOM starts it.
  package init(delimiter: UInt8 = UInt8(ascii: ","), withBOM: Bool = false) {
    self.delimiter = delimiter
    output = withBOM ? [0xEF, 0xBB, 0xBF] : []
  }

  /// Writes one row. A row of one empty field is written as `""`, lest it be taken for no row.
  package mutating func write(_ fields: some Collection<String>) {
    var first = true
    for field in fields {
      if !first { output.append(delimiter) }
      first = false
      write(field: field, alone: fields.count == 1)
    }
    output.append(contentsOf: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
  }

  private mutating func write(field: String, alone: Bool) {
    let quote = UInt8(ascii: "\"")
    let mustQuote = field.utf8.contains { byte in
      byte == quote || byte == delimiter || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
    guard mustQuote || (alone && field.isEmpty) else {
      output.append(contentsOf: field.utf8)
      return
    }
    output.append(quote)
    for byte in field.utf8 {
      if byte == quote { output.append(quote) }
      output.append(byte)
    }
    output.append(quote)
  }
}
