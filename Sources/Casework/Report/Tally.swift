/// Points counted by where they stand. What is listed is always the sum of its parts.
package struct Tally: Hashable, Sendable {
  private var counts = [Int](repeating: 0, count: Standing.State.allCases.count)
  /// Visited on days that the report does not cover.
  package private(set) var onOtherDays = 0

  package init() {}

  /// Points of this state.
  package subscript(_ state: Standing.State) -> Int { counts[Tally.place(state)] }

  /// All points.
  package var listed: Int { counts.reduce(0, +) + onOtherDays }

  /// Points that somebody visited on the days of the report.
  package var visited: Int { listed - self[.unvisited] - onOtherDays }

  /// Points whose dial was read.
  package var inspected: Int { visited - self[.unread] }

  /// Points whose record was found wrong, and no supervisor said otherwise.
  package var wrong: Int {
    self[.deviates] + self[.pending] + self[.returned] + self[.approved] + self[.applied]
  }

  /// Wrong records among those whose dial was read.
  package var hitRate: Share { Share(wrong, of: inspected) }

  mutating func add(_ state: Standing.State) { counts[Tally.place(state)] += 1 }

  mutating func addOnOtherDay() { onOtherDays += 1 }

  static func + (left: Tally, right: Tally) -> Tally {
    var sum = left
    for place in sum.counts.indices { sum.counts[place] += right.counts[place] }
    sum.onOtherDays += right.onOtherDays
    return sum
  }

  private static func place(_ state: Standing.State) -> Int {
    switch state {
    case .unvisited: 0
    case .confirmed: 1
    case .deviates: 2
    case .unresolved: 3
    case .unread: 4
    case .pending: 5
    case .returned: 6
    case .approved: 7
    case .rejected: 8
    case .disputed: 9
    case .applied: 10
    }
  }
}

extension Standing.State {
  /// The record is held to be wrong, and no supervisor said otherwise.
  package var isWrong: Bool {
    switch self {
    case .deviates, .pending, .returned, .approved, .applied: true
    case .unvisited, .confirmed, .unresolved, .unread, .rejected, .disputed: false
    }
  }
}
