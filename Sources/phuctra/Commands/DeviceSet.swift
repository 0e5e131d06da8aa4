import ArgumentParser
import Casework
import Journal

/// Records who works on this device and for which unit.
struct DeviceSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Ghi mã người phúc tra, mã đơn vị / set the inspector and the unit.",
    discussion: "What is not given stays as it is. It proves nothing until the device is enrolled.")

  @OptionGroup var global: GlobalOptions

  @Option(help: "The inspector's id.")
  var inspector: String?

  @Option(help: "The unit's code (MA_DVIQLY).")
  var unit: String?

  func validate() throws {
    guard inspector != nil || unit != nil else {
      throw ValidationError("give --inspector ID, --unit UNIT, or both")
    }
    for (name, value) in [("--inspector", inspector), ("--unit", unit)] {
      guard let value else { continue }
      let isClean = value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
      guard isClean, value.contains(where: { !$0.isWhitespace }), value.utf8.count <= 64 else {
        throw ValidationError("\(name): a code of 1 to 64 bytes, not “\(value)”")
      }
    }
  }

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let before = try journal.configuration()
      let after = DeviceConfiguration(
        inspector: inspector ?? before?.inspector ?? surroundings.person,
        unit: unit ?? before?.unit, settings: before?.settings ?? DeviceSettings())
      let say = surroundings.say
      let words = say(
        "device-set.now", after.inspector, after.unit ?? say("device-show.unit-of-list"))
      var output = LineOutput()
      if after != before { _ = try journal.append([.deviceConfigured(after)]) }
      try output.line(words)
      try output.flush()
    }
  }
}
