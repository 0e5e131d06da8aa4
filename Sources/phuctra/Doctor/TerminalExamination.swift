import Glibc
import Wording

/// The terminal and the locale: whether Vietnamese can be shown and typed here.
struct TerminalExamination: Examination {
  let environment: [String: String]
  /// Columns and rows; nil where standard output is no terminal.
  let size: (columns: Int, rows: Int)?

  init(environment: [String: String], size: (columns: Int, rows: Int)?) {
    self.environment = environment
    self.size = size
  }

  /// The size of the terminal on standard output.
  static func ownSize() -> (columns: Int, rows: Int)? {
    var facts = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &facts) == 0, facts.ws_col > 0 else { return nil }
    return (Int(facts.ws_col), Int(facts.ws_row))
  }

  func checks(_ say: Wording) -> [HealthCheck] {
    [terminal(say), locale(say)]
  }

  private func terminal(_ say: Wording) -> HealthCheck {
    let name = environment["TERM"] ?? ""
    guard !name.isEmpty, name != "dumb" else {
      return HealthCheck(
        "terminal", .bad, say("doctor.terminal.none"), advice: say("doctor.terminal.set"))
    }
    guard let size else { return HealthCheck("terminal", .good, name) }
    let text = "\(name), \(size.columns)×\(size.rows)"
    guard size.columns >= 40, size.rows >= 15 else {
      return HealthCheck("terminal", .bad, text, advice: say("doctor.terminal.small"))
    }
    return HealthCheck("terminal", .good, text)
  }

  private func locale(_ say: Wording) -> HealthCheck {
    let found = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let name = found ?? "C"
    let upper = name.uppercased()
    if upper.hasSuffix("UTF-8") || upper.hasSuffix("UTF8") {
      return HealthCheck("locale", .good, name)
    }
    return HealthCheck(
      "locale", .warning, say("doctor.locale.not-utf8", name), advice: say("doctor.locale.set"))
  }
}
