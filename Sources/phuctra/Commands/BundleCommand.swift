import ArgumentParser

/// What goes and comes on a stick where there is no network.
struct BundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "Chép qua thẻ nhớ khi không có mạng / carry entries on a stick.",
    subcommands: [BundleWrite.self, BundleRead.self])
}
