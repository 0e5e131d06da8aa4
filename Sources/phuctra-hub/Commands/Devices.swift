import ArgumentParser
import Hub

struct Devices: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Các máy đã ghi danh / the enrolled devices.")

  @OptionGroup var options: HubOptions

  @Flag(help: "One JSON object a line.")
  var json = false

  private struct Line: Encodable {
    var device: String
    var unit: String
    var role: String
    var inspector: String
    var tag: String
    var entries: Int64
    var epoch: Int64
    var seq: Int64
    var state: String
  }

  func run() async throws {
    try await options.run { hub, say in
      for device in try await hub.devices() {
        let line = Line(
          device: device.device.hex, unit: device.unit, role: device.role.rawValue,
          inspector: device.inspector, tag: device.tag, entries: device.entries,
          epoch: device.epoch, seq: device.sequence, state: device.state)
        print(
          json
            ? try JSONLine.text(line)
            : say(
              "hub.device", line.device, line.unit, line.tag, line.inspector,
              say("hub.role.\(line.role)"), "\(line.entries)", say("hub.state.\(line.state)")))
      }
    }
  }
}
