import CExpat

/// Replaces the texts of one `Table1` element's columns by their places, which expat tells.
final class XMLRowPatcher {
  /// A column's element: its name, and the bytes of its text, or of the whole element where it is
  /// empty and closes itself.
  private struct Column {
    var name: String
    var text: Range<Int>
    var closesItself: Bool
  }

  private let parser: XML_Parser
  private var columns: [Column] = []
  private var depth = 0
  private var start = (begin: 0, end: 0)
  private var rowEnd = 0

  private init() throws(ScanStop) {
    guard let parser = XML_ParserCreate("UTF-8") else { throw .system(FileReadError(code: 12)) }
    self.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser, { data, name, _ in XMLRowPatcher.from(data)?.begin(name) },
      { data, name in XMLRowPatcher.from(data)?.finish(name) })
  }

  deinit {
    XML_ParserFree(parser)
  }

  private static func from(_ data: UnsafeMutableRawPointer?) -> XMLRowPatcher? {
    data.map { Unmanaged<XMLRowPatcher>.fromOpaque($0).takeUnretainedValue() }
  }

  /// - Throws: `malformedXML` where the bytes are not one element.
  static func patched(_ row: SourceRow, _ patch: RowPatch) throws(ScanStop) -> [UInt8] {
    let patcher = try XMLRowPatcher()
    let status = row.bytes.withUnsafeBytes { bytes in
      XML_Parse(
        patcher.parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
        Int32(clamping: bytes.count), 1)
    }
    guard status == XML_STATUS_OK else {
      throw .fault(FormatFault(.malformedXML, line: row.line))
    }
    return patcher.applied(patch, to: row.bytes)
  }

  private func begin(_ name: UnsafePointer<CChar>?) {
    depth += 1
    guard depth == 2 else { return }
    let place = Int(XML_GetCurrentByteIndex(parser))
    start = (place, place + Int(XML_GetCurrentByteCount(parser)))
  }

  private func finish(_ name: UnsafePointer<CChar>?) {
    depth -= 1
    let place = Int(XML_GetCurrentByteIndex(parser))
    if depth == 0 { rowEnd = place }
    guard depth == 1, let name else { return }
    // An element that closes itself ends at the place where it began.
    let closesItself = XML_GetCurrentByteCount(parser) == 0 || place == start.begin
    columns.append(
      Column(
        name: String(cString: name),
        text: closesItself ? start.begin..<start.end : start.end..<max(place, start.end),
        closesItself: closesItself))
  }

  private func applied(_ patch: RowPatch, to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 64)
    var done = 0
    for column in columns {
      guard let value = patch.value(for: column.name) else { continue }
      result += bytes[done..<column.text.lowerBound]
      result +=
        column.closesItself
        ? XMLText.element(column.name, value) : XMLText.escaped(value)
      done = column.text.upperBound
    }
    let known = Set(columns.map { $0.name.uppercased() })
    let end = max(rowEnd, done)
    result += bytes[done..<end]
    for change in patch.changes where !known.contains(change.column.uppercased()) {
      result += XMLText.element(change.column, change.value)
    }
    return result + bytes[end...]
  }
}
