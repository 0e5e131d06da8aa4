package import Metering

/// A point that stands otherwise now than a signed list says: it was recorded after the signing.
package struct LateChange: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Held or not there at the signing, closed since.
    case closedSince
    /// Closed at the signing, billed otherwise since.
    case billedOtherwise
    /// Closed at the signing, open again since.
    case reopened
    /// Not in the book at the signing, and open.
    case added
  }

  package var identity: PointIdentity
  package var kind: Kind

  package init(identity: PointIdentity, kind: Kind) {
    self.identity = identity
    self.kind = kind
  }
}

extension BookClosing {
  /// What was recorded after a signing, told by what the points rest on and not by any clock.
  /// - Parameters:
  ///   - rows: the signed list.
  ///   - held: the points that the signing names as held.
  /// - Complexity: O(points of the book).
  package func changes(
    since rows: [ClosedPoint], held: [BookSigning.HeldPoint]
  ) -> [LateChange] {
    let signed = Dictionary(rows.map { ($0.identity, $0) }) { first, _ in first }
    let known = Set(held.map { [$0.point, $0.meter] })
    let since = closed.compactMap { row -> LateChange? in
      guard let before = signed[row.identity] else {
        return LateChange(identity: row.identity, kind: .closedSince)
      }
      return row.bills(like: before)
        ? nil : LateChange(identity: row.identity, kind: .billedOtherwise)
    }
    let reopened = open.compactMap { point -> LateChange? in
      let identity = point.identity
      if signed[identity] != nil { return LateChange(identity: identity, kind: .reopened) }
      return known.contains([identity.point, identity.meter])
        ? nil : LateChange(identity: identity, kind: .added)
    }
    return since + reopened
  }
}
