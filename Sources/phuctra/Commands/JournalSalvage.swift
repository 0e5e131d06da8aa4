import ArgumentParser
import Evidence
import Foundation
import Journal
import Wording

/// Saves what is still whole out of a damaged home.
struct JournalSalvage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "salvage",
    abstract: "Cứu các mục còn nguyên / save what is still whole of a damaged home.",
    discussion: """
      Copies every entry that still verifies, by itself, into bundles as `journal export` writes \
      them, with the public key and the blobs that are whole, and says what is missing. Rows, the \
      database's bytes whatever their structure, its log, and the mirror are all looked through. \
      The damaged home is only read. Exit status 1 where anything is missing.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The folder to write to; it is made where it is missing.")
  var folder: String

  @Option(help: "The folder of the second copy (else the one that was set).")
  var mirror: String?

  @Option(help: "The device's public key as exported (.pub), where the home has lost its key.")
  var key: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try global.run { surroundings in
      let say = surroundings.say
      let progress = Progress(say("command-line.salvaging", surroundings.home))
      defer { progress.end() }
      let salvage = try Salvage(
        home: Home(path: surroundings.home), mirror: mirror, publicKey: try publicKey(say))
      let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
      let report = try salvage.run(into: path)
      progress.end()
      var output = LineOutput()
      for line in json ? [JournalSalvage.object(report)] : JournalSalvage.lines(report, say) {
        try output.line(line)
      }
      try output.flush()
      guard report.isComplete else { throw ExitCode(CommandFailure.Status.foundWrong.rawValue) }
    }
  }

  private func publicKey(_ say: Wording) throws -> PublicKey? {
    guard let key else { return nil }
    try ReadableFile.check(key, say)
    let text = FileManager.default.contents(atPath: key).map { String(decoding: $0, as: UTF8.self) }
    let hex = (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    guard let publicKey = PublicKey(hex: hex) else {
      throw CommandFailure(.badData, say("journal-salvage.no-key", key))
    }
    return publicKey
  }

  private static func object(_ report: SalvageReport) -> String {
    var object = JSONObject()
    object.add("complete", report.isComplete)
    object.add("device", report.device.hex)
    object.add("entries", report.entries)
    object.add("endKnown", report.isEndKnown)
    object.add("missing", report.missing.map(\.description))
    object.add(
      "unsound",
      report.unsound.map { unsound in
        var object = JSONObject()
        if let sequence = unsound.sequence { object.add("seq", sequence) }
        object.add("place", unsound.place)
        object.add("reason", unsound.reason)
        return object
      })
    object.add("unlinked", report.unlinked.map(String.init))
    object.add("blobs", report.blobs)
    object.add(
      "blobsMissing",
      report.blobsMissing.map { blob in
        var object = JSONObject()
        object.add("sha256", blob.hash)
        object.add("seq", blob.sequence)
        return object
      })
    object.add("blobsChanged", report.blobsChanged)
    object.add("files", report.files)
    return object.text
  }

  private static func lines(_ report: SalvageReport, _ say: Wording) -> [String] {
    var lines = [
      say(
        "journal-salvage.saved", say.number(report.entries), say.number(report.blobs),
        report.device.hex)
    ]
    lines += report.files.map { "  \($0)" }
    lines += report.missing.map { say("journal-salvage.missing", $0.description) }
    if !report.isEndKnown { lines.append(say("journal-salvage.end-unknown")) }
    lines += report.unsound.map {
      say("journal-salvage.unsound", $0.sequence.map(String.init) ?? "?", $0.place, $0.reason)
    }
    lines += report.unlinked.map { say("journal-salvage.unlinked", String($0)) }
    lines += report.blobsMissing.map {
      say("journal-salvage.blob-missing", $0.hash, String($0.sequence))
    }
    lines += report.blobsChanged.map { say("journal-salvage.blob-changed", $0) }
    lines.append(say(report.isComplete ? "journal-salvage.complete" : "journal-salvage.incomplete"))
    return lines
  }
}
