import ArgumentParser
import Casework
import Evidence
import Journal

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
      let inspector = configuration?.inspector ?? surroundings.person
      var output = LineOutput()
      if json {
        var object = JSONObject()
        object.add("device", journal.device.hex)
        object.add("publicKey", journal.publicKey.hex)
        object.add("inspector", inspector)
        object.add("unit", configuration?.unit)
        object.add("configured", configuration != nil)
        object.add("epoch", journal.head.epoch)
        object.add("seq", journal.head.sequence)
        object.add("head", journal.head.hash.hex)
        object.add("home", journal.home.path)
        for (key, value) in SettingLines.pairs(configuration?.settings ?? DeviceSettings()) {
          object.add(key, value)
        }
        try output.line(object.text)
      } else {
        let say = surroundings.say
        let unit = configuration?.unit ?? say("device-show.unit-of-list")
        let rows = [
          ("device", journal.device.hex), ("key", journal.publicKey.hex),
          ("inspector", inspector), ("unit", unit),
          ("entries", say.number(journal.head.sequence)), ("home", journal.home.path),
        ]
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
}
