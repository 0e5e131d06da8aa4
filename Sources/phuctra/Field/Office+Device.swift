import Casework
import Journal
import Screens

extension Office {
  /// How the device is, as far as it concerns the work.
  /// - Throws: `JournalError` where the settings cannot be read.
  func deviceStatus() throws -> DeviceStatus {
    var status = DeviceStatus()
    if let fault = journal.fault {
      status.problem = .fault(CommandFailure(fault, surroundings.say).firstLine)
      return status
    }
    let reserve = try journal.configuration()?.settings.reservedBytes
    let kept = reserve ?? DeviceSettings().reservedBytes
    if let free = journal.home.freeBytes, free < kept {
      status.problem = .noRoom(free: Int(free >> 20), reserve: Int(kept >> 20))
    }
    return status
  }
}
