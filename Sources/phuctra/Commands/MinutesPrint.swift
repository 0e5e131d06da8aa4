import ArgumentParser
import Casework
import Journal

/// Sends minutes to the belt printer, all copies as one job.
struct MinutesPrint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print",
    abstract: "In biên bản ra máy in cầm tay / send minutes to the belt printer.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var bytes: CodePageOption

  @Argument(help: "The number of the minutes, such as PE0700-A3F9-2026-00012.")
  var number: String

  @Option(help: "The printer's file, pipe or device (else as the device is set).")
  var printer: String?

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let press = Press(surroundings, journal, in: surroundings.language)
      let job = try press.bytes(
        try press.minutes(number), format: .escpos, codePage: bytes.chosen)
      let target = try printer.map { Printer(path: $0) } ?? press.printer()
      try target.send(job)
      var output = LineOutput()
      try output.line(surroundings.say("minutes-print.sent", number, target.path))
      try output.flush()
    }
  }
}
