/// A meter that the reader passed shortly before or after another one on the same walk.
package struct NearbyMeter: Hashable, Sendable {
  /// Its serial (SERY_CTO).
  package var meter: String
  /// Walk order (STT), where the list gives it.
  package var walkOrder: Int?
  /// How many meters further on the walk: −1 just before, 1 just after.
  package var steps: Int
  /// Its dials, as the meter beside it sees them.
  package var dials: [Neighbour]

  package init(_ point: MeteringPoint, steps: Int) {
    meter = point.identity.meter
    walkOrder = point.walkOrder
    self.steps = steps
    dials = point.asNeighbours(steps: steps)
  }
}

/// Which meters a reader may have taken for one another: the two passed before and the two after, on
/// the walk through one book of one unit in one period, context rows (LY_DO `CANH`) among them.
package enum Neighbourhood {
  /// How many meters are looked at on either side.
  package static let reach = 2

  /// The meters beside a point, given those before and those after it on the walk, nearest first.
  package static func meters(
    before: [MeteringPoint], after: [MeteringPoint]
  ) -> [NearbyMeter] {
    let earlier = before.prefix(reach).enumerated().map {
      NearbyMeter($0.element, steps: -$0.offset - 1)
    }
    let later = after.prefix(reach).enumerated().map {
      NearbyMeter($0.element, steps: $0.offset + 1)
    }
    return earlier.reversed() + later
  }

  /// The meters beside each point of a book or of several, in the order of `points`.
  ///
  /// The walk is that of the lists: by walk order, points without one last, else as they stand.
  /// - Complexity: O(n log n).
  package static func meters(in points: [MeteringPoint]) -> [[NearbyMeter]] {
    var walks: [Walk: [Int]] = [:]
    for (place, point) in points.enumerated() { walks[Walk(point), default: []].append(place) }
    var beside = [[NearbyMeter]](repeating: [], count: points.count)
    for places in walks.values {
      let walk = places.sorted {
        (points[$0].walkOrder ?? .max, $0) < (points[$1].walkOrder ?? .max, $1)
      }
      for (step, place) in walk.enumerated() {
        beside[place] = meters(
          before: walk[max(0, step - reach)..<step].reversed().map { points[$0] },
          after: walk[(step + 1)..<min(walk.count, step + 1 + reach)].map { points[$0] })
      }
    }
    return beside
  }

  /// What a walk goes through.
  private struct Walk: Hashable {
    var unit: String
    var book: String?
    var period: BillingPeriod

    init(_ point: MeteringPoint) {
      unit = point.identity.unit
      book = point.book
      period = point.identity.period
    }
  }
}

extension [NearbyMeter] {
  /// Their dials.
  package var dials: [Neighbour] { flatMap(\.dials) }

  /// The meter whose dial was taken for that of `record` by a finding of swapped meters; nil where the
  /// finding is of another kind or none fits.
  package func mistaken(by finding: Finding, for record: RecordedRegister) -> NearbyMeter? {
    let dial = dials.mistaken(by: finding, for: record)
    return dial.flatMap { dial in first { $0.steps == dial.steps && $0.meter == dial.meter } }
  }
}
