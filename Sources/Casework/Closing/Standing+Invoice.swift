extension Standing {
  /// True where the point's invoice must not go out as the record has it: somebody found the record
  /// wrong or doubtful, and neither a supervisor nor billing has settled it.
  ///
  /// A meter that nobody could read holds nothing up until a supervisor decides so, because the crew
  /// may come again before the day ends.
  package var holdsInvoice: Bool {
    switch state {
    case .deviates, .pending, .returned, .approved, .disputed: true
    case .unresolved: review?.review.decision != .acceptRecord
    case .unread: review?.review.decision == .holdInvoice
    case .unvisited, .confirmed, .rejected, .applied: false
    }
  }
}
