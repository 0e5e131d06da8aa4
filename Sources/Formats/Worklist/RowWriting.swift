/// The opening and closing tags of a table's columns, in one run of bytes.
struct ColumnTags {
  private struct Place {
    var open: Int
    var close: Int
    var end: Int
  }

  private var bytes: [UInt8] = []
  private var places: [Place] = []

  /// Bytes of all tags.
  var size: Int { bytes.count }

  /// Adds the next column; nil for one that is not copied.
  mutating func add(_ element: String?) {
    let open = bytes.count
    if let element { bytes += Array("<\(element)>".utf8) }
    let close = bytes.count
    if let element { bytes += Array("</\(element)>".utf8) }
    places.append(Place(open: open, close: close, end: bytes.count))
  }

  /// Calls `body` with a column's tags; not for a column that is not copied or not there.
  func with(_ column: Int, _ body: (_ open: ArraySlice<UInt8>, _ close: ArraySlice<UInt8>) -> Void)
  {
    guard column < places.count, places[column].open < places[column].end else { return }
    let place = places[column]
    body(bytes[place.open..<place.close], bytes[place.close..<place.end])
  }
}

/// Turns CSV rows into XML elements between two pieces of memory, without an allocation a field.
struct RowWriting {
  private let rows: UnsafeRawBufferPointer
  private let target: UnsafeMutableRawBufferPointer
  private let delimiter: UInt8
  private var place = 0
  /// Bytes written so far.
  private(set) var written = 0

  init(rows: UnsafeRawBufferPointer, target: UnsafeMutableRawBufferPointer, delimiter: UInt8) {
    self.rows = rows
    self.target = target
    self.delimiter = delimiter
  }

  /// Opens the next row; false at the end. A line end before a row belongs to the row before.
  mutating func startRow() -> Bool {
    while place < rows.count, rows[place] == 0x0A || rows[place] == 0x0D { place += 1 }
    guard place < rows.count else { return false }
    put(StaticBytes.row)
    return true
  }

  /// Steps over a delimiter; false where the row ends.
  mutating func passesDelimiter() -> Bool {
    guard place < rows.count, rows[place] == delimiter else { return false }
    place += 1
    return true
  }

  /// Writes the field at hand between its tags; an empty one is left out.
  mutating func field(_ tags: ColumnTags, _ column: Int) {
    let isQuoted = place < rows.count && rows[place] == UInt8(ascii: "\"")
    let first = isQuoted ? place + 1 : place
    var isPlain = true
    let last = isQuoted ? quotedEnd(first, &isPlain) : plainEnd(first, &isPlain)
    place = isQuoted ? min(last + 1, rows.count) : last
    guard first < last else { return }
    tags.with(column) { open, close in
      put(open)
      if isPlain { copy(first, last) } else { escape(first, last, isQuoted) }
      put(close)
    }
  }

  private func plainEnd(_ first: Int, _ isPlain: inout Bool) -> Int {
    var end = first
    while end < rows.count {
      let byte = rows[end]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
      if XMLText.isSpecial(byte) { isPlain = false }
      end += 1
    }
    return end
  }

  private func quotedEnd(_ first: Int, _ isPlain: inout Bool) -> Int {
    var end = first
    while end < rows.count {
      if rows[end] == UInt8(ascii: "\"") {
        guard end + 1 < rows.count, rows[end + 1] == UInt8(ascii: "\"") else { break }
        isPlain = false
        end += 1
      } else if XMLText.isSpecial(rows[end]) {
        isPlain = false
      }
      end += 1
    }
    return end
  }

  private mutating func copy(_ first: Int, _ last: Int) {
    let value = UnsafeRawBufferPointer(rebasing: rows[first..<last])
    UnsafeMutableRawBufferPointer(rebasing: target[written...]).copyMemory(from: value)
    written += value.count
  }

  private mutating func escape(_ first: Int, _ last: Int, _ isQuoted: Bool) {
    var bytes: [UInt8] = []
    var isSecond = false
    for byte in rows[first..<last] {
      isSecond = isQuoted && byte == UInt8(ascii: "\"") && !isSecond
      if !isQuoted || byte != UInt8(ascii: "\"") || isSecond { bytes.append(byte) }
    }
    put(XMLText.escaped(String(decoding: bytes, as: UTF8.self)))
  }

  /// Writes bytes as they are.
  mutating func put(_ bytes: some Collection<UInt8>) {
    UnsafeMutableRawBufferPointer(rebasing: target[written...]).copyBytes(from: bytes)
    written += bytes.count
  }
}

private enum StaticBytes {
  static let row = Array("<Table1>".utf8)
}
