package import Metering

/// Which dial a meter type has, by the beginning of its code (MA_CTO): data of the utility, never a
/// rule in code.
package struct MeterTypes: Hashable, Sendable {
  /// One line of the table.
  package struct Entry: Hashable, Sendable {
    /// What the type's code begins with.
    package var prefix: String
    /// The dial of all types that begin so.
    package var dial: Dial

    package init(prefix: String, dial: Dial) {
      self.prefix = prefix
      self.dial = dial
    }
  }

  /// In the file's order.
  package let entries: [Entry]

  package init(entries: [Entry] = []) {
    self.entries = entries
  }

  /// Reads the table: CSV with the columns MA_CTO (a prefix), SO_CHU_SO and SO_THAP_PHAN.
  /// - Throws: `FormatError` naming each fault; `FileReadError`.
  package init(_ input: ByteInput) throws {
    var entries: [Entry] = []
    let columns: [WorklistColumn] = [.meterType, .dialDigits, .dialDecimals]
    try TableReader(input, columns: columns.map(\.name)).read { row in
      let prefix = row.text(0)
      let digits = row.whole(1, in: 1...9)
      let decimals = row.whole(2, in: 0...3)
      guard let prefix, let digits, let decimals,
        let dial = Dial(integerDigits: digits, decimals: decimals)
      else { return }
      entries.append(Entry(prefix: prefix, dial: dial))
    }
    self.entries = entries
  }

  /// The dial of the longest prefix that the type begins with; nil where there is none.
  package func dial(of type: String) -> Dial? {
    var best: Entry?
    for entry in entries
    where type.utf8.starts(with: entry.prefix.utf8)
      && entry.prefix.utf8.count > best?.prefix.utf8.count ?? -1
    {
      best = entry
    }
    return best?.dial
  }
}
