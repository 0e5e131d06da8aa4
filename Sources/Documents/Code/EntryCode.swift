/// What the QR code of a paper says: which paper it is, and the entry it was printed from.
///
/// `PHUCTRA1:<number>:<64 hex>`; the number of minutes, or the meter's serial for a slip. Whoever
/// scans it holds the whole hash and can look the entry up without typing.
package struct EntryCode: Hashable, Sendable {
  package var number: String
  /// The hash of the entry, 64 hex digits.
  package var hash: String

  package init(number: String, hash: String) {
    self.number = number
    self.hash = hash
  }

  private static let prefix = "PHUCTRA1:"

  package var text: String { "\(EntryCode.prefix)\(number):\(hash)" }

  /// nil where `text` is no such code.
  package init?(_ text: String) {
    guard text.hasPrefix(EntryCode.prefix) else { return nil }
    let rest = text.dropFirst(EntryCode.prefix.count)
    guard let colon = rest.lastIndex(of: ":") else { return nil }
    let hash = rest[rest.index(after: colon)...]
    guard hash.utf8.count == 64, hash.allSatisfy(\.isHexDigit) else { return nil }
    self.init(number: String(rest[..<colon]), hash: hash.lowercased())
  }

  /// The first 16 hex digits by fours, for reading aloud; empty for an empty hash.
  package static func check(_ hash: String) -> String {
    let digits = Array(hash.prefix(16))
    return stride(from: 0, to: digits.count, by: 4).map {
      String(digits[$0..<min($0 + 4, digits.count)])
    }.joined(separator: " ")
  }
}
