import ArgumentParser
import Casework
import Journal
import Metering
import Wording

/// Closes books for billing.
struct BookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book",
    abstract: "Chốt và ký sổ để lập hoá đơn / close and sign books for billing.",
    subcommands: [BookListing.self, BookShow.self, BookSign.self],
    defaultSubcommand: BookListing.self)
}

/// Which book a command is about.
struct BookChoice: ParsableArguments {
  @Argument(help: "The book (MA_QUYEN).")
  var book: String

  @Option(help: "Its period, as 2026-06/1, where the home has several.")
  var period: String?

  func validate() throws {
    if let period, BillingPeriod(period) == nil {
      throw ValidationError("--period \(period): expected a period such as 2026-06/1")
    }
  }

  /// - Throws: `CommandFailure`: 66 for a book of no list, 64 where several are meant; `JournalError`.
  func chosen(from books: [BookProgress], _ say: Wording) throws -> BookIdentity {
    let wanted = period.flatMap { BillingPeriod($0) }
    let found = books.map(\.book).filter {
      $0.book == book && (wanted == nil || $0.period == wanted)
    }
    guard let first = found.first else {
      throw CommandFailure(.noInput, say("book.unknown", book))
    }
    guard found.count == 1 else {
      let names = found.map { "\($0.unit) \($0.period)" }.joined(separator: ", ")
      throw CommandFailure(.usage, say("book.several", book, names))
    }
    return first
  }
}
