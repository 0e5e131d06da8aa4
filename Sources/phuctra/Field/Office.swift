import Casework
import Documents
import Evidence
import Glibc
import Journal
import Metering
import Screens
import Synchronization
import Wording

/// Carries out what the screens ask for, on the journal and the papers of this device.
///
/// Used by one thread at a time: by the program before its first frame, then by its worker.
final class Office: Sendable {
  let surroundings: Surroundings
  let journal: Journal
  /// Who works here, and for which unit, at the start.
  let inspector: String
  let unit: String?
  /// Where standard error goes while the screen is up.
  let log: Int32?
  /// Print jobs, one after another, beside everything else.
  let printing = Errands()
  let battery: Battery
  let whereabouts: Whereabouts
  /// Set while a request waits that makes the present one pointless.
  let isOvertaken = Mutex(false)

  /// - Throws: `JournalError` where the configuration cannot be read.
  init(_ surroundings: Surroundings, _ journal: Journal) throws {
    self.surroundings = surroundings
    self.journal = journal
    battery = surroundings.battery
    whereabouts = Whereabouts(surroundings.gpsDaemon, surroundings.clock)
    (inspector, unit, _) = try surroundings.worker(journal)
    let descriptor = Glibc.open(
      "\(surroundings.home)/phuctra.log", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    log = descriptor >= 0 ? descriptor : nil
  }

  /// The answer to an effect; nil where none is due. What fails is said, never thrown away.
  func carryOut(_ effect: Effect) -> Answer? {
    do {
      return try keepingStorage(effect) { try answer(effect) }
    } catch {
      return .failed(CommandFailure(error, surroundings.say).firstLine)
    }
  }

  private func answer(_ effect: Effect) throws -> Answer? {
    switch effect {
    case .loadRows(let query, let anchor, let limit):
      isOvertaken.withLock { $0 = false }
      return try rows(query, anchor, limit)
    case .findSerial(let tail, _, _):
      return .serialFound(tail: tail, try journal.rows(serialTail: tail, limit: 1).first?.id)
    case .openPoint(let id, let purpose): return try open(id, purpose)
    case .openNext(let id): return try openNext(after: id)
    case .saveInspection(let inspection, let point, let thenNext):
      return try save(inspection, point: point, thenNext: thenNext)
    case .saveCorrection(let correction, let point): return try save(correction, point: point)
    case .withdraw(let entry, let point, let reason): return try withdraw(entry, point, reason)
    case .saveSigning(let signing, let point): return try save(signing, point: point)
    case .overrule(let overruling, let point): return try overrule(overruling, point: point)
    case .keepDraft(let point, let draft): return keepDraft(draft, point: point)
    case .takePhoto(let request): return .photoTaken(try takePhoto(request))
    case .attachPhoto(let request, let entry, let point):
      return try attach(request, to: entry, point)
    case .print(let request, let language): return print(request, language)
    case .checkDevice: return .device(deviceStatus())
    case .loadCases: return .cases(ReviewQueue(try journal.reviewCases()))
    case .openCase(let id): return try openCase(id)
    case .decide(let requests, let next): return try decide(requests, next: next)
    case .loadBooks: return .books(try journal.books())
    case .openBook(let book): return try openBook(book)
    case .signBook(let closing, let due): return try sign(closing, due: due)
    case .checkSync: return .sync(try SyncStatus(journal))
    case .loadEntries(let before, let limit): return try entries(before, limit)
    case .loadMinutes(let before, let limit): return try minutes(before, limit)
    case .loadPaper(let request, let columns, let language):
      return .paper(
        request, try paper(request, columns: columns, language), try minutesRow(of: request))
    case .openMinutes(let number, let purpose): return try open(minutes: number, purpose)
    case .configure(let configuration):
      _ = try journal.append([.deviceConfigured(configuration)])
      return .configured(configuration)
    case .suspend, .quit, .leave, .beginSync, .loadReport: return nil
    }
  }
}

extension CommandFailure {
  /// What fits the top line of a screen.
  var firstLine: String {
    message.split(separator: "\n").first.map(String.init) ?? message
  }
}
