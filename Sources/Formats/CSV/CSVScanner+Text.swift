extension CSVScanner {
  func unescapeFields() {
    for number in 0..<min(fieldCount, CSVScanner.fieldsLimit)
    where fields[number].marks.contains(.escaped) {
      unescape(&fields[number])
    }
  }

  /// Makes one quote of two; the freed tail is filled with quotes, so that the row keeps its count of
  /// characters and lines.
  private func unescape(_ field: inout FieldSpan) {
    let quote = UInt8(ascii: "\"")
    let text = buffer + rowStart + Int(field.start)
    var (from, to) = (0, 0)
    while from < Int(field.count) {
      text[to] = text[from]
      from += text[from] == quote ? 2 : 1
      to += 1
    }
    for place in to..<Int(field.count) { text[place] = quote }
    field.count = Int32(truncatingIfNeeded: to)
  }

  /// How many bytes of the file a stretch of the buffer came from.
  func sourceLength(_ start: Int, _ end: Int) -> Int {
    if source.encoding == .utf8 { return end - start }
    var units = 0
    for place in start..<end {
      let byte = buffer[place]
      if byte & 0xC0 != 0x80 { units += (0xF0...0xF4).contains(byte) ? 2 : 1 }
    }
    return units * 2
  }

  /// A fault at a place of the buffer, its line and column counted from the row's start.
  func fault(
    _ code: FormatFault.Code, at position: Int, detail: String? = nil
  ) -> ScanStop {
    var (line, column) = (rowLine, 1)
    for byte in UnsafeBufferPointer(start: buffer + rowStart, count: position - rowStart) {
      if byte == UInt8(ascii: "\n") { (line, column) = (line + 1, 0) }
      if byte & 0xC0 != 0x80 { column += 1 }
    }
    return .fault(
      FormatFault(code, line: line, column: column, detail: detail))
  }
}
