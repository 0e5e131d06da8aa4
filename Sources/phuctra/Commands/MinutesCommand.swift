import ArgumentParser

/// Minutes of correction, and the slips that are left with customers.
struct MinutesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "minutes",
    abstract: "Biên bản sửa sai, phiếu phúc tra / minutes of correction, re-inspection slips.",
    subcommands: [
      MinutesList.self, MinutesShow.self, MinutesSlip.self, MinutesPrint.self,
      MinutesCheck.self,
    ])
}
