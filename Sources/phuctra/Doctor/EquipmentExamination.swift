import Casework
import Glibc
import Shell
import Wording

/// What belongs to the handheld: camera, printer, receiver, battery.
struct EquipmentExamination: Examination {
  /// Nil where the journal that holds them cannot be read now.
  let settings: DeviceSettings?
  let battery: Battery
  let gpsDaemon: GPSDaemon
  let clock: SystemClock
  /// Where the shell looks for programs: the value of PATH.
  let path: String

  func checks(_ say: Wording) -> [HealthCheck] {
    let set = settings.map { camera($0, say) + [printer($0, say)] } ?? []
    return set + [position(say), power(say)]
  }

  /// The folder and the command, whichever are set.
  private func camera(_ settings: DeviceSettings, _ say: Wording) -> [HealthCheck] {
    var checks: [HealthCheck] = []
    let advice = say("doctor.camera.set")
    if let folder = settings.camera {
      checks.append(
        access(folder, R_OK | X_OK) == 0
          ? HealthCheck("camera", .good, folder)
          : HealthCheck("camera", .bad, say("doctor.camera.missing", folder), advice: advice))
    }
    if let command = settings.capture {
      checks.append(
        isProgramThere(command)
          ? HealthCheck("capture", .good, command)
          : HealthCheck("capture", .bad, say("doctor.capture.missing", command), advice: advice))
    }
    if checks.isEmpty {
      checks.append(HealthCheck("camera", .warning, say("doctor.camera.none"), advice: advice))
    }
    return checks
  }

  /// Whether the first word of a shell's command is a program; true for what only a shell can tell.
  func isProgramThere(_ command: String) -> Bool {
    let word = String(command.prefix { !" \t".contains($0) })
    guard !word.contains(where: { "'\"$`\\(){}<>|&;*?[]~=#!".contains($0) }) else { return true }
    if word.contains("/") { return access(word, X_OK) == 0 }
    return shellWords.contains(word)
      || path.split(separator: ":").contains { access("\($0)/\(word)", X_OK) == 0 }
  }

  /// What `sh` does itself and a command may well begin with.
  private var shellWords: [String] {
    ["if", "for", "while", "until", "case", "exec", "cd", "umask", "set", "export", "trap", "."]
  }

  private func printer(_ settings: DeviceSettings, _ say: Wording) -> HealthCheck {
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
