import Evidence

/// Finds entries by their first line in the bytes of any file: bundles, a mirror's file torn at its end,
/// pages of a database whose structure is gone, its log.
///
/// Nothing around an entry is believed. Its header says how long its body is; signature and SHA-256
/// say whether both are whole.
struct EntryCarver {
  let file: DamagedFile
  private let pages: PageFinder

  private static let mark = Array("phuctra-entry/1\n".utf8)

  init(_ file: DamagedFile, pages: PageFinder) {
    self.file = file
    self.pages = pages
  }

  /// Calls `body` with every place where an entry's first line stands.
  func eachPlace(_ body: (Int) throws -> Void) rethrows {
    try file.each(EntryCarver.mark, body)
  }

  /// The entry at a place, whichever way it lies there.
  /// - Throws: `Carved` with what can be said of what is damaged there.
  func entry(at place: Int, key: PublicKey) throws(Carved) -> Entry {
    let start = file.bytes(at: place, count: EntryHeader.longest)
    guard let end = EntryCarver.headerEnd(start) else {
      throw Carved(sequence: EntryCarver.sequence(start), reason: "its header is cut off")
    }
    let header = Array(start[..<end])
    let parsed: EntryHeader
    do {
      parsed = try EntryHeader(parsing: header)
    } catch {
      throw Carved(
        sequence: EntryCarver.sequence(start), reason: "\(ChainFault.malformedHeader(error))")
    }
    guard parsed.device == DeviceIdentity(key) else {
      throw Carved(sequence: nil, reason: "\(ChainFault.otherDevice(parsed.device))")
    }
    var reason = "its body is cut off"
    for (signature, body) in candidates(header, parsed, place + end) {
      guard let entry = try? Entry(headerBytes: header, signature: signature, body: body) else {
        continue
      }
      guard let fault = ChainVerifier.contentFault(of: entry, key: key) else { return entry }
      reason = "\(fault)"
    }
    throw Carved(sequence: parsed.sequence, reason: reason)
  }

  /// Signature and body as a bundle has them, or else as a row of the database.
  private func candidates(
    _ header: [UInt8], _ parsed: EntryHeader, _ end: Int
  ) -> [(signature: [UInt8], body: [UInt8])] {
    let label = Array("signature: ".utf8)
    let next = file.bytes(at: end, count: label.count + 130)
    if next.starts(with: label) {
      guard next.count == label.count + 130,
        let signature = Hex.bytes(Array(next[label.count..<(label.count + 128)]), count: 64)
      else { return [] }
      return [(signature, file.bytes(at: end + next.count, count: parsed.bodyLength))]
    }
    let cell = RowCell(header: header.count, body: parsed.bodyLength, pageSize: pages.usableSize)
    let start = end - header.count - cell.recordHeader
    return pages.versions.compactMap { version in
      let payload = pages.payload(of: cell, at: start, in: file, version)
      let content = payload.dropFirst(cell.recordHeader + header.count)
      guard content.count == 64 + 32 + parsed.bodyLength else { return nil }
      return (Array(content.prefix(64)), Array(content.dropFirst(96)))
    }
  }

  /// Just after the eighth line feed.
  private static func headerEnd(_ bytes: [UInt8]) -> Int? {
    var lines = 0
    for (position, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      lines += 1
      if lines == 8 { return position + 1 }
    }
    return nil
  }

  /// The number on a damaged header's fourth line, where it can still be read.
  private static func sequence(_ bytes: [UInt8]) -> Int64? {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let label = Array("seq: ".utf8)
    guard lines.count > 3, lines[3].starts(with: label) else { return nil }
    return Int64(String(decoding: lines[3].dropFirst(label.count), as: UTF8.self))
  }

  /// An entry that is there and not whole.
  struct Carved: Error {
    /// Its number, where the header can still be read.
    var sequence: Int64?
    var reason: String
  }
}

/// How SQLite lays out a row of the table `journal` (https://www.sqlite.org/fileformat2.html, 1.6 and
/// 2.1): a record of serial types, then header, signature, hash and body; what does not fit into the
/// page goes to overflow pages.
struct RowCell {
  /// Bytes before the entry's header: the record's own.
  let recordHeader: Int
  /// Bytes of the whole record, and of the part that stands in the page.
  let total: Int
  let local: Int

  init(header: Int, body: Int, pageSize usable: Int) {
    func width(ofBlob length: Int) -> Int {
      let type = 12 + 2 * length
      return type < 1 << 7 ? 1 : type < 1 << 14 ? 2 : 3
    }
    recordHeader =
      1 + 1 + width(ofBlob: header) + width(ofBlob: 64) + width(ofBlob: 32) + width(ofBlob: body)
    total = recordHeader + header + 64 + 32 + body
    let most = usable - 35
    let least = (usable - 12) * 32 / 255 - 23
    let rest = least + (total - least) % (usable - 4)
    local = total <= most ? total : rest <= most ? rest : least
  }
}
