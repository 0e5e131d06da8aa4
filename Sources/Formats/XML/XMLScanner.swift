import CExpat

/// Reads the rows of a .NET data set (`NewDataSet`/`Table1`) through expat, streaming.
///
/// One row is held at a time. An inline schema is skipped; anything else that is no row is a fault.
/// A DOCTYPE stops the parser before its first declaration, so no entity is ever defined or fetched.
final class XMLScanner {
  /// What a consumer does with a row; false stops the scan.
  typealias RowBody = (RowFields, inout FaultCollector) -> Bool

  /// Deepest nesting that is looked at: a schema takes about ten.
  static let depthLimit = 64

  let parser: XML_Parser
  private let input: ByteInput
  private let encoding: TextEncoding
  private let body: RowBody
  /// The line of the file on which the input begins.
  private let firstLine: Int
  /// By name in large letters: the wanted column's number. Names mean the same in any case, as in CSV.
  let wantedNumbers: [String: Int]
  var faults: FaultCollector
  /// Set where the scan must end.
  var stop: ScanStop?
  /// True once a consumer had enough.
  var stopped = false

  // The row under way.
  var depth = 0
  var skipping = false
  var text: [UInt8] = []
  var fields: [FieldSpan] = []
  var wanted: [Int16]
  /// The names of the row's fields, as numbers of `names`.
  var nameNumbers: [Int] = []
  /// Every element name met as a column, in order of first appearance.
  var names: [ElementName] = []
  var rowOffset: Int64 = 0
  var rowLine = 0
  var rows = 0

  init(
    _ input: ByteInput, encoding: TextEncoding, wanted: [String], faults: FaultCollector,
    isFragment: Bool = false, firstLine: Int = 1, body: @escaping RowBody
  ) throws(ScanStop) {
    guard let parser = XML_ParserCreate(nil) else { throw .system(FileReadError(code: 12)) }
    self.parser = parser
    self.input = input
    self.encoding = encoding
    self.body = body
    self.firstLine = firstLine
    self.faults = faults
    self.wanted = [Int16](repeating: -1, count: wanted.count)
    wantedNumbers = Dictionary(uniqueKeysWithValues: zip(wanted, wanted.indices))
    // A fragment is one row without the root around it.
    depth = isFragment ? 1 : 0
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    install()
  }

  deinit {
    XML_ParserFree(parser)
  }

  /// Reads the whole input.
  /// - Throws: the fault that ended the scan; faults that did not are in `faults`.
  func run(chunk: Int = 64 << 10) throws(ScanStop) {
    var offset: Int64 = 0
    var surrogates = SurrogateCheck(encoding)
    while true {
      guard let room = XML_GetBuffer(parser, Int32(chunk)) else {
        throw .system(FileReadError(code: 12))
      }
      let count = try input.read(
        at: offset, into: UnsafeMutableRawBufferPointer(start: room, count: chunk))
      offset += Int64(count)
      let sound = surrogates.check(UnsafeRawBufferPointer(start: room, count: count))
      let status = XML_ParseBuffer(parser, Int32(sound), count == 0 ? 1 : 0)
      if stopped { return }
      if let stop { throw stop }
      guard status == XML_STATUS_OK else { throw try parserFault(final: count == 0) }
      guard sound == count else { throw .fault(fault(.invalidEncoding)) }
      if count == 0 { return }
      // A tag or comment that never ends would grow the parser's buffer with the file.
      let pending = offset - Int64(XML_GetCurrentByteIndex(parser))
      if pending > Int64(CSVScanner.rowLimit + chunk) {
        throw .fault(fault(.rowTooLong, detail: "\(CSVScanner.rowLimit)"))
      }
    }
  }

  /// Hands the finished row to the consumer.
  func deliver(length: Int) {
    rows += 1
    let goOn = text.withUnsafeBufferPointer { text in
      fields.withUnsafeBufferPointer { fields in
        wanted.withUnsafeBufferPointer { wanted in
          guard let base = text.baseAddress else { return true }
          return body(
            RowFields(
              base: base, fields: fields, wanted: wanted,
              source: RowSource(offset: rowOffset, length: length, line: rowLine)), &faults)
        }
      }
    }
    if !goOn {
      stopped = true
      XML_StopParser(parser, XML_Bool(XML_FALSE))
    }
  }

  /// Ends the scan with a fault at the parser's place.
  func end(_ fault: FormatFault) {
    guard stop == nil else { return }
    stop = .fault(fault)
    XML_StopParser(parser, XML_Bool(XML_FALSE))
  }

  /// The line of the file that the parser is on.
  var line: Int { firstLine - 1 + Int(XML_GetCurrentLineNumber(parser)) }

  /// A fault at the parser's place.
  func fault(
    _ code: FormatFault.Code, field: String? = nil, value: String? = nil, detail: String? = nil
  ) -> FormatFault {
    FormatFault(
      code, line: line,
      column: Int(XML_GetCurrentColumnNumber(parser)) + 1, field: field, value: value,
      detail: detail)
  }

  /// The parser's own error as a fault.
  private func parserFault(final: Bool) throws(ScanStop) -> ScanStop {
    let error = XML_GetErrorCode(parser)
    switch error {
    case XML_ERROR_UNKNOWN_ENCODING, XML_ERROR_INCORRECT_ENCODING:
      return .fault(fault(.unsupportedEncoding))
    case XML_ERROR_NO_MEMORY:
      return .system(FileReadError(code: 12))
    case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_UNCLOSED_CDATA_SECTION,
      XML_ERROR_PARTIAL_CHAR:
      return .fault(fault(final ? .truncated : .malformedXML, detail: message(error)))
    case XML_ERROR_INVALID_TOKEN:
      let place = Int64(XML_GetCurrentByteIndex(parser))
      let bytes = try input.bytes(at: max(place, 0), count: 4)
      return .fault(fault(character(bytes) ?? .malformedXML, detail: message(error)))
    default:
      return .fault(fault(.malformedXML, detail: message(error)))
    }
  }

  /// What is wrong with the character at the parser's place; nil where it is only out of place.
  private func character(_ bytes: [UInt8]) -> FormatFault.Code? {
    let text = encoding.utf8(bytes)
    guard let first = text.first else { return nil }
    if first == 0 { return .nulByte }
    if first < 0x20, !(9...13).contains(first) { return .controlCharacter }
    if first < 0x80 { return nil }
    switch text.withUnsafeBufferPointer({ TextCheck($0) }) {
    case .invalid(at: 0): return .invalidEncoding
    case .noncharacter(at: 0): return .noncharacter
    default: return nil
    }
  }

  private func message(_ error: XML_Error) -> String? {
    XML_ErrorString(error).map { String(cString: $0) }
  }
}
