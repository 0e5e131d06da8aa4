/// How far a book is, at a glance.
package struct BookProgress: Hashable, Sendable {
  package var book: BookIdentity
  /// Points to be visited, by the state they are in.
  package var byState: [Standing.State: Int]
  /// The signings that no later one took the place of, the last first.
  package var signed: [SignedBook]

  package init(
    book: BookIdentity, byState: [Standing.State: Int], signed: [SignedBook] = []
  ) {
    self.book = book
    self.byState = byState
    self.signed = signed
  }

  package var points: Int { byState.values.reduce(0, +) }

  /// Points in a state that nothing more is asked of. What a closing takes can be more or less: decisions
  /// close others, and a record that changed opens these again.
  package var settled: Int {
    [.confirmed, .approved, .rejected, .applied].reduce(0) { $0 + (byState[$1] ?? 0) }
  }
}
