package import Metering

/// A book as it stands for billing: what can be closed, and what is still open with the reason.
///
/// A pure function of the book's points, so that everybody who knows the same entries finds the same.
package struct BookClosing: Hashable, Sendable {
  package let book: BookIdentity
  /// In the order of the points' codes, then of their meters'.
  package private(set) var closed: [ClosedPoint] = []
  package private(set) var open: [OpenPoint] = []

  /// - Parameter points: those that are to be visited; context points have no part in a closing.
  /// - Complexity: O(entries of the points).
  package init(_ book: BookIdentity, _ points: some Sequence<BookPoint>) {
    self.book = book
    for point in points {
      switch point.closing {
      case .closed(let row): closed.append(row)
      case .open(let point): open.append(point)
      }
    }
    closed.sort { $0.identity.isListed(before: $1.identity) }
    open.sort { $0.identity.isListed(before: $1.identity) }
  }

  /// What the closed rows add up to.
  package var totals: BookSigning.Totals { BookSigning.Totals(closed) }

  /// How many of the closed points are billed so; those that none is are left out.
  package var settlements: [(settlement: ClosedPoint.Settlement, count: Int)] {
    ClosedPoint.Settlement.allCases.compactMap { settlement in
      let count = closed.count { $0.settlement == settlement }
      return count > 0 ? (settlement, count) : nil
    }
  }

  /// The record of signing this closing.
  /// - Parameters:
  ///   - list: SHA-256, in hex, of the closed list.
  ///   - person: the supervisor, who answers for what waits for a decision.
  ///   - due: by when what is held should be settled.
  ///   - replaces: the hashes of the signings that this one takes the place of.
  package func signing(
    list: String, by person: String, due: Day, replaces: [String]
  ) -> BookSigning {
    BookSigning(
      unit: book.unit, book: book.book, period: book.period.description, closedList: list,
      totals: totals,
      held: open.map { point in
        let owner: String =
          switch point.owner {
          case .crew(let name): name ?? book.unit
          case .supervisor: person
          }
        return BookSigning.HeldPoint(
          point: point.identity.point, meter: point.identity.meter, state: point.state,
          reason: point.reason, owner: owner, due: due)
      }, replaces: replaces)
  }
}

extension PointIdentity {
  fileprivate func isListed(before other: PointIdentity) -> Bool {
    (point, meter) < (other.point, other.meter)
  }
}
