import Formats
import Journal

extension Surroundings {
  /// Opens the journal of the home, made where it is new.
  /// - Throws: `JournalError`, or what reading the assets throws.
  func openJournal(
    warn: @escaping @Sendable ([FormatFault], Int) -> Void = { _, _ in }
  ) throws -> Journal {
    let clock = clock
    var context = JournalContext.system(person: person)
    context.localTime = { clock.timestamp() }
    return try Journal.open(
      Home(path: home), context: context,
      source: ListSource(meterTypes: try meterTypes(), warn: warn))
  }
}
