/// How the handheld itself is: what an inspector must know before it costs him a reading.
package struct DeviceStatus: Hashable, Sendable {
  /// nil where the device has no battery, or does not say.
  package var battery: Battery?
  /// MiB free where the home lies, once that is little; nil while there is plenty.
  package var lowRoom: Int?
  /// The second copy is set up and cannot be written: its storage is gone, full or locked.
  package var isMirrorMissing: Bool
  /// Why nothing can be recorded; nil where everything can.
  package var problem: RecordingProblem?

  package init(
    battery: Battery? = nil, lowRoom: Int? = nil, isMirrorMissing: Bool = false,
    problem: RecordingProblem? = nil
  ) {
    self.battery = battery
    self.lowRoom = lowRoom
    self.isMirrorMissing = isMirrorMissing
    self.problem = problem
  }

  package struct Battery: Hashable, Sendable {
    /// Percent of a full charge.
    package var percent: Int
    package var isCharging: Bool

    package init(percent: Int, isCharging: Bool) {
      self.percent = percent
      self.isCharging = isCharging
    }

    /// Percent from which on the inspector is warned, and at which the program closes in order.
    package static let warningPercent = 15
    package static let closingPercent = 5

    package var isLow: Bool { !isCharging && percent <= Battery.warningPercent }
    package var isEmpty: Bool { !isCharging && percent <= Battery.closingPercent }
  }

  /// What keeps readings from being recorded, while everything else goes on.
  package enum RecordingProblem: Hashable, Sendable {
    /// Less room than is kept in reserve, both in MiB.
    case noRoom(free: Int, reserve: Int)
    /// The file system of the home cannot be written to.
    case readOnly
    /// The journal is at fault; the text says how.
    case fault(String)
  }
}
