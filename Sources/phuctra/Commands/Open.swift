import ArgumentParser

/// Opens the terminal program on the home.
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Mở màn hình phúc tra / open the terminal program.", shouldDisplay: false)

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let office = try Office(surroundings, journal)
      let isConfigured = try surroundings.worker(journal).isKnown
      let isNamed = surroundings.environment["PHUCTRA_INSPECTOR"]?.isEmpty == false
      // Where nothing can be recorded, who works here cannot be either: the program opens to be read.
      let canRecord = office.deviceStatus().problem == nil
      let farewell = try FieldProgram(
        surroundings: surroundings, office: office,
        asksWho: !isConfigured && !isNamed && canRecord
      ).run()
      if let farewell { print(farewell) }
    }
  }
}
