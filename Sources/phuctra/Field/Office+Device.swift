import Journal
import Screens

extension Office {
  /// How the device is, as far as it concerns the work. After a fault of the storage the journal is
  /// opened again first, so that work goes on by itself once the cause is gone.
  func deviceStatus() -> DeviceStatus {
    if journal.fault != nil || journal.isReadOnly { _ = try? journal.reopen() }
    let mebibyte = Int64(1) << 20
    let room = journal.room
    var status = DeviceStatus(battery: battery.status())
    status.lowRoom = room.flatMap { $0.isLow ? Int($0.free / mebibyte) : nil }
    switch journal.mirrorState {
    case .none, .ok: break
    case .missing, .ahead, .diverged: status.isMirrorMissing = true
    }
    guard let problem = journal.recordingProblem else { return status }
    switch problem.code {
    case .noRoom:
      status.problem = .noRoom(
        free: Int((room?.free ?? 0) / mebibyte), reserve: Int((room?.reserve ?? 0) / mebibyte))
    case .readOnly: status.problem = .readOnly
    default:
      status.problem = .fault(CommandFailure(problem, surroundings.say).firstLine)
    }
    return status
  }
}
