import Metering

extension Inspection {
  /// True where this inspection and an `earlier` one of the same point by somebody else cannot both
  /// be right: one confirms what the other finds wrong; a dial went back; or both find the record
  /// wrong and say of the recorded day what differs by more than was used between them.
  ///
  /// A visit on which nothing was read, and one that came to no verdict, contradict nobody but by
  /// the dial itself.
  package func disagrees(with earlier: Inspection) -> Bool {
    guard verdict != .unread, earlier.verdict != .unread else { return false }
    if [verdict, earlier.verdict].sorted(by: { $0.rawValue < $1.rawValue })
      == [.confirmed, .deviates]
    {
      return true
    }
    return registers.contains { later in
      guard let before = earlier.registers.first(where: { $0.register == later.register }) else {
        return false
      }
      return contradicts(later, before, of: earlier)
    }
  }

  private func contradicts(
    _ later: InspectedRegister, _ before: InspectedRegister, of earlier: Inspection
  ) -> Bool {
    guard let now = later.index(chosen: chosenAttempt)?.thousandths,
      let then = before.index(chosen: earlier.chosenAttempt)?.thousandths
    else { return false }
    if now + Inspection.unread < then { return true }
    guard verdict == .deviates, earlier.verdict == .deviates,
      let one = later.diagnosed?.thousandths, let other = before.diagnosed?.thousandths
    else { return false }
    return abs(one - other) > max(0, now - then) + Inspection.unread
  }

  /// Thousandths that two honest readings may be apart: one keyed the red digits, one did not.
  private static let unread: Int64 = 999
}
