import ArgumentParser
import Journal

/// Writes what waits for the hub to a stick.
struct BundleWrite: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write",
    abstract: "Chép phần chưa gửi ra thẻ / write what is not sent yet to a stick.",
    discussion: """
      Writes DIR/phuctra/<device>-<epoch>-<first>-<last>.phuctra, the very bytes that sync would \
      send, <device>.pub, <device>.certificate, and the photos under blobs. Each file is in place \
      whole or not at all and is read back. The files are printed, one a line.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Where the stick is mounted.")
  var folder: String

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let progress = Progress(surroundings.say("command-line.exporting", folder))
      defer { progress.end() }
      let written = try journal.write(to: Stick(at: folder))
      progress.end()
      var output = LineOutput()
      for path in written { try output.line(path) }
      try output.flush()
    }
  }
}
