package import Casework
import Evidence
import FoundationEssentials
import GRDB
import Metering

extension Journal {
  /// One case of the queue as it stands now; nil where the point needs nobody's look (any more).
  /// - Throws: `JournalError`.
  package func reviewCase(id: Int64) throws -> ReviewCase? {
    try read("cannot read the case") { database in
      var found: ReviewCase?
      try ReviewCases.each(database, only: id) { found = $0 }
      return found
    }
  }

  /// A case with everything that is known of it; nil where the point needs nobody's look (any more).
  /// - Throws: `JournalError`, or what the source throws where the list's file was damaged.
  package func caseFile(id: Int64) throws -> CaseFile? {
    guard let summary = try reviewCase(id: id), let dossier = try dossier(id: id) else {
      return nil
    }
    return CaseFile(
      summary: summary, dossier: dossier, history: try history(of: summary.identity))
  }

  /// Takes decisions, all or none, in one durable transaction; what is known of each invoice is written
  /// down with them.
  /// - Throws: `JournalError`: `decisionRefused` where this person may not, `bodyRefused` where a case
  ///   stands otherwise than the request says: nothing is decided then.
  /// - Complexity: O(entries of the points), one sync.
  @discardableResult
  package func decide(_ requests: [DecisionRequest]) throws -> [Appended] {
    let records = try read("cannot read the points to decide on") { database in
      try requests.map { Casework.Record.review(try Journal.review($0, in: database)) }
    }
    return try append(records)
  }

  private static func review(
    _ request: DecisionRequest, in database: Database
  ) throws -> Review {
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT \(RowReading.columns), l.sha256
          FROM \(RowReading.tables) JOIN list l ON l.seq = p.list WHERE p.id = ?
          """), arguments: [request.point])
    guard let row, let point = RowReading.row(row) else {
      throw JournalError(
        code: .unknownPoint,
        message: "nothing was saved: point \(request.point) is in no list here any more")
    }
    let list = Hex.text(row["sha256"] as Data)
    return Review(
      point: PointReference(identity: point.identity, list: String(list.prefix(16))),
      decision: request.decision, entry: request.entry, minutes: request.minutes,
      reason: request.reason, due: request.due,
      invoice: request.decision == .approve
        ? try BilledInvoice.known(request.point, point.identity, in: database) : nil,
      basis: request.basis, against: request.against, replaces: request.replaces,
      partner: request.partner, batch: request.batch)
  }
}
