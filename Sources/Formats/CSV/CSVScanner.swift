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

  private var source: TextSource
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var filled = 0
  private var cursor = 0
  private var atEnd = false
  private let classes: UnsafeMutablePointer<UInt8>
  private let delimiters: UInt64
  let fields: UnsafeMutablePointer<FieldSpan>
  /// All fields of the row, also those beyond `fieldsLimit`.
  private(set) var fieldCount = 0
  private var hasEscapes = false
  private var rowStart = 0
  private var rowEnd = 0
  /// The line that the next row starts on.
  private var nextLine = 1
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

// MARK: - One row

extension CSVScanner {
  /// What a byte means outside quotes.
  private enum Class {
    static let plain: UInt8 = 0
    static let high: UInt8 = 1
    static let delimiter: UInt8 = 2
    static let newline: UInt8 = 3
    static let carriageReturn: UInt8 = 4
    static let quote: UInt8 = 5
    static let control: UInt8 = 6
  }

  private static func classes(delimiter: UInt8) -> UnsafeMutablePointer<UInt8> {
    let classes = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for byte in 0..<256 {
      classes[byte] = byte < 0x20 || byte == 0x7F ? Class.control : Class.plain
      if byte >= 0x80 { classes[byte] = Class.high }
    }
    classes[Int(UInt8(ascii: "\t"))] = Class.plain
    classes[Int(UInt8(ascii: "\n"))] = Class.newline
    classes[Int(UInt8(ascii: "\r"))] = Class.carriageReturn
    classes[Int(UInt8(ascii: "\""))] = Class.quote
    classes[Int(delimiter)] = Class.delimiter
    return classes
  }

  /// Finds the row's fields; false where the buffer ends before the row does.
  private mutating func scanRow() throws(ScanStop) -> Bool {
    let (bytes, classes, end) = (buffer, classes, filled)
    var position = rowStart
    fieldCount = 0
    hasEscapes = false
    if position == end { return false }
    while true {
      let start = position
      position = afterPlain(position)
      var kind = classes[Int(bytes[position])]
      var high = false
      while kind <= Class.high {
        if kind == Class.high { high = true }
        position &+= 1
        kind = classes[Int(bytes[position])]
      }
      if kind == Class.quote {
        guard position == start else { throw fault(.strayQuote, at: position) }
        guard let after = try scanQuoted(from: start) else { return false }
        position = after
        kind = classes[Int(bytes[position])]
      } else {
        try append(start, position, high ? .high : [])
      }
      switch kind {
      case Class.delimiter:
        position += 1
      case Class.newline:
        if position == end, !atEnd { return false }
        return finish(at: position, next: min(position + 1, end))
      case Class.carriageReturn:
        if position + 1 == end, !atEnd { return false }
        guard position + 1 == end || bytes[position + 1] == UInt8(ascii: "\n") else {
          throw fault(.controlCharacter, at: position, detail: "CR")
        }
        return finish(at: position, next: min(position + 2, end))
      case Class.control:
        throw fault(bytes[position] == 0 ? .nulByte : .controlCharacter, at: position)
      default:
        throw fault(.strayQuote, at: position)
      }
    }
  }

  /// Skips plain bytes, eight at a time, and stops at the first that may be something else.
  ///
  /// A byte's top bit in `hits` says: below a blank, DEL or above, the delimiter, or a quote. Borrows
  /// and carries spoil only the bytes after the first hit.
  @inline(__always)
  private func afterPlain(_ start: Int) -> Int {
    let (text, ones, tops) = (UnsafeRawPointer(buffer), CSVScanner.ones, CSVScanner.ones &<< 7)
    var position = start
    while true {
      let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let delimiter = word ^ delimiters
      let quote = word ^ (ones &* 0x22)
      let hits =
        ((word &- ones &* 0x20) & ~word | word | (word &+ ones)
          | (delimiter &- ones) & ~delimiter | (quote &- ones) & ~quote) & tops
      if hits != 0 { return position &+ hits.trailingZeroBitCount &>> 3 }
      position &+= 8
    }
  }

  private static var ones: UInt64 { 0x0101_0101_0101_0101 }

  private mutating func finish(at end: Int, next: Int) -> Bool {
    rowEnd = end
    cursor = next
    nextLine += 1
    return true
  }

  /// Scans a quoted field and gives the place after its closing quote; nil where the buffer ends first.
  private mutating func scanQuoted(from start: Int) throws(ScanStop) -> Int? {
    var position = start + 1
    var marks: FieldSpan.Marks = .quoted
    var lines = 0
    while position < filled {
      switch classes[Int(buffer[position])] {
      case Class.quote:
        if position + 1 == filled, !atEnd { return nil }
        if position + 1 < filled, buffer[position + 1] == UInt8(ascii: "\"") {
          marks.insert(.escaped)
          hasEscapes = true
          position += 2
          continue
        }
        try append(start + 1, position, marks)
        nextLine += lines
        return position + 1
      case Class.control:
        throw fault(buffer[position] == 0 ? .nulByte : .controlCharacter, at: position)
      case Class.high: marks.insert(.high)
      case Class.newline: lines += 1
      default: break
      }
      position += 1
    }
    guard position - start <= CSVScanner.fieldLimit else {
      throw fault(.fieldTooLong, at: start, detail: "\(CSVScanner.fieldLimit)")
    }
    guard !atEnd else { throw fault(.unterminatedQuote, at: start) }
    return nil
  }

  @inline(__always)
  private mutating func append(
    _ start: Int, _ end: Int, _ marks: FieldSpan.Marks
  ) throws(ScanStop) {
    var marks = marks
    guard end - start <= CSVScanner.fieldLimit else {
      throw fault(.fieldTooLong, at: start, detail: "\(CSVScanner.fieldLimit)")
    }
    if marks.contains(.high), end < filled || atEnd { marks = try checked(start, end, marks) }
    if fieldCount < CSVScanner.fieldsLimit {
      fields[fieldCount] = FieldSpan(
        start: Int32(truncatingIfNeeded: start - rowStart),
        count: Int32(truncatingIfNeeded: end - start), marks: marks)
    }
    fieldCount += 1
  }

  @inline(never)
  private func checked(
    _ start: Int, _ end: Int, _ marks: FieldSpan.Marks
  ) throws(ScanStop) -> FieldSpan.Marks {
    switch TextCheck(UnsafeBufferPointer(start: buffer + start, count: end - start)) {
    case .fine: return marks
    case .decomposed: return marks.union(.decomposed)
    case .invalid(let place): throw fault(.invalidEncoding, at: start + place)
    case .control(let place): throw fault(.controlCharacter, at: start + place)
    }
  }

  private func unescapeFields() {
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
  private func sourceLength(_ start: Int, _ end: Int) -> Int {
    if source.encoding == .utf8 { return end - start }
    var units = 0
    for place in start..<end {
      let byte = buffer[place]
      if byte & 0xC0 != 0x80 { units += (0xF0...0xF4).contains(byte) ? 2 : 1 }
    }
    return units * 2
  }

  /// A fault at a place of the buffer, its line and column counted from the row's start.
  private func fault(
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
