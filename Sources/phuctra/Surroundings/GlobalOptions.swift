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
