import ArgumentParser
import Journal
import Wording

/// Removes everything of this device's home.
struct DeviceWipe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wipe",
    abstract: "Xoá hết dữ liệu của máy này / remove this device's home, all of it.",
    discussion: """
      Works only where a hub's receipt covers every entry and the hub has confirmed every photo (else \
      exit status 77, and how many of each it may lack). The key is overwritten first. Without an \
      override nothing is asked: receipt and confirmation are the proof that the hub has it all.
      """)

  @OptionGroup var global: GlobalOptions

  @Option(
    name: .customLong("even-without-receipt"),
    help: ArgumentHelp(
      "Give up what no receipt covers: the device's id, typed in full.", valueName: "device-id"))
  var device: String?

  @Flag(help: "Remove the second copy as well.")
  var withMirror = false

  func run() throws {
    try global.run { surroundings in
      let say = surroundings.say
      let home = Home(path: surroundings.home)
      guard home.exists else {
        throw CommandFailure(.noInput, say("device-wipe.no-home", home.path))
      }
      let report = try wipe(home, surroundings)
      var output = LineOutput()
      if let uncovered = report.uncovered, uncovered > 0 {
        try output.line(say("device-wipe.lost", say.number(uncovered)))
      }
      if let photos = report.unconfirmedPhotos, photos > 0 {
        try output.line(say("device-wipe.lost-photos", say.number(photos)))
      }
      try output.line(say("device-wipe.done", home.path))
      if report.mirrorRemoved { try output.line(say("device-wipe.mirror")) }
      if !report.strangers.isEmpty {
        try output.line(say("device-wipe.strangers", report.strangers.joined(separator: ", ")))
      }
      try output.flush()
    }
  }

  private func wipe(_ home: Home, _ surroundings: Surroundings) throws -> WipeReport {
    if home.isBeingWiped { return try home.finishWipe() }
    let journal: Journal
    do {
      journal = try surroundings.openJournal()
    } catch let error as JournalError where error.code != .homeInUse {
      guard let device else { throw error }
      return try home.wipeUnopened(evenWithout: device)
    }
    return try journal.wipe(evenWithout: device, withMirror: withMirror)
  }
}
