/// A book opened for its closing: how it stands, who signed what of it, and what came after.
package struct BookFile: Hashable, Sendable {
  package let closing: BookClosing
  /// The signings that no later one took the place of, the last first.
  package let signed: [SignedBook]
  /// The rows of the last one's closed list; nil where the book is not signed, or the list of another's
  /// signature has not arrived yet.
  package let signedRows: [ClosedPoint]?
  /// What was recorded after the last signing; empty where there is none. Found once: a screen asks for it
  /// with every frame.
  package let late: [LateChange]

  /// - Complexity: O(points of the book).
  package init(
    closing: BookClosing, signed: [SignedBook] = [], signedRows: [ClosedPoint]? = nil
  ) {
    self.closing = closing
    self.signed = signed
    self.signedRows = signedRows
    if let signedRows, let last = signed.first {
      late = closing.changes(since: signedRows, held: last.signing.held)
    } else {
      late = []
    }
  }

  /// True where the book is signed and nothing came after: another signature would say the same.
  package var isSettled: Bool {
    signed.count == 1 && signedRows != nil && late.isEmpty
  }

  /// The list of a signature of this book that has not arrived from the hub.
  package var isListMissing: Bool { !signed.isEmpty && signedRows == nil }
}
