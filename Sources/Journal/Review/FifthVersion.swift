import Casework
import Evidence
import FoundationEssentials
import GRDB

/// Fills the tables of supervisors' work in a home of an earlier version, in the step that makes them.
enum FifthVersion {
  /// - Complexity: O(foreign entries, and entries of points that were not simply confirmed).
  static func fill(_ database: Database) throws {
    let fold = Fold(database: database)
    for foreign in try ForeignEntry.all(
      where: "id IN (SELECT id FROM office WHERE kind = 'entry-quarantined')", in: database)
    {
      guard case .office(.entryQuarantined(let quarantine))? = foreign.body?.record else {
        continue
      }
      try fold.note(quarantine, foreign.id)
    }
    for foreign in try ForeignEntry.all(where: "id IN (SELECT id FROM heard)", in: database) {
      guard case .correction(let correction)? = foreign.body?.record else { continue }
      try fold.note(correction, foreign.id)
    }
    try takeUnknown([.review, .bookSigned, .billingAnswered], fold)
    // A home with a list counts every state, those too that nothing is in.
    if try Counters.value(database, named: Counters.stateName(0)) != nil {
      for state in PointCodes.states {
        let name = Counters.stateName(PointCodes.code(state))
        try Counters.set(database, named: name, try Counters.value(database, named: name) ?? 0)
      }
    }
    let rows = try RowReading.rows(
      database, where: "p.state NOT IN (?, ?)", order: "p.id", limit: -1,
      arguments: [PointCodes.code(.unvisited), PointCodes.code(.confirmed)])
    for row in rows {
      guard let point = try PointFinder.find(row.identity, in: database) else { continue }
      try fold.refresh(point, row.identity)
    }
    try fold.refreshHeard()
  }

  /// Entries of kinds that the earlier version kept without knowing them.
  static func takeUnknown(_ kinds: [Casework.Record.Kind], _ fold: Fold) throws {
    for kind in kinds {
      let found = try ForeignEntry.all(
        where: "instr(header, CAST(? AS BLOB)) > 0", ["\nkind: \(kind.rawValue)\n"],
        in: fold.database)
      for foreign in found { try fold.take(foreign) }
    }
  }
}
