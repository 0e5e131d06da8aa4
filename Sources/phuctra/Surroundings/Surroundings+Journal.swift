import Formats
import Journal

extension Surroundings {
  /// Opens the journal of the home, made where it is new.
  /// - Throws: `JournalError`, or what reading the assets throws.
  func openJournal(
    warn: @escaping @Sendable ([FormatFault], Int) -> Void = { _, _ in }
  ) throws -> Journal {
    try Journal.open(
      Home(path: home), context: .system(person: person),
      source: ListSource(meterTypes: try meterTypes(), warn: warn))
  }
}
