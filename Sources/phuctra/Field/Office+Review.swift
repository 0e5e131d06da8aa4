import Casework
import Journal
import Screens

extension Office {
  func openCase(_ id: Int64) throws -> Answer {
    guard let file = try journal.caseFile(id: id) else {
      return .failed(surroundings.say("error.point-gone"))
    }
    return .caseOpened(file)
  }

  /// Takes decisions; what comes back says so only because the commit has returned.
  func decide(_ requests: [DecisionRequest], next: Int64?) throws -> Answer {
    try journal.decide(requests)
    var changed: [ReviewCase] = []
    var gone: [Int64] = []
    for request in requests {
      if let one = try journal.reviewCase(id: request.point) {
        changed.append(one)
      } else {
        gone.append(request.point)
      }
    }
    return .decided(
      DecisionOutcome(
        changed: changed, gone: gone, count: requests.count,
        isBatch: requests.contains { $0.batch != nil },
        next: try next.flatMap { try journal.caseFile(id: $0) }))
  }
}
