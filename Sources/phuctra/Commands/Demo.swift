import ArgumentParser
import Foundation
import Metering

/// Opens the terminal program on a fresh temporary home with the sample worklist.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Thử với danh sách mẫu / try it with the sample worklist.")

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Keep the temporary home and say where it is.")
  var keep = false

  func run() throws {
    let home = FileManager.default.temporaryDirectory
      .appendingPathComponent("phuctra-demo-\(UUID().uuidString)").path
    var options = global
    options.home = home
    defer {
      if keep { print(home) } else { try? FileManager.default.removeItem(atPath: home) }
    }
    try options.run { given in
      // The sample book was read on 12 June 2026 and is re-inspected on the 16th: its dials show
      // what they showed that day.
      var surroundings = given
      if let day = LocalMinute("2026-06-16T08:00") { surroundings.clock = .starting(at: day) }
      let journal = try surroundings.openJournal()
      _ = try journal.load(fileAt: "\(surroundings.assets)/sample/so-Q0012.xml")
      let farewell = try FieldProgram(
        surroundings: surroundings, office: try Office(surroundings, journal), asksWho: false
      ).run()
      if let farewell { print(farewell) }
    }
  }
}
