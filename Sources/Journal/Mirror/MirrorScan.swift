import Evidence
import Glibc

/// Bytes of a mirror's file by their place.
struct MirrorBytes {
  let descriptor: Descriptor
  let path: String
  let size: Int64

  /// The bytes from `offset` on, at most `count`, fewer at the end.
  /// - Throws: `JournalError`.
  func at(_ offset: Int64, count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(0, min(count, Int(size - offset))))
    var filled = 0
    while filled < bytes.count {
      let got = bytes.withUnsafeMutableBytes {
        pread(
          descriptor.number, $0.baseAddress?.advanced(by: filled), $0.count - filled,
          off_t(offset) + filled)
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw JournalError.system(errno, "cannot read", path: path) }
      filled += got
    }
    return bytes
  }
}

/// Finds whole entries in bytes that are not known to be a sound bundle.
enum MirrorScan {
  /// The most that an entry takes in a bundle.
  static let longestEntry = EntryHeader.longest + 141 + EntryHeader.longestBody + 1

  private static let opening = Array("phuctra-entry/1\n".utf8)
  private static let signature = Array("signature: ".utf8)

  /// The first place at or after `start` where an entry may begin.
  static func next(in bytes: [UInt8], from start: Int) -> Int? {
    var position = start
    while position + opening.count <= bytes.count {
      if bytes[position] == opening[0],
        bytes[position..<(position + opening.count)].elementsEqual(opening)
      {
        return position
      }
      position += 1
    }
    return nil
  }

  /// The entry at a place in its one form, and where the next begins; nil where there is no whole one.
  static func entry(in bytes: [UInt8], at start: Int) -> (entry: Entry, end: Int)? {
    var lines = 0
    var position = start
    let most = min(bytes.count, start + EntryHeader.longest)
    while position < most, lines < 8 {
      if bytes[position] == UInt8(ascii: "\n") { lines += 1 }
      position += 1
    }
    guard lines == 8, let header = try? EntryHeader(parsing: Array(bytes[start..<position])) else {
      return nil
    }
    let digits = position + signature.count
    let body = digits + 130
    let end = body + header.bodyLength + 1
    guard end <= bytes.count, bytes[position..<digits].elementsEqual(signature),
      let signed = Hex.bytes(bytes[digits..<(digits + 128)], count: 64),
      bytes[digits + 128] == UInt8(ascii: "\n"), bytes[digits + 129] == UInt8(ascii: "\n"),
      bytes[end - 1] == UInt8(ascii: "\n"),
      let entry = try? Entry(
        headerBytes: Array(bytes[start..<position]), signature: signed,
        body: Array(bytes[body..<(end - 1)]))
    else { return nil }
    return (entry, end)
  }

  /// True where the entry is soundly signed by `key`, wherever it stands.
  static func isSound(_ entry: Entry, key: PublicKey) -> Bool {
    entry.header.device == DeviceIdentity(key)
      && entry.header.bodyHash == ContentHash(of: entry.body)
      && key.isValid(signature: entry.signature, over: entry.headerBytes)
  }
}
