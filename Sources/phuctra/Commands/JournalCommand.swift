import ArgumentParser

/// The journal of this device.
struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "Nhật ký của máy này / the journal of this device.",
    subcommands: [
      JournalList.self, JournalVerify.self, JournalExport.self,
      JournalSalvage.self,
    ])
}
