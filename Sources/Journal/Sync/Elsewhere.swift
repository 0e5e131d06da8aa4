import Casework
import GRDB
import Metering

/// What is known of points beside their record: where others left them, disputes, and what was begun
/// here.
enum Elsewhere {
  /// The row with what others did there.
  /// - Complexity: three look-ups by key.
  static func completed(_ row: WorklistRow, in database: Database) throws -> WorklistRow {
    var row = row
    row.seen = try seen(row.identity, in: database)
    row.isDisputed = try row.state == .disputed || isDisputed(row.identity, in: database)
    row.isBegun = try Drafts.text(row.identity, in: database) != nil
    if row.state == .returned {
      row.returned = Standing.folding(try Histories.history(of: row.identity, in: database)).review
    }
    return row
  }

  private static func seen(
    _ identity: PointIdentity, in database: Database
  ) throws -> SeenByOther? {
    let found = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT state, time, tag, person FROM visit WHERE point = ?"),
      arguments: [Drafts.name(identity)])
    guard let found, let state = Standing.State(rawValue: found["state"]), state != .unvisited
    else { return nil }
    return SeenByOther(
      tag: found["tag"], person: found["person"], state: state, time: found["time"])
  }

  private static func isDisputed(
    _ identity: PointIdentity, in database: Database
  ) throws -> Bool {
    let heard = try Bool.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM heard h
            JOIN office o ON o.kind = 'inspections-disputed' AND o.id = h.id WHERE h.key = ?)
          """), arguments: [PendingPoint.key(of: identity)])
    guard heard == true else { return false }
    // Who knows both sides sees by himself whether they still contradict each other.
    if try KeptEnrolment.last(in: database)?.certificate.role == .supervisor { return false }
    let reviews = try Histories.history(of: identity, in: database).reviews.map(\.review)
    return try Heard.entries(of: identity, in: database).contains {
      guard case .office(.inspectionsDisputed(let dispute)) = $0.recorded.body.record else {
        return false
      }
      let sides = Set(dispute.sides.map(\.entry))
      return !reviews.contains {
        $0.decision == .choose && sides.isSubset(of: $0.against + [$0.entry])
      }
    }
  }
}
