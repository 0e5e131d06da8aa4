import ArgumentParser
import Journal

/// Writes the journal as bundles that python or openssl alone can check.
struct JournalExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Xuất nhật ký thành các gói / write the journal as bundles.",
    discussion: """
      Writes DIR/<device>-<epoch>-<first>-<last>.phuctra (500 entries and 1 MiB at most each) and \
      DIR/<device>.pub, the raw public key in hex. The files written are printed, one a line.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The folder to write to; it is made where it is missing.")
  var folder: String

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal(mayMake: false)
      let progress = Progress(surroundings.say("command-line.exporting", folder))
      defer { progress.end() }
      let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
      let written = try journal.export(to: path)
      progress.end()
      var output = LineOutput()
      for path in written { try output.line(path) }
      try output.flush()
    }
  }
}
