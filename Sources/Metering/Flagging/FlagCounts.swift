/// How many points had which outcome, by class of customer and by how they were read: the one table
/// that every total of the report is summed from, so that its parts add up by construction.
package struct FlagCounts: Hashable, Sendable {
  /// Of the customer (MA_NN).
  package enum CustomerClass: Int, CaseIterable, Hashable, Sendable {
    case residential, other, unknown
  }

  /// How the index was read (PT_GHI).
  package enum Reading: Int, CaseIterable, Hashable, Sendable {
    case byHand, remote, unknown
  }

  private var cells = [Int](repeating: 0, count: 16 * 9)

  package init() {}

  package mutating func add(_ outcome: FlagOutcome, _ kind: CustomerClass, _ reading: Reading) {
    add(outcome, facts: FlagCounts.facts(kind, reading))
  }

  /// Adds a point whose class and reading are given as `FlagCounts.facts(_:_:)` has them.
  package mutating func add(_ outcome: FlagOutcome, facts: UInt8) {
    guard facts < 9 else { return }
    cells[Int(outcome.number) * 9 + Int(facts)] += 1
  }

  /// Adds all that another table counts.
  package mutating func add(_ other: FlagCounts) {
    for place in cells.indices { cells[place] += other.cells[place] }
  }

  /// Class and reading as one small number, for compact storage.
  package static func facts(_ kind: CustomerClass, _ reading: Reading) -> UInt8 {
    UInt8(kind.rawValue * 3 + reading.rawValue)
  }

  /// Points with these properties; all of them where a property is nil.
  package func points(
    _ outcomes: [FlagOutcome], _ kind: CustomerClass? = nil, _ reading: Reading? = nil
  ) -> Int {
    var sum = 0
    for outcome in outcomes {
      for ofKind in CustomerClass.allCases where kind == nil || kind == ofKind {
        for ofReading in Reading.allCases where reading == nil || reading == ofReading {
          sum += cells[Int(outcome.number) * 9 + ofKind.rawValue * 3 + ofReading.rawValue]
        }
      }
    }
    return sum
  }
}

/// Shares that add up: the method of the largest remainder (Hare–Niemeyer).
package enum Apportionment {
  /// Splits `whole` (10,000 for hundredths of a percent) in proportion to the counts; the parts sum to
  /// `whole`, or to 0 where nothing was counted. Of equal remainders the earlier gets the unit.
  /// - Complexity: O(n log n).
  package static func shares(of counts: [Int], whole: Int = 10_000) -> [Int] {
    let total = counts.reduce(Int128(0)) { $0 + Int128($1) }
    guard total > 0 else { return counts.map { _ in 0 } }
    let exact = counts.map { (Int128($0) * Int128(whole)).quotientAndRemainder(dividingBy: total) }
    var shares = exact.map { Int($0.quotient) }
    let missing = whole - shares.reduce(0, +)
    let order = exact.indices.sorted { left, right in
      exact[left].remainder == exact[right].remainder
        ? left < right : exact[left].remainder > exact[right].remainder
    }
    for place in order.prefix(missing) { shares[place] += 1 }
    return shares
  }
}
