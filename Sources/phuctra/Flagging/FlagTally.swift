import Metering

/// What a flagged month comes to: every total is summed from one table, so that its parts add up.
struct FlagTally {
  let ratio: FlagRatio
  var counts = FlagCounts()
  var rows = 0
  var rejectedRows = 0
  /// Points that stand in more than one place of the file.
  var scatteredPoints = 0
  /// Worklists written, and the points beside flagged ones on them.
  var lists = 0
  var context = 0

  init(ratio: FlagRatio) {
    self.ratio = ratio
  }

  /// Adds what another worker counted.
  mutating func add(_ other: FlagTally) {
    counts.add(other.counts)
    lists += other.lists
    context += other.context
  }

  var outcomes: [FlagOutcome] { FlagOutcome.all(ratio) }
  var flaggedOutcomes: [FlagOutcome] { outcomes.filter { $0.reason != nil } }
  var points: Int { counts.points(outcomes) }
  var flagged: Int { counts.points(flaggedOutcomes) }
}
