package import Metering

/// One point of a book with all that its closing looks at.
package struct BookPoint: Hashable, Sendable {
  /// As its list has it now, with the state of its invoice that counts.
  package var record: MeteringPoint
  /// A newer list says something else of the record than the one inspected.
  package var isChanged: Bool
  package var history: PointHistory
  /// The tag of the device that the list was given to; nil where it is not known.
  package var receiver: String?

  package init(
    record: MeteringPoint, isChanged: Bool, history: PointHistory, receiver: String? = nil
  ) {
    self.record = record
    self.isChanged = isChanged
    self.history = history
    self.receiver = receiver
  }

  /// Where the point stands for billing: closed with what is billed, or open with what is missing.
  /// - Complexity: that of `Standing.folding(_:)`.
  package var closing: Closing {
    let standing = Standing.folding(history)
    switch standing.state {
    case .unvisited: return open(standing, .unvisited, .crew(receiver))
    case .returned: return open(standing, .returned, crew(standing))
    case .deviates: return open(standing, .minutesMissing, crew(standing))
    case .pending: return undecided(standing)
    case .confirmed, .rejected: return recordStands(standing)
    case .disputed, .unresolved, .unread: return decided(standing)
    case .approved, .applied: return corrected(standing)
    }
  }

  package enum Closing: Hashable, Sendable {
    case closed(ClosedPoint)
    case open(OpenPoint)
  }

  func crew(_ standing: Standing) -> OpenPoint.Owner {
    .crew(standing.author?.person ?? receiver)
  }

  func open(
    _ standing: Standing, _ reason: OpenPoint.Reason, _ owner: OpenPoint.Owner
  ) -> Closing {
    .open(
      OpenPoint(
        identity: record.identity, state: standing.state, reason: reason, owner: owner))
  }

  private func undecided(_ standing: Standing) -> Closing {
    open(standing, standing.contested.isEmpty ? .undecided : .contested, .supervisor)
  }

  /// What is closed by a decision that writes no minutes.
  private func decided(_ standing: Standing) -> Closing {
    switch standing.review?.review.decision {
    case .acceptRecord, .keepRecord: recordStands(standing)
    case .estimate: estimated(standing)
    case .thirdVisit: open(standing, .thirdVisit, .supervisor)
    case .meterTest: open(standing, .meterTest, .supervisor)
    case .holdInvoice: open(standing, .invoiceWithheld, .supervisor)
    case .approve, .return, .reject, .choose, nil: undecided(standing)
    }
  }
}
