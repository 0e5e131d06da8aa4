import Metering
import Wording

/// Why the readings of a meter could not be held against a record.
///
/// They concern one meter each: the rest of the file is worked all the same, and the command ends
/// with status 65.
struct ReadingProblem: Error, Hashable {
  enum Code: Hashable {
    /// The meter is in no list of this home, or only as a neighbour for comparison.
    case unknownMeter
    /// The serial is listed at these metering points, and the file does not say which is meant.
    case ambiguous(points: [String])
    /// The same register twice; the line of the second row.
    case registerTwice(RegisterKind, line: Int)
    /// The registers were read on several visits; the line of the last one read.
    case apart(first: LocalMinute, last: LocalMinute, line: Int)
    /// None of the registers read is one of the listed ones.
    case otherRegisters(read: [RegisterKind], listed: [RegisterKind])
  }

  var code: Code
  var meter: String
  /// The metering point that the file names.
  var point: String?
  /// The line of the meter's first row.
  var line: Int

  /// In one line, with the place, the value and what to do.
  func text(_ say: Wording) -> String {
    let place = say("inspect.problem.place", String(line), meter)
    switch code {
    case .unknownMeter:
      guard let point else { return say("inspect.problem.unknown", place) }
      return say("inspect.problem.unknown-point", place, point)
    case .ambiguous(let points):
      return say("inspect.problem.ambiguous", place, points.joined(separator: ", "))
    case .registerTwice(let kind, let line):
      return say("inspect.problem.twice", place, kind.rawValue, String(line))
    case .apart(let first, let last, let line):
      return say("inspect.problem.apart", place, "\(first)", "\(last)", String(line))
    case .otherRegisters(let read, let listed):
      return say("inspect.problem.registers", place, names(read), names(listed))
    }
  }

  private func names(_ kinds: [RegisterKind]) -> String {
    kinds.map(\.rawValue).joined(separator: " ")
  }
}
