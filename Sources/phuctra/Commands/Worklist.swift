import ArgumentParser

/// Lists of flagged meters.
struct Worklist: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worklist",
    abstract: "Danh sách công tơ cần phúc tra / lists of meters to re-inspect.",
    subcommands: [WorklistImport.self, WorklistList.self])
}
