/// What a worklist's hazard codes (CANH_BAO) mean, in both languages: data, so that a unit can add
/// its own.
package struct HazardTable: Hashable, Sendable {
  /// One code with its labels.
  package struct Entry: Hashable, Sendable {
    /// As worklists write it.
    package var code: String
    /// What screens and papers show.
    package var vietnamese: String
    package var english: String
  }

  /// In the file's order.
  package let entries: [Entry]

  /// Reads the table: CSV with the columns CANH_BAO, VI, EN.
  /// - Throws: `FormatError` naming each fault; `FileReadError`.
  package init(_ input: ByteInput) throws {
    var entries: [Entry] = []
    try TableReader(input, columns: ["CANH_BAO", "VI", "EN"]).read(identity: [0]) { row in
      guard let code = row.text(0), let vietnamese = row.text(1), let english = row.text(2) else {
        return
      }
      entries.append(Entry(code: code, vietnamese: vietnamese, english: english))
    }
    self.entries = entries
  }

  /// The entry of a code; nil for one that the table does not know, which is shown as it is.
  package func entry(_ code: String) -> Entry? {
    entries.first { $0.code == code }
  }
}
