import ArgumentParser
import Casework
import Evidence
import Journal
import Wording

/// Says who the device is and who works on it.
struct DeviceShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Xem / show.")

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let configuration = try journal.configuration()
      let (inspector, unit, _) = try surroundings.worker(journal)
      var output = LineOutput()
      if json {
        var object = JSONObject()
        object.add("device", journal.device.hex)
        object.add("publicKey", journal.publicKey.hex)
        object.add("inspector", inspector)
        object.add("unit", unit)
        object.add("configured", configuration != nil)
        object.add("epoch", journal.head.epoch)
        object.add("seq", journal.head.sequence)
        object.add("head", journal.head.hash.hex)
        object.add("waiting", try journal.counters().unsent)
        object.add("frozen", try journal.isFrozen)
        object.add("revoked", try journal.revocation != nil)
        if let enrolment = try journal.enrolment {
          object.add("hub", enrolment.hub.hex)
          object.add("address", enrolment.address)
          object.add("person", enrolment.certificate.person)
          object.add("role", enrolment.certificate.role.rawValue)
          object.add("tag", enrolment.certificate.tag)
        }
        object.add("home", journal.home.path)
        for (key, value) in SettingLines.pairs(configuration?.settings ?? DeviceSettings()) {
          object.add(key, value)
        }
        try output.line(object.text)
      } else {
        let say = surroundings.say
        var rows = [
          ("device", journal.device.hex), ("key", journal.publicKey.hex),
          ("inspector", inspector), ("unit", unit ?? say("device-show.unit-of-list")),
          ("entries", say.number(journal.lastRow)), ("home", journal.home.path),
        ]
        rows += try enrolment(journal, say)
        let columns = TextColumns(20, 0)
        for (key, value) in rows {
          try output.line(columns.line([say("device-show.\(key)"), value]))
        }
        for line in SettingLines.lines(configuration?.settings ?? DeviceSettings(), say) {
          try output.line(line)
        }
      }
      try output.flush()
    }
  }

  /// At which hub the device is enrolled, as whom, and how it stands there.
  private func enrolment(_ journal: Journal, _ say: Wording) throws -> [(String, String)] {
    var rows = [("epoch", say.number(journal.head.epoch))]
    guard let kept = try journal.enrolment else {
      return rows + [("hub", say("device-show.hub.none"))]
    }
    let certificate = kept.certificate
    rows += [
      ("hub", kept.address), ("tag", certificate.tag),
      ("waiting", say.number(Int64(try journal.counters().unsent))),
    ]
    if let why = try journal.frozen { rows.append(("frozen", why)) }
    if let revocation = try journal.revocation { rows.append(("revoked", revocation.reason)) }
    return rows
  }
}
