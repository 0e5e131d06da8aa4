import ArgumentParser
import Foundation

/// The options that go with every command.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: "The home: where the journal lies (else PHUCTRA_HOME, else ~/.local/share/phuctra).")
  var home: String?

  @Option(help: "vi or en (else from the locale, else vi).")
  var lang: String?

  func validate() throws {
    if let lang, !["vi", "en"].contains(lang) {
      throw ValidationError("--lang: vi | en, not \(lang)")
    }
  }

  /// The same arguments with the global options that stand before or between the words of a command
  /// moved behind the command's own, where the parser looks for them.
  static func behindCommand(_ arguments: [String]) -> [String] {
    var words: [String] = []
    var leading: [String] = []
    var rest = arguments[...]
    while let first = rest.first {
      let name = first.split(separator: "=").first
      if name == "--home" || name == "--lang" {
        leading.append(rest.removeFirst())
        if !first.contains("="), let value = rest.popFirst() { leading.append(value) }
      } else if first.hasPrefix("-") {
        break
      } else {
        words.append(rest.removeFirst())
      }
    }
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return words + rest[..<end] + leading + rest[end...]
  }

  /// Runs a command's work and turns whatever it throws into words on stderr and an exit status.
  func run(_ body: (Surroundings) throws -> Void) throws {
    var surroundings: Surroundings?
    do {
      let made = try Surroundings(
        home: home, language: lang, environment: ProcessInfo.processInfo.environment)
      surroundings = made
      try body(made)
    } catch let code as ExitCode {
      throw code
    } catch {
      let say = surroundings?.say ?? .init(language: .vietnamese, catalogue: .empty)
      let failure = CommandFailure(error, say)
      FileHandle.standardError.write(Data("phuctra: \(failure.message)\n".utf8))
      throw ExitCode(failure.status.rawValue)
    }
  }
}
