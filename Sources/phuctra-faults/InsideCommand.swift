import ArgumentParser
import Foundation

/// A case inside the mount namespace that was made for it.
struct InsideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inside", abstract: "A case in its own mount namespace.", shouldDisplay: false)

  @Argument(help: "The case.")
  var name: String

  @Argument(help: "A folder whose subfolder disk is mounted over.")
  var folder: String

  @OptionGroup var options: FaultOptions

  func run() throws {
    let bench = try options.bench()
    defer { bench.remove() }
    let outcomes: [Outcome]
    switch FaultCase(rawValue: name) {
    case .fullDisk: outcomes = [try FullDisk(bench).run(in: folder)]
    case .readOnly: outcomes = [try ReadOnlyDisk(bench).run(in: folder)]
    default: throw ValidationError("\(name) needs no file system of its own")
    }
    for outcome in outcomes { print(try outcome.json) }
  }
}
