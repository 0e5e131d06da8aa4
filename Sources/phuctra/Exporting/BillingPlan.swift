import Casework
import Evidence
import Formats
import Journal
import Metering

/// What the book gets, what needs an adjustment invoice and what is held back: worked out of the
/// journal before anything is written.
struct BillingPlan {
  /// Rows of the chosen list that change, by their place in its file.
  private(set) var edits: [Edit] = []
  private(set) var adjustments: [Adjustment] = []
  private(set) var conflicts: [Conflict] = []
  /// Points that a signed book bills by the months before.
  private(set) var estimates: [ClosedPoint] = []
  /// Minutes whose rows change.
  private(set) var correctedMinutes = 0
  /// The home belongs to a hub, so that somebody else reviews and signs.
  let isEnrolled: Bool
  /// The rows of the signed books, by their points.
  private let signed: [PointIdentity: ClosedPoint]
  /// The books that are signed: what their lists do not hold stays out.
  private let signedBooks: Set<BookIdentity>
  /// The list that is written, and those that it took the place of.
  private let list: Int64
  private let replaced: Set<Int64>

  struct Edit {
    var row: RowSpan
    var patch: RowPatch
  }

  /// One register of minutes whose bill has gone out.
  struct Adjustment {
    var correction: Correction
    var register: CorrectedRegister
    var invoiceNumber: String?
    /// When the minutes were written, local with offset.
    var time: String
  }

  struct Conflict {
    var correction: Correction
    var reason: ExportDecision.Reason
  }

  /// - Parameters:
  ///   - list: the list that is written. Corrections of points in other lists are those lists'
  ///     business, but for lists that this one took the place of: what it left out is named.
  ///   - books: the signed ones of the list's points.
  /// - Throws: `JournalError`, or what reading a list's file throws.
  /// - Complexity: O(minutes · entries of their points).
  init(_ journal: Journal, list: Journal.LoadedWorklist, books: [BookFile]) throws {
    self.list = list.row
    replaced = try journal.lists(replacedBy: list)
    let rows = books.compactMap(\.signedRows).joined()
    signed = Dictionary(rows.map { ($0.identity, $0) }) { first, _ in first }
    signedBooks = Set(books.map(\.closing.book))
    estimates = try rows.filter {
      try $0.settlement == .estimated && journal.places(of: $0.identity)?.list == list.row
    }
    isEnrolled = try EntryKind("device-enrolled").map { try journal.hasEntry(of: $0) } ?? false
    for known in try journal.corrections() {
      guard case .correction(let correction) = known.body.record else { continue }
      try take(correction, hash: known.hash, time: known.body.stamp.time, journal)
    }
    edits.sort { $0.row.offset < $1.row.offset }
  }

  private mutating func take(
    _ correction: Correction, hash: String, time: String, _ journal: Journal
  ) throws {
    let history = try journal.history(of: correction.point.identity)
    let standing = Standing.folding(history)
    let entries = history.entries(holding: hash)
    let overruled = Standing.withdrawn(in: entries).union(Standing.superseded(in: entries))
    guard !overruled.contains(hash) else { return }
    let places = try journal.places(of: correction.point.identity)
    if let places, places.list != list, !replaced.contains(places.list) { return }
    guard standing.correction == hash, standing.state != .disputed else {
      conflicts.append(Conflict(correction: correction, reason: .overtaken))
      return
    }
    let row = try journal.row(correction.point.identity)
    let decision = ExportDecision(
      correction, record: places?.point, isChanged: row?.recordChanged ?? false,
      isEnrolled: isEnrolled, approval: standing.approval)
    switch sealed(decision, correction, hash, book: row?.book) {
    case .hold(let reason): conflicts.append(Conflict(correction: correction, reason: reason))
    case .adjustInvoice:
      adjustments += correction.registers.map {
        Adjustment(
          correction: correction, register: $0, invoiceNumber: places?.point.invoiceNumber,
          time: time)
      }
    case .correctBook:
      guard let places, places.list == list else {
        conflicts.append(Conflict(correction: correction, reason: .leftOut))
        return
      }
      let readAt = entries.first { $0.hash == correction.inspection }.flatMap { entry in
        if case .inspection(let inspection) = entry.body.record { inspection.readAt } else { nil }
      }
      edits += BillingPlan.edits(correction, places, readAt: readAt, isReviewed: isEnrolled)
      correctedMinutes += 1
    }
  }

  /// What a signed list does not hold as it is now was recorded later, and stays out.
  private func sealed(
    _ decision: ExportDecision, _ correction: Correction, _ hash: String, book: String?
  ) -> ExportDecision {
    let identity = correction.point.identity
    let book = book.map {
      BookIdentity(unit: identity.unit, book: $0, period: identity.period)
    }
    if case .hold = decision { return decision }
    guard let book, signedBooks.contains(book) else { return decision }
    return signed[identity]?.entry == hash ? decision : .hold(.late)
  }

  private static func edits(
    _ correction: Correction, _ places: Journal.Places, readAt: LocalMinute?, isReviewed: Bool
  ) -> [Edit] {
    zip(places.point.registers, places.rows).compactMap { record, row in
      guard let corrected = correction.registers.first(where: { $0.register == record.kind })
      else { return nil }
      // SL_MOI leaves out the removed meter's part and direct use, which the signed figure holds. It is not
      // reckoned anew: whoever signed may have counted the dial, and the list does not know of it.
      let use =
        corrected.consumptionAfter - record.removedConsumption - record.directConsumption
      var changes = [
        RowPatch.Change(WorklistColumn.recorded.name, corrected.corrected.description),
        RowPatch.Change(WorklistColumn.recordedConsumption.name, use.description),
      ]
      if corrected.basis == .reread, let readAt {
        changes.append(RowPatch.Change(WorklistColumn.recordedDate.name, "\(readAt):00"))
      }
      changes += [
        RowPatch.Change(reviewColumn, isReviewed ? "DA_DUYET" : "CHUA_DUYET"),
        RowPatch.Change(minutesColumn, correction.number),
      ]
      return Edit(row: row, patch: RowPatch(changes))
    }
  }

  /// Columns that changed rows get: whether a supervisor approved, and the minutes' number.
  static let reviewColumn = "PHUC_TRA"
  static let minutesColumn = "BIEN_BAN"
}
