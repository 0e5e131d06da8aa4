import ArgumentParser
import Documents

/// Prints minutes of correction.
struct MinutesShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "In một biên bản / print minutes.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var paper: PaperOptions

  @Argument(help: "The number of the minutes, such as PE0700-A3F9-2026-00012.")
  var number: String

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let press = Press(surroundings, journal, in: surroundings.language)
      try paper.write(try press.minutes(number), press, outside: surroundings.home)
    }
  }
}
