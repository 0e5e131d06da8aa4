package import Metering

/// The work at a glance: what all points of a home, taken in one after the other, add up to.
///
/// Every count is of points, and every point is counted once in each breakdown, so that the parts of
/// each add up to the whole exactly; `isConsistent` says so and tests hold it to that.
package struct Report: Hashable, Sendable {
  /// The days that were asked for; visits on others count as `onOtherDays`.
  package let days: ClosedRange<Day>?
  /// The one book that was asked for; nil for all.
  package let book: String?

  /// All points that were flagged, context left out.
  package internal(set) var total = Tally()
  /// Points listed for comparison alone.
  package internal(set) var context = 0
  /// By unit, book and period.
  package internal(set) var books: [BookName: Tally] = [:]
  /// By the person whose list they stand in; nil where the list was given to a whole unit.
  package internal(set) var assigned: [String?: Tally] = [:]
  /// Visited points by the person whose work counts there.
  package internal(set) var inspectors: [String: InspectorFigures] = [:]
  /// Visited points by who took the recorded reading; the empty name where the list does not say.
  package internal(set) var readers: [String: ReaderFigures] = [:]
  /// Points with minutes that count, by the chosen cause.
  package internal(set) var causes: [Cause: Int] = [:]
  /// Points that stand unread, by the code of the last visit.
  package internal(set) var unread: [String: Int] = [:]
  package internal(set) var money: [MoneyCell: MoneyFigures] = [:]
  /// By kind of customer; nil where the list names no class.
  package internal(set) var residential: [Bool?: Tally] = [:]
  /// By how the record was read; nil where the list does not say.
  package internal(set) var methods: [ReadingMethod?: Tally] = [:]

  package struct BookName: Hashable, Comparable, Sendable {
    package var unit: String
    package var book: String
    package var period: BillingPeriod

    package static func < (left: BookName, right: BookName) -> Bool {
      (left.unit, left.book, left.period) < (right.unit, right.book, right.period)
    }
  }

  package init(days: ClosedRange<Day>? = nil, book: String? = nil) {
    self.days = days
    self.book = book
  }

  /// Takes a point in.
  /// - Complexity: O(visits of the point); memory grows by some tens of bytes a visit.
  package mutating func add(_ point: ReportedPoint) {
    if let book, point.book != book { return }
    guard !point.isContext else {
      context += 1
      return
    }
    let state = point.standing.state
    let isCovered = covers(point)
    let name = BookName(
      unit: point.identity.unit, book: point.book, period: point.identity.period)
    total.count(state, isCovered)
    books[name, default: Tally()].count(state, isCovered)
    assigned[point.assignee, default: Tally()].count(state, isCovered)
    residential[point.isResidential, default: Tally()].count(state, isCovered)
    methods[point.method, default: Tally()].count(state, isCovered)
    guard isCovered, state != .unvisited else { return }
    let person = point.standing.author?.person ?? point.visits.last?.person ?? ""
    inspectors[person, default: InspectorFigures()].add(point)
    readers[point.reader, default: ReaderFigures()].add(point)
    if state == .unread { unread[point.standing.noReadingCode ?? "", default: 0] += 1 }
    if state.isCorrected {
      causes[point.cause ?? .unexplained, default: 0] += 1
      money[MoneyCell(point.correction), default: MoneyFigures()].add(point.correction)
    }
  }

  private func covers(_ point: ReportedPoint) -> Bool {
    guard let days, point.standing.state != .unvisited else { return true }
    return point.day.map(days.contains) ?? false
  }

  /// Points whose minutes count: not withdrawn, not rejected, not disputed.
  package var corrected: Int { causes.values.reduce(0, +) }

  /// Flagged points that somebody was at, on whatever day.
  package var coverage: Share { Share(total.listed - total[.unvisited], of: total.listed) }

  /// Causes, the most frequent first, each with the share of all that it and those before it make up.
  package var pareto: [(cause: Cause, count: Int, cumulative: Share)] {
    var sum = 0
    let sorted = causes.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
    return sorted.map { cause, count in
      sum += count
      return (cause, count, Share(sum, of: corrected))
    }
  }

  /// True where each breakdown adds up to what it breaks down.
  package var isConsistent: Bool {
    let minutes = total[.pending] + total[.returned] + total[.approved] + total[.applied]
    let wholes = [sum(books), sum(assigned), sum(residential), sum(methods)]
    let people = inspectors.values.map(\.tally).reduce(Tally(), +)
    return wholes.allSatisfy { $0 == total } && people.visited == total.visited
      && people.listed == total.visited && people.wrong == total.wrong
      && readers.values.map(\.inspected).reduce(0, +) == total.inspected
      && readers.values.map(\.wrong).reduce(0, +) == total.wrong
      && readers.values.allSatisfy { $0.origins.values.reduce(0, +) == $0.wrong }
      && unread.values.reduce(0, +) == total[.unread] && corrected == minutes
      && money.values.map(\.points).reduce(0, +) == corrected
  }

  private func sum<Key>(_ parts: [Key: Tally]) -> Tally { parts.values.reduce(Tally(), +) }
}

extension Tally {
  fileprivate mutating func count(_ state: Standing.State, _ isCovered: Bool) {
    if isCovered { add(state) } else { addOnOtherDay() }
  }
}

extension Standing.State {
  /// Minutes count for it.
  fileprivate var isCorrected: Bool { isWrong && self != .deviates }
}
