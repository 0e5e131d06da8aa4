/// How a barcode scanner that types like a keyboard marks where a scan begins and ends, as it is
/// configured in the scanner. Speed of typing is never a sign: a slow line makes a person's keys
/// arrive as fast as a scanner's.
package struct ScanFrame: Hashable, Sendable {
  let prefix: [UInt8]
  let suffix: [UInt8]

  /// The frame that the scanner puts around a scan, for instance `"\u{02}"` and `"\r"`.
  ///
  /// `nil` when one is empty, longer than 16 bytes of UTF-8 or holds an escape character, which
  /// begins the sequences of ordinary keys.
  package init?(prefix: String, suffix: String) {
    self.prefix = Array(prefix.utf8)
    self.suffix = Array(suffix.utf8)
    for mark in [self.prefix, self.suffix] {
      guard (1...16).contains(mark.count), !mark.contains(0x1B) else { return nil }
    }
  }
}

/// Bytes of a paste or a scan until its end mark, keeping at most `limit` of them.
struct PieceCollector: Sendable {
  let end: [UInt8]
  let limit: Int
  private var kept: [UInt8] = []
  private var tail: [UInt8] = []
  private var total = 0

  init(end: [UInt8], limit: Int) {
    self.end = end
    self.limit = limit
  }

  /// Takes a byte; true when it completed the end mark.
  mutating func take(_ byte: UInt8) -> Bool {
    total += 1
    if kept.count < limit + end.count { kept.append(byte) }
    if tail.count == end.count { tail.removeFirst() }
    tail.append(byte)
    return tail == end
  }

  /// What was collected, without the end mark where it has been seen.
  var content: ArraySlice<UInt8> {
    let length = tail == end ? total - end.count : total
    return kept.prefix(min(length, limit))
  }
}
