/// Where a field's text lies in a row's buffer.
struct FieldSpan {
  var start: Int32
  var count: Int32
  var marks: Marks
  /// Line and column of the field in the file; 0 where they are counted only when asked for (CSV).
  var line: Int32 = 0
  var column: Int32 = 0

  /// What was seen while the field was scanned.
  struct Marks: OptionSet {
    let rawValue: UInt8
    /// Bytes above 0x7F.
    static let high = Marks(rawValue: 1)
    /// A combining mark: compose before use.
    static let decomposed = Marks(rawValue: 2)
    /// Doubled quotes.
    static let escaped = Marks(rawValue: 4)
    static let quoted = Marks(rawValue: 8)
  }
}

/// Where a row lies in its file.
package struct RowSource: Hashable, Sendable {
  /// Bytes before the row.
  package let offset: Int64
  /// Bytes of the row: a CSV row without its line end, a `Table1` element with both tags.
  package let length: Int
  /// The line it starts on, from 1.
  package let line: Int

  package init(offset: Int64, length: Int, line: Int) {
    self.offset = offset
    self.length = length
    self.line = line
  }
}

/// One row as a scanner leaves it, good until the scanner goes on: bytes, fields in the file's order,
/// and for each wanted column its field.
struct RowFields {
  /// The UTF-8 text that spans count from.
  let base: UnsafePointer<UInt8>
  let fields: UnsafeBufferPointer<FieldSpan>
  /// By wanted column: the number of its field, or -1.
  let wanted: UnsafeBufferPointer<Int16>
  let source: RowSource

  /// The field of a wanted column; nil where the row has none.
  @inline(__always)
  func field(_ column: Int) -> FieldSpan? {
    let number = wanted[column]
    return number < 0 ? nil : fields[Int(number)]
  }

  /// The column's bytes without blanks at either end; empty where the row has none.
  ///
  /// Databases pad codes to their width, and XML schema collapses the blanks of dates and decimals.
  @inline(__always)
  func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    guard let field = field(column) else { return UnsafeBufferPointer(start: nil, count: 0) }
    let start = base + Int(field.start)
    let count = Int(field.count)
    if count > 0, start[0] <= 0x20 || start[count &- 1] <= 0x20 { return trimmed(start, count) }
    return UnsafeBufferPointer(start: start, count: count)
  }

  @inline(never)
  private func trimmed(_ start: UnsafePointer<UInt8>, _ count: Int) -> UnsafeBufferPointer<UInt8> {
    var (start, count) = (start, count)
    while count > 0, start[0] <= 0x20 { (start, count) = (start + 1, count - 1) }
    while count > 0, start[count - 1] <= 0x20 { count -= 1 }
    return UnsafeBufferPointer(start: start, count: count)
  }

  /// The column's text in NFC; nil where it is absent or empty.
  func text(_ column: Int) -> String? {
    let bytes = bytes(column)
    guard !bytes.isEmpty else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    guard field(column)?.marks.contains(.decomposed) == true else { return text }
    return LatinComposition.shared.composed(text)
  }

  /// Line and column of a field: from the XML parser, or counted from the row's start.
  func place(of field: FieldSpan) -> (line: Int, column: Int) {
    guard field.line == 0 else { return (Int(field.line), Int(field.column)) }
    var place = (line: source.line, column: 1)
    for byte in UnsafeBufferPointer(start: base, count: Int(field.start)) {
      if byte == UInt8(ascii: "\n") {
        place = (place.line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        place.column += 1
      }
    }
    if field.marks.contains(.quoted) { place.column -= 1 }
    return place
  }
}
