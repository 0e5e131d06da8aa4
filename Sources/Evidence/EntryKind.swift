/// What an entry records, as its header names it: `[a-z][a-z-]{0,31}`.
package struct EntryKind: Hashable, Sendable {
  package let name: String

  /// Nil for anything but 1 to 32 lower-case letters and hyphens, a letter first.
  package init?(_ name: some Collection<UInt8>) {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    guard (1...32).contains(name.count), let first = name.first, letters.contains(first),
      name.allSatisfy({ letters.contains($0) || $0 == UInt8(ascii: "-") })
    else { return nil }
    self.name = String(decoding: name, as: UTF8.self)
  }

  /// Nil for anything but 1 to 32 lower-case letters and hyphens, a letter first.
  package init?(_ name: String) {
    self.init(Array(name.utf8))
  }
}

extension EntryKind: CustomStringConvertible {
  package var description: String { name }
}
