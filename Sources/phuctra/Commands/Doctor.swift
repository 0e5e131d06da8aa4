import ArgumentParser
import Casework
import Glibc
import Journal
import Wording

/// Looks the device over: what is wrong, and what to do.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Khám máy: chỗ nào hỏng, phải làm gì / what is wrong with the device, what to do.",
    discussion: """
      One line for each thing looked at: good, warning or bad, and what to do. The exit status is 1 \
      where something is bad. Nothing is changed.
      """)

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Check every entry of the journal, not its end alone.")
  var verify = false

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try global.run { surroundings in
      let say = surroundings.say
      let checks = examine(surroundings)
      var output = LineOutput()
      if json {
        try output.line(Doctor.object(checks))
      } else {
        for check in checks {
          for line in Doctor.lines(check, say) { try output.line(line) }
        }
      }
      try output.flush()
      guard !checks.contains(where: { $0.state == .bad }) else {
        throw ExitCode(CommandFailure.Status.foundWrong.rawValue)
      }
    }
  }

  private func examine(_ surroundings: Surroundings) -> [HealthCheck] {
    let say = surroundings.say
    var checks = TerminalExamination(
      environment: surroundings.environment, size: TerminalExamination.ownSize()
    ).checks(say)
    checks.append(HealthCheck("assets", .good, surroundings.assets))
    checks += StorageExamination(home: surroundings.home).checks(say)
    // Nil while they are not known: what is set cannot be called missing then.
    var settings: DeviceSettings? = DeviceSettings()
    // A home that is not there is not made: looking changes nothing.
    if access(Home(path: surroundings.home).database, F_OK) == 0 {
      do {
        settings = nil
        let journal = try surroundings.openJournal(isExamined: true)
        settings = journal.settings
        let progress = Progress(say("command-line.verifying"))
        defer { progress.end() }
        checks += JournalExamination(
          journal: journal, clock: surroundings.clock, isThorough: verify
        ).checks(say)
      } catch {
        checks.append(Doctor.unopened(error, say))
      }
    } else {
      checks.append(
        HealthCheck(
          "journal", .warning, say("doctor.journal.none", surroundings.home),
          advice: say("doctor.journal.import")))
    }
    return checks
      + EquipmentExamination(
        settings: settings, battery: surroundings.battery, gpsDaemon: surroundings.gpsDaemon,
        clock: surroundings.clock,
        path: surroundings.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
      ).checks(say)
  }

  /// A journal that the terminal program holds is in good hands; any other fault says itself what is
  /// to be done, and only a damaged journal is salvaged.
  private static func unopened(_ error: any Error, _ say: Wording) -> HealthCheck {
    let failure = CommandFailure(error, say)
    let lines = failure.message.split(separator: "\n").map(String.init)
    let words = lines.first ?? failure.message
    switch (error as? JournalError)?.code {
    case .homeInUse:
      return HealthCheck("journal", .warning, words, advice: say("doctor.journal.held"))
    case .damaged, .journalMissing, .inputOutput:
      return HealthCheck("journal", .bad, words, advice: say("doctor.journal.salvage"))
    default:
      return HealthCheck(
        "journal", .bad, words, advice: lines.dropFirst().joined(separator: " "))
    }
  }

  private static func lines(_ check: HealthCheck, _ say: Wording) -> [String] {
    let sign =
      switch check.state {
      case .good: "✓"
      case .warning: "⚠"
      case .bad: "✗"
      }
    let columns = TextColumns(1, 15, 0)
    let line = columns.line([sign, say("doctor.\(check.subject).name"), check.found])
    guard let advice = check.advice else { return [line] }
    return [line, columns.line(["", "", "→ \(advice)"])]
  }

  private static func object(_ checks: [HealthCheck]) -> String {
    var object = JSONObject()
    let worst = checks.map(\.state).max() ?? .good
    object.add("state", worst.rawValue)
    object.add(
      "checks",
      checks.map { check in
        var part = JSONObject()
        part.add("check", check.subject)
        part.add("state", check.state.rawValue)
        part.add("found", check.found)
        part.add("advice", check.advice)
        return part
      })
    return object.text
  }
}
