/// How a worklist is written, found in the file itself; rows of the list are read again with it.
package struct WorklistFormat: Hashable, Sendable {
  /// XML, or CSV with its delimiter and header.
  package enum Layout: Hashable, Sendable {
    case xml
    case csv(CSVFormat)
  }

  package var layout: Layout
  package var encoding: TextEncoding

  package init(layout: Layout, encoding: TextEncoding) {
    self.layout = layout
    self.encoding = encoding
  }

  /// Looks at the head of a file; costs one short read, whatever the file's size.
  /// - Throws: `FormatError` where it can be no worklist; `FileReadError`.
  package static func detect(_ input: ByteInput) throws -> WorklistFormat {
    try rethrowing { () throws(ScanStop) in
      let encoding = try encodingOfText(input)
      if try isXML(input) { return WorklistFormat(layout: .xml, encoding: encoding) }
      let table = try CSVTable(input, wanted: WorklistColumn.names)
      return WorklistFormat(layout: .csv(table.format), encoding: encoding)
    }
  }

  /// The encoding, where the file can be text at all.
  static func encodingOfText(_ input: ByteInput) throws(ScanStop) -> TextEncoding {
    let head = try input.bytes(at: 0, count: 4)
    guard !head.isEmpty else { throw .fault(FormatFault(.emptyFile)) }
    let (encoding, bom) = try TextEncoding.detect(head)
    if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw .fault(FormatFault(.workbook))
    }
    if bom == 0, let place = head.firstIndex(of: 0) {
      throw .fault(FormatFault(.nulByte, line: 1, column: place + 1))
    }
    guard head.count > bom else { throw .fault(FormatFault(.emptyFile)) }
    return encoding
  }

  /// True where the first character that is no blank is `<`.
  static func isXML(_ input: ByteInput) throws(ScanStop) -> Bool {
    let (encoding, bom) = try TextEncoding.detect(input.bytes(at: 0, count: 4))
    let head = encoding.utf8(Array(try input.bytes(at: Int64(bom), count: 4096)))
    return head.first { $0 > 0x20 } == UInt8(ascii: "<")
  }
}

/// Turns what ended a scan into the errors that callers know.
func rethrowing<Result>(_ body: () throws(ScanStop) -> Result) throws -> Result {
  do {
    return try body()
  } catch .fault(let fault) {
    throw FormatError(faults: [fault], count: 1)
  } catch .system(let error) {
    throw error
  }
}
