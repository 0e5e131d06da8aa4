import ArgumentParser
import Documents

/// Prints the slip (*phiếu phúc tra*) that is left with a customer.
struct MinutesSlip: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "slip",
    abstract: "In phiếu phúc tra của một công tơ / print a meter's re-inspection slip.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var paper: PaperOptions

  @Argument(help: "The meter's serial.")
  var meter: String

  @Option(help: "The metering point, where several have a meter of this serial.")
  var point: String?

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let press = Press(surroundings, journal, in: surroundings.language)
      try paper.write(
        try press.slip(meter: meter, point: point), press, outside: surroundings.home)
    }
  }
}
