import Casework
import Glibc
import Wording

/// What belongs to the handheld: camera, printer, receiver, battery.
struct EquipmentExamination: Examination {
  let settings: DeviceSettings
  let battery: Battery
  let gpsDaemon: GPSDaemon
  let clock: Clock

  func checks(_ say: Wording) -> [HealthCheck] {
    [camera(say), printer(say), position(say), power(say)]
  }

  private func camera(_ say: Wording) -> HealthCheck {
    if let folder = settings.camera {
      return access(folder, R_OK | X_OK) == 0
        ? HealthCheck("camera", .good, folder)
        : HealthCheck(
          "camera", .bad, say("doctor.camera.missing", folder), advice: say("doctor.camera.set"))
    }
    if let command = settings.capture { return HealthCheck("camera", .good, command) }
    return HealthCheck(
      "camera", .warning, say("doctor.camera.none"), advice: say("doctor.camera.set"))
  }

  private func printer(_ say: Wording) -> HealthCheck {
    guard let path = settings.printer else {
      return HealthCheck("printer", .good, say("doctor.printer.none"))
    }
    guard access(path, W_OK) == 0 else {
      let reason = strerror(errno).map { String(cString: $0) } ?? ""
      return HealthCheck(
        "printer", .warning, "\(path): \(reason)", advice: say("doctor.printer.set"))
    }
    return HealthCheck("printer", .good, path)
  }

  private func position(_ say: Wording) -> HealthCheck {
    guard let fix = gpsDaemon.fix(clock: clock) else {
      return HealthCheck(
        "position", .warning, say("doctor.position.none", String(gpsDaemon.port)),
        advice: say("doctor.position.set"))
    }
    let place = [fix.latitude, fix.longitude].map { degrees in
      let sign = degrees < 0 ? "-" : ""
      let fraction = String(degrees.magnitude % 10_000_000)
      let zeros = String(repeating: "0", count: 7 - fraction.count)
      return "\(sign)\(degrees.magnitude / 10_000_000).\(zeros)\(fraction)"
    }
    let error = fix.error.map { " ±\($0) m" } ?? ""
    return HealthCheck("position", .good, place.joined(separator: " ") + error)
  }

  private func power(_ say: Wording) -> HealthCheck {
    guard let status = battery.status() else {
      return HealthCheck("battery", .good, say("doctor.battery.none"))
    }
    let percent = say.number(status.percent)
    let text = say(status.isCharging ? "header.battery-charging" : "header.battery", percent)
    let state: HealthCheck.State = status.isEmpty ? .bad : status.isLow ? .warning : .good
    return HealthCheck("battery", state, text, advice: say("doctor.battery.charge"))
  }
}
