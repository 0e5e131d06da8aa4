import Casework
import Journal
import Metering
import Screens

extension Office {
  func openBook(_ book: BookIdentity) throws -> Answer {
    .bookOpened(try journal.bookFile(of: book, surroundings.say))
  }

  /// Signs a book; what comes back says so only because the commit has returned. Where an entry came in
  /// since it was shown, it is shown anew instead.
  func sign(_ shown: BookClosing, due: Day) throws -> Answer {
    let file = try journal.bookFile(of: shown.book, surroundings.say)
    guard file.closing == shown else { return .bookChanged(file) }
    try journal.sign(shown, list: ClosedListFile.bytes(of: shown), due: due)
    return .bookSigned(try journal.bookFile(of: shown.book, surroundings.say))
  }
}
