/// Splits CSV text into rows and fields (RFC 4180; LF or CRLF; any delimiter), streaming.
///
/// Holds one buffer, which grows only for a row longer than itself, up to `rowLimit`. A row costs one
/// look at each byte and no allocation; at the buffer's end the last, partial row is moved to its
/// start and looked at again.
struct CSVScanner: ~Copyable {
  /// A row's longest length in bytes.
  static let rowLimit = 1 << 20
  /// A field's longest length in bytes.
  static let fieldLimit = 64 << 10
  /// Fields of a row that are kept; more are only counted.
  static let fieldsLimit = 1024
  /// Room after the text: a line feed that ends every search, and what a word read may overlap.
  private static let padding = 16

  var source: TextSource
  var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  var filled = 0
  var cursor = 0
  var atEnd = false
  let classes: UnsafeMutablePointer<UInt8>
  let delimiters: UInt64
  let fields: UnsafeMutablePointer<FieldSpan>
  /// All fields of the row, also those beyond `fieldsLimit`.
  var fieldCount = 0
  var hasEscapes = false
  var rowStart = 0
  var rowEnd = 0
  /// The line that the next row starts on.
  var nextLine = 1
  private(set) var rowLine = 1
  /// Bytes of the file before `cursor`, and before the row.
  private var sourceOffset: Int64
  private(set) var rowOffset: Int64 = 0

  /// Scans from `offset` (after the BOM) on; `line` is the number of the line there.
  init(source: TextSource, delimiter: UInt8, line: Int = 1, chunk: Int = 256 << 10) {
    self.source = source
    capacity = max(chunk, 64)
    buffer = .allocate(capacity: capacity + CSVScanner.padding)
    buffer[0] = UInt8(ascii: "\n")
    fields = .allocate(capacity: CSVScanner.fieldsLimit)
    classes = CSVScanner.classes(delimiter: delimiter)
    delimiters = UInt64(delimiter) &* CSVScanner.ones
    sourceOffset = source.offset
    nextLine = line
  }

  deinit {
    buffer.deallocate()
    fields.deallocate()
    classes.deallocate()
  }

  /// The row's text; spans count from its start.
  var rowBase: UnsafePointer<UInt8> { UnsafePointer(buffer + rowStart) }

  /// Where the row lies in the file.
  var rowSource: RowSource {
    RowSource(
      offset: rowOffset, length: sourceLength(rowStart, rowEnd), line: rowLine)
  }

  /// Moves to the next row that is no empty line; false at the end of the file.
  mutating func next() throws(ScanStop) -> Bool {
    while true {
      rowStart = cursor
      rowOffset = sourceOffset
      rowLine = nextLine
      guard try scanRow() else {
        if atEnd, rowStart == filled { return false }
        try refill()
        // The row is looked at again from its start.
        nextLine = rowLine
        continue
      }
      sourceOffset += Int64(sourceLength(rowStart, cursor))
      if fieldCount == 1, fields[0].count == 0, !fields[0].marks.contains(.quoted) { continue }
      if hasEscapes { unescapeFields() }
      return true
    }
  }

  /// Reads on; the row so far goes to the buffer's start.
  private mutating func refill() throws(ScanStop) {
    let kept = filled - rowStart
    if rowStart > 0 {
      buffer.update(from: buffer + rowStart, count: kept)
    } else if kept == capacity {
      guard capacity < CSVScanner.rowLimit else {
        throw fault(.rowTooLong, at: rowStart, detail: "\(CSVScanner.rowLimit)")
      }
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + CSVScanner.padding)
      larger.update(from: buffer, count: kept)
      buffer.deallocate()
      (buffer, capacity) = (larger, capacity * 2)
    }
    (rowStart, cursor, filled) = (0, 0, kept)
    let room = UnsafeMutableRawBufferPointer(start: buffer + kept, count: capacity - kept)
    // Too little room for one read of UTF-16 would look like the end of the file.
    if room.count < 16 { return try grow() }
    let count = try source.fill(room)
    atEnd = count == 0
    filled += count
    buffer[filled] = UInt8(ascii: "\n")
  }

  private mutating func grow() throws(ScanStop) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 64 + CSVScanner.padding)
    larger.update(from: buffer, count: filled)
    buffer.deallocate()
    (buffer, capacity) = (larger, capacity + 64)
    try refill()
  }
}
