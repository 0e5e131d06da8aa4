/// What a session records, commit by commit: the same for the same number of points, so that a
/// session that was killed can be resumed where its journal ends.
struct SessionScript {
  /// One commit.
  enum Step: Hashable {
    case configuration
    case list
    /// Keyed while nothing is committed: a write without a sync before the next commit's.
    case inspection(Int, drafted: Bool, photographed: Bool)
    case correction(Int)
    case inspectionWithCorrection(Int)
    case withdrawal(Int)
    case attachment(Int)

    /// The entries that its commit holds.
    var entries: Int64 {
      if case .inspectionWithCorrection = self { return 2 }
      return 1
    }
  }

  let steps: [Step]

  /// A day of so many inspections; a tenth of them with minutes, three taken back, some with photos.
  init(points: Int) {
    var steps: [Step] = [.configuration, .list]
    let taken = Set([points / 4, points / 2, points * 3 / 4])
    for point in 0..<points {
      if point % 20 == 13 {
        steps.append(.inspectionWithCorrection(point))
      } else {
        steps.append(
          .inspection(point, drafted: point % 3 == 0, photographed: point % 9 == 4))
      }
      if point % 20 == 3 {
        steps.append(.correction(point))
        steps.append(.attachment(point))
      }
      if taken.contains(point) { steps.append(.withdrawal(point)) }
    }
    self.steps = steps
  }

  /// Where to go on after so many entries; nil where they end inside a commit.
  func position(after entries: Int64) -> Int? {
    var sum: Int64 = 0
    for (position, step) in steps.enumerated() {
      if sum == entries { return position }
      if sum > entries { return nil }
      sum += step.entries
    }
    return sum == entries ? steps.count : nil
  }

  /// The entries of all steps.
  var entries: Int64 { steps.reduce(0) { $0 + $1.entries } }
}
