package import Casework
package import Metering
package import Wording

extension Wording {
  /// Remote value, record and dial of a register side by side, with their days.
  package func sideBySide(_ three: ThreeReadings, dial: Dial?) -> String {
    self(
      "three-readings", "\(index(three.remote, dial: dial)) (\(shortMoment(three.remoteAt)))",
      index(three.recorded, dial: dial),
      "\(index(three.dial, dial: dial)) (\(shortMoment(three.dialAt)))")
  }
}
