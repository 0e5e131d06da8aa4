import Casework
import Journal
import Screens
import Synchronization

/// The work at a glance, counted in pieces short enough that a save or a page between them does not wait.
final class ReportCounting: Sendable {
  private let office: Office
  private let state = Mutex<(walk: ReportWalk, report: Report)?>(nil)

  /// Points counted in one piece: where every one of them was corrected, some 40 ms.
  private static let points = 250

  init(_ office: Office) {
    self.office = office
  }

  /// Counts the next points.
  /// - Returns: the report once all are counted, or what went wrong; nil while more are left.
  func piece() -> Answer? {
    state.withLock { state in
      do {
        // Reading the lists is a piece of its own.
        guard var (walk, report) = state else {
          state = (try office.journal.reportWalk(), Report())
          return nil
        }
        state = nil
        let count = try walk.next(Self.points, in: office.journal) { report.add($0) }
        guard count == Self.points else { return .report(report) }
        state = (walk, report)
        return nil
      } catch {
        return .failed(CommandFailure(error, office.surroundings.say).firstLine)
      }
    }
  }
}
