import ArgumentParser
import Casework
import Foundation
import Journal

/// A recording session as a process of its own, to be killed, starved and lied to from outside.
///
/// It goes on where the home's journal ends and says `ack SEQUENCE HASH` for each entry, in one
/// write, only after its commit returned. An error ends it with the error's exit status; its last
/// line is `end` where it got to its end.
struct SessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "One recording session.", shouldDisplay: false)

  @Argument(help: "The home.")
  var home: String

  @Option(help: "The worklist's file.")
  var list: String

  @Option(help: "Points of the worklist.")
  var points: Int

  @Option(help: "Folder for photos before they are taken in.")
  var photos: String

  @Option(help: "The clock: steady, year-ahead, year-behind, falling.")
  var clock = SessionClock.steady

  @Option(help: "Folder of the second copy.")
  var mirror: String?

  @Flag(help: "Keep no room free: the disk is small on purpose.")
  var unreserved = false

  @Flag(help: "Commit without syncs (the control).")
  var unsynced = false

  @Flag(help: "Wait for the end of the standard input before closing the home.")
  var lingering = false

  @Option(help: "Entries after which to stop.")
  var until: Int64 = .max

  func run() throws {
    do {
      try record()
    } catch let error as JournalError {
      Output.write("\(error.code.rawValue): \(error.message)\n", to: 2)
      throw ExitCode(error.code.exitStatus)
    }
  }

  private var settings: DeviceSettings {
    var settings = DeviceSettings()
    settings.mirror = mirror
    if unreserved { settings.reserve = 0 }
    return settings
  }

  private func record() throws {
    let script = SessionScript(points: points)
    // The clock goes on with the entries; how many there are is known once the home is open.
    let looks = ClockLooks()
    var context = clock.context(looks)
    context.durability = unsynced ? .normal : .full
    let journal = try Journal.open(
      Home(path: home), context: context, source: SessionListSource())
    if let fault = journal.fault { throw fault }
    looks.set(journal.head.sequence)
    guard let position = script.position(after: journal.head.sequence) else {
      throw FaultError("the journal ends inside a commit, at \(journal.head.sequence)")
    }
    let recorder = SessionRecorder(
      journal: journal, list: list, photos: photos, settings: settings)
    for step in script.steps[position...] where journal.head.sequence < until {
      let appended = try recorder.record(step)
      let lines = appended.map { "ack \($0.entry.sequence) \($0.entry.hash.hex)\n" }
      Output.write(lines.joined(), to: 1)
    }
    if lingering {
      Output.write("waiting\n", to: 1)
      _ = FileHandle.standardInput.readDataToEndOfFile()
    }
    try journal.close()
    Output.write("end\n", to: 1)
  }
}
