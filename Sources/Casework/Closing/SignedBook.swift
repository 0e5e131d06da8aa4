/// A signing with who answers for it.
package struct SignedBook: Hashable, Sendable {
  /// The hash of its entry, in hex.
  package var hash: String
  package var author: Author
  /// Local time with offset, as the supervisor's device wrote it.
  package var time: String
  package var signing: BookSigning

  package init(hash: String, author: Author, time: String, signing: BookSigning) {
    self.hash = hash
    self.author = author
    self.time = time
    self.signing = signing
  }
}

extension [SignedBook] {
  /// Those that no later one took the place of, the last first; more than one where two supervisors
  /// signed without knowing of each other.
  package var current: [SignedBook] {
    let replaced = Set(flatMap(\.signing.replaces))
    return filter { !replaced.contains($0.hash) }.sorted {
      (Stamp.instant($0.time) ?? 0, $0.hash) > (Stamp.instant($1.time) ?? 0, $1.hash)
    }
  }
}
