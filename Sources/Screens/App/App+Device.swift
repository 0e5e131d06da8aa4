import Casework
import Frames

extension App {
  /// Adds a look at the device where it matters: before a meter is opened, so that no one keys what
  /// cannot be kept, and after each save. Never on a key that does neither, never while idle.
  func lookingAtDevice(_ effects: [Effect]) -> [Effect] {
    guard effects.contains(where: { $0.opensMeter || $0.saves }) else { return effects }
    var all: [Effect] = []
    for effect in effects {
      if effect.opensMeter { all.append(.checkDevice) }
      all.append(effect)
      if effect.saves { all.append(.checkDevice) }
    }
    return all
  }

  /// A meter is opened: what the camera leaves from now on is of it. Coming back to it from one of
  /// its own screens opens nothing anew.
  mutating func noteOpening(of row: Int64) {
    shared.leftRow = row
    guard shared.opening?.row != row || stack.count == 1 else { return }
    shared.opening = Shared.Opening(row: row, since: shared.lastMoment.monotonic)
  }

  /// Takes in how the device stands with its hub. What came in may change the list that is in view.
  mutating func note(_ status: SyncStatus?) -> [Effect] {
    let before = shared.sync
    shared.sync = status
    guard let status else { return [] }
    shared.counters.unsent = status.waitingEntries
    guard let before, before.arrivals != status.arrivals, stack.count == 1 else { return [] }
    return send(.appeared(shared.lastMoment), to: 0)
  }

  /// Takes in how the device is: a low battery is said once; an empty one ends the program in order,
  /// but only where it ran empty under way, so that whoever starts again on the last percent can
  /// still look something up.
  mutating func note(_ status: DeviceStatus) -> [Effect] {
    let before = shared.device
    shared.device = status
    guard let battery = status.battery else { return [] }
    if !battery.isLow { shared.hasWarnedOfBattery = false }
    let percent = shared.say.number(battery.percent)
    if battery.isEmpty, let known = before?.battery, !known.isEmpty {
      return [.leave(shared.say("battery.closed", percent))]
    }
    if battery.isLow, !shared.hasWarnedOfBattery {
      shared.hasWarnedOfBattery = true
      let key = shared.isCompact ? "battery.low.short" : "battery.low"
      shared.notice = Notice(shared.say(key, percent), .alert)
    }
    return []
  }
}

extension Effect {
  /// A meter's screen follows.
  fileprivate var opensMeter: Bool {
    switch self {
    case .openPoint, .openNext: true
    default: false
    }
  }

  fileprivate var saves: Bool {
    switch self {
    case .saveInspection, .saveCorrection, .saveSigning, .attachPhoto, .withdraw, .decide: true
    default: false
    }
  }
}
