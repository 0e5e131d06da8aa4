import ArgumentParser
import Casework
import Journal
import Screens

/// What supervisors do: the queue on screen, and the same for scripts.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Duyệt biên bản sửa sai / review corrections and what was not settled.",
    subcommands: [ReviewOpen.self, ReviewListing.self, ReviewDecide.self],
    defaultSubcommand: ReviewOpen.self)
}

/// Opens the supervisor's screens.
struct ReviewOpen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Mở màn hình duyệt / open the supervisor's screens.",
    shouldDisplay: false)

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      try surroundings.demandSupervisor(journal)
      let office = try Office(surroundings, journal)
      let farewell = try FieldProgram(
        surroundings: surroundings, office: office, asksWho: false, root: .review
      ).run()
      if let farewell { print(farewell) }
    }
  }
}

extension Surroundings {
  /// - Throws: `CommandFailure` (77) on a device that no hub certified as a supervisor's.
  func demandSupervisor(_ journal: Journal) throws {
    guard try journal.enrolment?.certificate.role == .supervisor else {
      throw CommandFailure(.refused, say("review.not-supervisor"))
    }
  }
}
