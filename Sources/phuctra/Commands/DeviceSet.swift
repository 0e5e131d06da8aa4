import ArgumentParser
import Casework
import Evidence
import Journal
import Wording

/// Records who works on this device, for which unit, and how the device is set up.
struct DeviceSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Khai báo người, đơn vị và máy / set the inspector, the unit and the device.",
    discussion: """
      What is not given stays as it is; an empty text ("") takes a setting back. Who works here \
      proves nothing until the device is enrolled.
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: "The inspector's id.")
  var inspector: String?

  @Option(help: "The unit's code (MA_DVIQLY).")
  var unit: String?

  @OptionGroup(title: "Device") var settings: SettingOptions

  func validate() throws {
    guard inspector != nil || unit != nil || settings.isGiven else {
      throw ValidationError("give at least one of the options")
    }
    for (name, value) in [("--inspector", inspector), ("--unit", unit)] {
      guard let value else { continue }
      let isClean = value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
      guard isClean, value.contains(where: { !$0.isWhitespace }), value.utf8.count <= 64 else {
        throw ValidationError("\(name): a code of 1 to 64 bytes, not “\(value)”")
      }
    }
    try settings.check()
  }

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let before = try journal.configuration()
      let certificate = try journal.enrolment?.certificate
      if let certificate { try refuseOther(than: certificate, surroundings.say) }
      let after = DeviceConfiguration(
        inspector: certificate?.person ?? inspector ?? before?.inspector ?? surroundings.person,
        unit: certificate?.unit ?? unit ?? before?.unit,
        settings: try settings.applied(
          to: before?.settings ?? DeviceSettings(), home: surroundings.home, surroundings.say))
      if after != before { _ = try journal.append([.deviceConfigured(after)]) }
      // A returned or replaced card is begun anew even where its path did not change.
      if settings.mirror?.isEmpty == false { _ = journal.setUpMirror() }
      let say = surroundings.say
      var output = LineOutput()
      try output.line(
        say("device-set.now", after.inspector, after.unit ?? say("device-show.unit-of-list")))
      for line in SettingLines.lines(after.settings, say) { try output.line(line) }
      try output.flush()
    }
  }

  /// Of an enrolled device the hub says who works on it and for whom: another word of it here would be
  /// recorded and count for nothing.
  private func refuseOther(than certificate: Certificate, _ say: Wording) throws {
    guard
      inspector ?? certificate.person != certificate.person
        || unit ?? certificate.unit != certificate.unit
    else { return }
    throw CommandFailure(
      .refused, say("device-set.certified", certificate.person, certificate.unit))
  }
}
