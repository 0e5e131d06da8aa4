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

  static func classes(delimiter: UInt8) -> UnsafeMutablePointer<UInt8> {
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
  mutating func scanRow() throws(ScanStop) -> Bool {
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

  static var ones: UInt64 { 0x0101_0101_0101_0101 }

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
    case .noncharacter(let place): throw fault(.noncharacter, at: start + place)
    }
  }
}
