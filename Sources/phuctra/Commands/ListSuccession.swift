import Journal

/// Which list took the place of which when a file was imported, by their names.
struct ListSuccession {
  /// Those that the file took the place of.
  private(set) var replaced: [String] = []
  /// The list that took the file's own place since it was loaded; nil where none did.
  private(set) var overtakenBy: String?

  /// - Parameter before: the home's lists before the file was loaded.
  /// - Throws: `JournalError`.
  init(
    of loading: Journal.Loading, before: [Journal.LoadedWorklist], in journal: Journal
  ) throws {
    let current = try journal.currentLists()
    let rows = Set(current.map(\.row))
    let own = try journal.worklists().first { $0.loading.sha256 == loading.sha256.hex }
    guard let own else { return }
    if loading.entry != nil {
      let reduced = rows.contains(own.row) ? try journal.lists(replacedBy: own) : []
      replaced = before.filter { !rows.contains($0.row) || reduced.contains($0.row) }
        .map(\.loading.name)
      return
    }
    let later = current.filter { $0.row > own.row }
    let successor = try later.last { list in
      try !rows.contains(own.row) || journal.lists(replacedBy: list).contains(own.row)
    }
    overtakenBy = successor?.loading.name
  }
}
