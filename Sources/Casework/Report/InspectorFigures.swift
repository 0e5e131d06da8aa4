package import Metering

/// What one inspector did.
package struct InspectorFigures: Hashable, Sendable {
  /// Points where this person's work counts.
  package private(set) var tally = Tally()
  /// Saves by a person at the dial, withdrawn ones left out; `bursts` looks at their pace.
  package private(set) var saves: [Save] = []
  package private(set) var unattended = 0
  /// Attended saves before which the recorded index was looked at, and those decided otherwise than
  /// the program suggested.
  package private(set) var peeked = 0
  package private(set) var overruled = 0

  /// One save, as little of it as its pace needs.
  package struct Save: Hashable, Sendable {
    package var boot: String
    /// Milliseconds since that boot.
    package var monotonic: Int64
    /// Milliseconds at the reading screen.
    package var dwell: Int64
    package var place: Int
    /// Local, by the clock of the device; nil for a stamp that is no time.
    package var time: LocalMinute?
  }

  package init() {}

  mutating func add(_ point: ReportedPoint) {
    tally.add(point.standing.state)
    for visit in point.visits {
      guard !visit.isUnattended else {
        unattended += 1
        continue
      }
      if visit.isPeeked { peeked += 1 }
      if visit.isOverruled { overruled += 1 }
      saves.append(
        Save(
          boot: visit.boot, monotonic: visit.monotonic, dwell: visit.dwell, place: visit.place,
          time: LocalMinute(visit.time)))
    }
  }

  package var peeks: Share { Share(peeked, of: saves.count) }
  package var overrules: Share { Share(overruled, of: saves.count) }

  /// Milliseconds at the reading screen: half of all saves took no longer (the lower of two middle
  /// ones), and nine of ten; nil without saves.
  /// - Complexity: O(saves · log saves).
  package var dwell: (median: Int64, ninth: Int64)? {
    let sorted = saves.map(\.dwell).sorted()
    guard !sorted.isEmpty else { return nil }
    return (sorted[(sorted.count - 1) / 2], sorted[(sorted.count * 9 + 9) / 10 - 1])
  }
}

/// Saves that follow each other too fast to be true: for somebody to look at, no more.
package struct Burst: Hashable, Sendable {
  /// When it began, local, by the clock of the device; nil for a stamp that is no time.
  package var start: LocalMinute?
  package var saves: Int
  /// From the first save to the last.
  package var milliseconds: Int64

  /// What makes a burst.
  package struct Rule: Hashable, Sendable {
    /// At least so many saves in a row, each at another place than the one before.
    package var saves: Int
    /// Faster on average than one in so many milliseconds.
    package var pace: Int64

    /// Ten in a row faster than one in twelve seconds. House fronts of towns are four to five metres
    /// wide, so that the next box is some ten metres on: seven seconds on foot. To find the meter, read
    /// six digits and key them takes five at the very least. One or two lucky neighbours are
    /// possible, ten in a row are not; a reader who once invented a sixth of a route gave himself
    /// away by his pace alone.
    package static let standard = Rule(saves: 10, pace: 12_000)

    package init(saves: Int, pace: Int64) {
      self.saves = max(saves, 2)
      self.pace = pace
    }
  }
}

extension InspectorFigures {
  /// Runs of saves that break the rule, in the order in which they were made; overlapping ones are one.
  ///
  /// Times are those of the boot's own clock, which nobody sets. Of saves at one place that follow each
  /// other the first counts: boxes of twenty meters are read in no time.
  /// - Complexity: O(saves · log saves).
  package func bursts(_ rule: Burst.Rule = .standard) -> [Burst] {
    var found: [Burst] = []
    for saves in Dictionary(grouping: saves, by: \.boot).values {
      var moves: [Save] = []
      for save in saves.sorted(by: { $0.monotonic < $1.monotonic })
      where save.place != moves.last?.place {
        moves.append(save)
      }
      found += InspectorFigures.bursts(in: moves, rule)
    }
    let earliest = LocalMinute(startOf: Day(number: 0))
    return found.sorted {
      ($0.start ?? earliest, $0.saves, $0.milliseconds)
        < ($1.start ?? earliest, $1.saves, $1.milliseconds)
    }
  }

  private static func bursts(in moves: [Save], _ rule: Burst.Rule) -> [Burst] {
    var found: [Burst] = []
    var open: ClosedRange<Int>?
    func close() {
      guard let run = open else { return }
      let (first, last) = (moves[run.lowerBound], moves[run.upperBound])
      found.append(
        Burst(
          start: first.time, saves: run.count,
          milliseconds: elapsed(first, last)))
    }
    for last in moves.indices.dropFirst(rule.saves - 1) {
      let first = last - rule.saves + 1
      guard elapsed(moves[first], moves[last]) < Int64(rule.saves - 1) * rule.pace else { continue }
      if let run = open, first <= run.upperBound {
        open = run.lowerBound...last
      } else {
        close()
        open = first...last
      }
    }
    close()
    return found
  }

  /// Monotonic readings of two saves may be anything that a body says.
  private static func elapsed(_ first: Save, _ last: Save) -> Int64 {
    Int64(clamping: Int128(last.monotonic) - Int128(first.monotonic))
  }
}
