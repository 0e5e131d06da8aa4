import ArgumentParser
import Shell

/// `phuctra`: re-inspects flagged meters in the field. Without a subcommand the terminal program opens.
@main
struct Phuctra: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phuctra",
    abstract: "Phúc tra chỉ số công tơ / re-inspection of electricity meter readings.",
    subcommands: [
      Open.self, Demo.self, Worklist.self, Inspect.self, FlagCommand.self, Evaluate.self,
      Export.self,
      TariffCommand.self,
      JournalCommand.self, SyncCommand.self, BundleCommand.self, MinutesCommand.self,
      ReviewCommand.self, BookCommand.self, ReportCommand.self, Audit.self, Device.self,
      Doctor.self,
    ],
    defaultSubcommand: Open.self)

  /// Global options may stand before the command as well as behind it.
  static func main() {
    StandardFiles.fill()
    RawWords.refuseUnreadable("phuctra")
    main(GlobalOptions.behindCommand(Array(CommandLine.arguments.dropFirst())))
  }
}
