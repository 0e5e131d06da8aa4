import Frames
import Wording

/// What the list's head says of the device. The line between head and rows is there anyway, so a
/// warning costs no row, and none pushes another text away.
extension Worklist {
  /// The line below the head, with the warnings in it: all where there is room, on a small screen the
  /// gravest alone.
  func drawRule(_ shared: Shared, row: Int, _ frame: inout Frame) {
    frame.horizontalLine(row: row)
    var warnings = standing(shared.sync, shared.say)
    if let device = shared.device { warnings = self.warnings(device, shared.say) + warnings }
    var column = 1
    for warning in warnings.prefix(shared.isCompact ? 1 : warnings.count) {
      let text = DisplayWidth.truncated(" \(warning.text) ", to: max(0, frame.columns - column - 1))
      guard column == 1 || DisplayWidth.of(text) > 8 else { return }
      column += frame.write(text, row: row, column: column, role: warning.role) + 1
    }
  }

  /// What the hub holds against the device; it stays until the device is enrolled again.
  private func standing(
    _ sync: SyncStatus?, _ say: Wording
  ) -> [(text: String, role: Role)] {
    guard let standing = sync?.standing, standing != .active else { return [] }
    return [("✗ " + say("header.\(standing.rawValue)"), .bad)]
  }

  /// What is wrong with the device, the gravest first.
  private func warnings(
    _ device: DeviceStatus, _ say: Wording
  ) -> [(text: String, role: Role)] {
    var warnings: [(String, Role)] = []
    switch device.problem {
    case .noRoom: warnings.append(("✗ " + say("header.no-room"), .bad))
    case .readOnly: warnings.append(("✗ " + say("header.read-only"), .bad))
    case .fault: warnings.append(("✗ " + say("header.fault"), .bad))
    case nil: break
    }
    if let battery = device.battery, battery.isLow {
      warnings.append(("⚠ " + say("header.battery-low", say.number(battery.percent)), .warning))
    }
    if device.isMirrorMissing { warnings.append(("⚠ " + say("header.no-mirror"), .warning)) }
    if device.problem == nil, let room = device.lowRoom {
      warnings.append(("⚠ " + say("header.low-room", say.number(room)), .warning))
    }
    return warnings
  }

  /// The battery beside who works here; nothing where it is low, for then the line below says so.
  func batteryText(_ battery: DeviceStatus.Battery, _ say: Wording) -> String {
    if battery.isLow { return "" }
    let percent = say.number(battery.percent)
    return say(battery.isCharging ? "header.battery-charging" : "header.battery", percent) + "   "
  }
}
