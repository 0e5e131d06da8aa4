/// How right one reader's records were, as far as they were looked at again.
package struct ReaderFigures: Hashable, Sendable {
  /// Points whose dial was read again.
  package private(set) var inspected = 0
  /// Wrong records by what kind of error they are.
  package private(set) var origins: [ErrorOrigin: Int] = [:]

  package init() {}

  mutating func add(_ point: ReportedPoint) {
    if point.standing.state == .unread { return }
    inspected += 1
    if point.standing.state.isWrong { origins[ErrorOrigin(point.cause), default: 0] += 1 }
  }

  package var wrong: Int { origins.values.reduce(0, +) }

  /// The reader's own errors.
  package var subjective: Int {
    origins.filter { $0.key.isSubjective }.values.reduce(0, +)
  }

  /// Errors among the readings looked at.
  package var errorRate: Share { Share(wrong, of: inspected) }
}
