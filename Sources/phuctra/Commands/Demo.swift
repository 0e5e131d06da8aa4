import ArgumentParser
import Foundation

/// Opens the terminal program on a fresh temporary home with the sample worklist.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
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
    try options.run { surroundings in
      let journal = try surroundings.openJournal()
      _ = try journal.load(fileAt: "\(surroundings.assets)/sample/so-Q0012.xml")
      try FieldProgram(
        surroundings: surroundings, office: try Office(surroundings, journal), asksWho: false
      ).run()
    }
  }
}
