/// Reads a bundle from pieces of any size, holding no more than one entry.
///
/// Checks the form, that all entries are of one device and epoch, and that their sequences run
/// without a gap; signatures and hashes are `ChainVerifier`'s.
package struct BundleReader {
  private var buffer: [UInt8] = []
  private var opened = false
  private var line = 0
  private var last: EntryHeader?
  private var count = 0
  private var taken = 0
  private let limits: Bundle.Limits?

  /// With `limits`, more entries or bytes are refused.
  package init(limits: Bundle.Limits? = nil) {
    self.limits = limits
  }

  /// Takes the next piece and gives the entries that it completes.
  /// - Throws: `FormError` with the line, counted from the bundle's first.
  package mutating func feed(_ piece: some Collection<UInt8>) throws(FormError) -> [Entry] {
    taken += piece.count
    if let limits, taken > limits.bytes {
      throw fault("\(taken) bytes", expected: "a bundle of at most \(limits.bytes) bytes")
    }
    buffer += piece
    var position = 0
    var entries: [Entry] = []
    if !opened {
      guard try open() else { return [] }
      position = Bundle.opening.count
    }
    while let (entry, end) = try entry(at: position, final: false) {
      position = end
      entries.append(entry)
    }
    buffer.removeFirst(position)
    return entries
  }

  /// Demands that the bundle ended with its last entry, and that there was one.
  package mutating func finish() throws(FormError) -> [Entry] {
    guard opened else { throw fault(buffer, expected: "“phuctra-bundle/1”") }
    if !buffer.isEmpty || count == 0 {
      _ = try entry(at: 0, final: true)
      throw fault(buffer, expected: "a whole entry")
    }
    return []
  }

  private mutating func open() throws(FormError) -> Bool {
    let length = min(buffer.count, Bundle.opening.count)
    guard buffer[..<length].elementsEqual(Bundle.opening[..<length]) else {
      throw FormError(
        code: .bundle, line: 1, value: buffer[..<length], expected: "“phuctra-bundle/1”")
    }
    guard length == Bundle.opening.count else { return false }
    opened = true
    line = 1
    return true
  }

  /// The entry at `start` of the buffer and where the next begins; nil where more bytes are needed.
  private mutating func entry(
    at start: Int, final: Bool
  ) throws(FormError) -> (Entry, Int)? {
    guard let headEnd = headEnd(from: start) else {
      let most = EntryHeader.longest + Bundle.signatureLine + 1
      guard final || buffer.count - start > most else { return nil }
      _ = try head(Array(buffer[start..<min(buffer.count, start + most)]))
      throw fault(buffer[start...], expected: "an entry's header, signature and an empty line")
    }
    let (header, signature) = try head(Array(buffer[start..<headEnd]))
    let bodyEnd = headEnd + header.bodyLength
    guard bodyEnd < buffer.count else {
      guard final else { return nil }
      throw FormError(
        code: .bundle, line: line + 11, value: "\(buffer.count - headEnd) bytes".utf8,
        expected: "a body of \(header.bodyLength) bytes and a line feed")
    }
    guard buffer[bodyEnd] == UInt8(ascii: "\n") else {
      throw FormError(
        code: .bundle, line: line + 11, value: buffer[bodyEnd...].prefix(1),
        expected: "a line feed after \(header.bodyLength) bytes of body")
    }
    let body = Array(buffer[headEnd..<bodyEnd])
    try admit(header)
    line += 11 + body.count { $0 == UInt8(ascii: "\n") }
    let headerBytes = Array(buffer[start..<(headEnd - Bundle.signatureLine - 1)])
    return (
      Entry(header: header, headerBytes: headerBytes, signature: signature, body: body),
      bodyEnd + 1
    )
  }

  /// Just after the empty line that follows the signature: the tenth LF.
  private func headEnd(from start: Int) -> Int? {
    var lines = 0
    let most = min(buffer.count, start + EntryHeader.longest + Bundle.signatureLine + 1)
    for position in start..<max(start, most) where buffer[position] == UInt8(ascii: "\n") {
      lines += 1
      if lines == 10 { return position + 1 }
    }
    return nil
  }

  private func head(_ bytes: [UInt8]) throws(FormError) -> (EntryHeader, [UInt8]) {
    do {
      var lines = LineReader(bytes, code: .bundle)
      let header = try EntryHeader(from: &lines)
      let signature = try lines.signature()
      try lines.literal("")
      return (header, signature)
    } catch {
      throw error.within(.bundle, offset: line)
    }
  }

  private mutating func admit(_ header: EntryHeader) throws(FormError) {
    if let last {
      guard header.device == last.device, header.epoch == last.epoch,
        header.sequence == last.sequence + 1
      else {
        throw fault(
          "entry \(header.sequence) of epoch \(header.epoch) of device \(header.device)",
          expected: "entry \(last.sequence + 1) of epoch \(last.epoch) of device \(last.device)")
      }
    }
    count += 1
    if let limits, count > limits.entries {
      throw fault("\(count) entries", expected: "a bundle of at most \(limits.entries) entries")
    }
    last = header
  }

  private func fault(_ found: some Sequence<UInt8>, expected: String) -> FormError {
    FormError(code: .bundle, line: line + 1, value: found, expected: expected)
  }

  private func fault(_ found: String, expected: String) -> FormError {
    fault(found.utf8, expected: expected)
  }
}
