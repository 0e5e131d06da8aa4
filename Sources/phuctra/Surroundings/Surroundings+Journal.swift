import Formats
import Journal

extension Surroundings {
  /// Opens the journal of the home, made where it is new.
  /// - Throws: `JournalError`, or what reading the assets throws.
  /// - Parameters:
  ///   - isExamined: nothing is changed, and warnings of the storage are left to the caller.
  ///   - mayMake: a home that is not there is made; else it is a mistyped path (66).
  func openJournal(
    isExamined: Bool = false, mayMake: Bool = true,
    warn: @escaping @Sendable ([FormatFault], Int) -> Void = { _, _ in }
  ) throws -> Journal {
    guard mayMake || Home(path: home).isMade else {
      throw CommandFailure(.noInput, say("command-line.no-home", home))
    }
    let clock = clock
    var context = JournalContext.system(person: person)
    context.localTime = { clock.timestamp() }
    let journal = try Journal.open(
      Home(path: home), context: context,
      source: ListSource(meterTypes: try meterTypes(), warn: warn),
      isOnlyRead: isExamined)
    if !isExamined {
      for warning in warnings(of: journal) { LineOutput.complain("phuctra: \(warning)") }
    }
    return journal
  }

  /// What a person should know of the journal's storage before he relies on it.
  private func warnings(of journal: Journal) -> [String] {
    var warnings = journal.isLogMissing ? [say("storage.log-missing")] : []
    switch journal.mirrorState {
    case .none, .ok(_, sharesStorage: false): break
    case .ok: warnings.append(say("storage.mirror.same"))
    case .missing(let reason): warnings.append(say("storage.mirror.missing", reason))
    case .ahead(let mirror, let end):
      warnings.append(say("storage.mirror.ahead", String(mirror), String(end)))
    case .diverged(let sequence):
      warnings.append(say("storage.mirror.diverged", String(sequence)))
    }
    return warnings
  }

  /// Who works here and for which unit: what the hub certified, else what the device was set to, else
  /// the login's name.
  /// - Throws: `JournalError`.
  func worker(_ journal: Journal) throws -> (person: String, unit: String?, isKnown: Bool) {
    if let certificate = try journal.enrolment?.certificate {
      return (certificate.person, certificate.unit, true)
    }
    let configuration = try journal.configuration()
    return (configuration?.inspector ?? person, configuration?.unit, configuration != nil)
  }
}
