import ArgumentParser
import Foundation
import Hub

struct Assign: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Giao danh sách cho máy hoặc đơn vị / give a worklist to a device or a unit.")

  @OptionGroup var options: HubOptions

  @Argument(help: "The list: CMIS XML or CSV.")
  var file: String

  @Option(help: "A device (32 hex digits) or a unit.")
  var to: String

  @Flag(help: "Share the list out among the unit's inspectors, without overlap.")
  var split = false

  func run() async throws {
    try await options.run { hub, say in
      let assignments = try await hub.assign(
        file: file, name: URL(fileURLWithPath: file).lastPathComponent, to: to, split: split,
        folder: FileManager.default.temporaryDirectory.path)
      for each in assignments {
        print(
          say(
            "hub.assigned", each.list.name, "\(each.list.points)", each.device ?? each.unit,
            "\(each.listVersion)"))
      }
    }
  }
}
