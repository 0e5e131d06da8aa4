import ArgumentParser
import Hub
import Shell

struct ImportStick: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Nạp USB của máy hiện trường / take in a stick, and put receipts and lists on it.")

  @OptionGroup var options: HubOptions

  @Argument(help: "The stick's folder, or a folder that was exported.")
  var path: String

  func run() async throws {
    try await options.run { hub, say in
      let lines = try await hub.importStick(path)
      for line in lines {
        print(say("hub.stick.\(line.outcome.rawValue)", line.file, line.detail))
      }
      guard !lines.isEmpty else {
        throw HubFailure(.noInput, say("hub.stick.empty", path))
      }
      if lines.contains(where: { $0.outcome.isRefusal }) {
        throw ExitCode(ExitStatus.badData.rawValue)
      }
    }
  }
}
