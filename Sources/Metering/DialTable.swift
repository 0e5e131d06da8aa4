/// Which dial a meter type has, by the beginning of its code (MA_CTO): data of the utility, since
/// worklists often lack the dial and inferring it from a reading is wrong.
package struct DialTable: Hashable, Sendable {
  /// One line of the table.
  package struct Entry: Hashable, Sendable {
    /// A type code, or the beginning that several codes share.
    package var type: String
    package var dial: Dial
    /// How it shows its digits; nil where the table does not say.
    package var face: DialFace?

    package init(type: String, dial: Dial, face: DialFace? = nil) {
      self.type = type
      self.dial = dial
      self.face = face
    }
  }

  package var entries: [Entry]

  package init(_ entries: [Entry] = []) {
    self.entries = entries
  }

  /// The dial of the longest beginning that fits `type`, the first of equals; nil where none fits.
  /// - Complexity: O(entries).
  package func dial(for type: String) -> Dial? { entry(for: type)?.dial }

  /// How meters of this type show their digits, found likewise; nil where it is not known.
  package func face(for type: String) -> DialFace? { entry(for: type)?.face }

  private func entry(for type: String) -> Entry? {
    var best: Entry?
    for entry in entries
    where type.utf8.starts(with: entry.type.utf8)
      && entry.type.utf8.count > best?.type.utf8.count ?? 0
    {
      best = entry
    }
    return best
  }
}
