import Casework
import Formats
import Journal
import Metering
import Shell

/// Inspects every meter of a file of readings, commit by commit.
struct BulkInspection {
  /// What is to be done with the verdicts.
  struct Options {
    /// Only diff; nothing is written.
    var isDryRun = false
    /// Write minutes of correction for wrong records.
    var writesCorrections = false
    /// Inspect points again that have been inspected before.
    var again = false
    /// Prices for the estimate that minutes hold.
    var tariffs = TariffBook.empty
  }

  /// What happened to a meter of the file.
  enum Event {
    /// Durable now (or only diffed); the number of the minutes, where some were written.
    case inspected(UnattendedInspection, minutes: String?)
    /// Inspected before, and left alone.
    case skipped(WorklistRow)
    case problem(ReadingProblem)
    /// The meter is inspected, and this part of what the file says of it is not kept.
    case unused(UnusedReading)
    /// All that was reported up to here is durable: time to show it.
    case committed
  }

  /// A commit holds at most so many points, or as many as came together in so many milliseconds:
  /// whoever waits for a line waits no longer, and a power cut loses no more.
  static let pointsInCommit = 100
  static let millisecondsInCommit: Int64 = 200

  let journal: Journal
  let clock: SystemClock
  let options: Options

  private var waiting: [UnattendedInspection] = []
  private var waitingSince: Int64 = 0

  init(_ journal: Journal, clock: SystemClock, options: Options) {
    self.journal = journal
    self.clock = clock
    self.options = options
  }

  /// Works through the meters in the file's order; `report` hears of each once it is durable.
  /// - Throws: `JournalError`; what was reported before is kept.
  /// - Complexity: O(meters); a commit's inspections are held at a time.
  mutating func run(_ groups: ReadingGroups, report: (Event) throws -> Void) throws {
    let search = PointSearch(journal: journal)
    // The same point must not be inspected twice by one file.
    var seen: Set<Int64> = []
    for number in 0..<groups.count {
      for readings in groups.meter(number) {
        do {
          let dossier = try search.point(of: readings)
          if !options.again, !options.isDryRun, dossier.row.isInspected {
            try report(.skipped(dossier.row))
          } else if seen.insert(dossier.row.id).inserted {
            let inspection = try UnattendedInspection(of: dossier, by: readings)
            for part in inspection.unused { try report(.unused(part)) }
            try take(inspection, report)
          } else {
            throw ReadingProblem(
              code: .registerTwice(readings.rows[0].kind, line: readings.rows[0].line),
              meter: readings.meter, point: readings.point, line: readings.rows[0].line)
          }
        } catch let problem as ReadingProblem {
          try report(.problem(problem))
        }
      }
    }
    try commit(report)
  }

  private mutating func take(
    _ inspection: UnattendedInspection, _ report: (Event) throws -> Void
  ) throws {
    guard !options.isDryRun else { return try report(.inspected(inspection, minutes: nil)) }
    if waiting.isEmpty { waitingSince = clock.monotonic() }
    waiting.append(inspection)
    let isFull = waiting.count >= BulkInspection.pointsInCommit
    if isFull || clock.monotonic() - waitingSince >= BulkInspection.millisecondsInCommit {
      try commit(report)
    }
  }

  private mutating func commit(_ report: (Event) throws -> Void) throws {
    guard !waiting.isEmpty else { return }
    var records: [Record] = []
    for inspection in waiting {
      records.append(.inspection(inspection.inspection))
      if options.writesCorrections, let correction = inspection.correction(options.tariffs) {
        records.append(.correction(correction))
      }
    }
    let appended = try journal.append(records)
    var minutes: [PointIdentity: String] = [:]
    for entry in appended {
      if case .correction(let correction) = entry.body.record {
        minutes[correction.point.identity] = correction.number
      }
    }
    let committed = waiting
    waiting.removeAll(keepingCapacity: true)
    for inspection in committed {
      try report(
        .inspected(inspection, minutes: minutes[inspection.dossier.point.identity]))
    }
    try report(.committed)
  }
}

extension WorklistRow {
  /// True where an index was read before that still counts: a visit without a reading does not, nor what
  /// a supervisor sent back to be read again.
  var isInspected: Bool { ![.unvisited, .unread, .returned].contains(state) }
}
