import ArgumentParser

@main struct PhuctraHub: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "phuctra-hub")
}
