import Casework
import Evidence
import FoundationEssentials
import GRDB
package import Metering

extension Journal {
  /// Everything that this home knows of a point, across devices: what was recorded there, the lists that
  /// brought it, what the office said of its invoice or of these entries, and who signed its book. An
  /// entry stands after those that it names, within one log in the log's order, else by the times that
  /// devices wrote.
  ///
  /// Entries are looked for in the tables and, by the point's code, in the bytes of all bodies; what
  /// cannot be believed is told with its fault and never left out.
  /// - Throws: `JournalError`, or what SQLite reports.
  /// - Complexity: O(bytes of the entries + rows of the lists that were loaded), a signature check for
  ///   each entry told; ordering is cubic in their number, which is small.
  package func story(of identity: PointIdentity) throws -> [StoryEntry] {
    let lists = try StoryLists(
      identity,
      loaded: read("cannot list the worklists") { database in
        try Row.fetchAll(
          database,
          sql: "SELECT l.seq, \(LoadedList.columns) FROM list l"
        ).compactMap { row in LoadedList(row).map { (row["seq"] as Int64, $0) } }
      }, blobs, source)
    let found = try read("cannot read the story") { database in
      try StoryGathering(
        identity, lists, key: publicKey, enrolment: KeptEnrolment.last(in: database), database
      ).entries()
    }
    return found.inTellingOrder
  }

  /// The point whose minutes have this number, found without believing what the minutes say: also
  /// where they were altered; nil where no minutes have it.
  /// - Throws: `JournalError`, and `RecordBodyError` or `FormError` where the minutes cannot be read and
  ///   their point is in no list any more.
  package func point(ofMinutes number: String) throws -> PointIdentity? {
    let listed = try read("cannot look for the minutes") { database in
      try RowReading.rows(
        database,
        where: """
          p.key IN (
            SELECT x.key FROM minutes m JOIN mention x ON x.seq = m.seq WHERE m.number = ?1
            UNION SELECT h.key FROM heard_minutes n JOIN heard h ON h.id = n.id
            WHERE n.number = ?1)
          """, order: "p.id", limit: 1, arguments: [number]
      ).first
    }
    if let listed { return listed.identity }
    return try minutes(number: number)?.body?.record.point?.identity
  }
}

extension [StoryEntry] {
  /// By time, but never before what an entry names, what its own log has before it or, for billing's
  /// answer, the approval that it follows from: clocks differ, and many entries share a second.
  fileprivate var inTellingOrder: [StoryEntry] {
    func time(_ entry: StoryEntry) -> Int64 { entry.body?.stamp.instant ?? 0 }
    // Stamps know seconds: what follows from other work comes after the work of the same second.
    func rank(_ entry: StoryEntry) -> Int {
      switch entry.body?.record {
      case .office(.listAssigned): 0
      case .worklistLoaded: 1
      case .bookSigned: 3
      case .office(.billingAnswered): 4
      default: 2
      }
    }
    var waiting = sorted {
      (time($0), rank($0), $0.device.hex, $0.epoch, $0.sequence)
        < (time($1), rank($1), $1.device.hex, $1.epoch, $1.sequence)
    }
    var told: [StoryEntry] = []
    while !waiting.isEmpty {
      let open = Set(waiting.map(\.hash.hex))
      let place = waiting.firstIndex { entry in
        let earlier = waiting.contains {
          $0.device == entry.device
            && ($0.epoch, $0.sequence) < (entry.epoch, entry.sequence)
        }
        return !earlier && open.isDisjoint(with: entry.named)
          && !entry.awaitsApproval(told: told, waiting: waiting)
      }
      // Entries that name each other cannot be made; if they were, time decides.
      told.append(waiting.remove(at: place ?? 0))
    }
    return told
  }
}

extension StoryEntry {
  /// True for billing's answer to minutes of which no approval has been told yet, and one is still to be.
  fileprivate func awaitsApproval(told: [StoryEntry], waiting: [StoryEntry]) -> Bool {
    guard case .office(.billingAnswered(let answer))? = body?.record else { return false }
    func approves(_ other: StoryEntry) -> Bool {
      guard case .review(let review)? = other.body?.record else { return false }
      return review.decision == .approve && review.entry == answer.entry
    }
    return !told.contains(where: approves) && waiting.contains(where: approves)
  }
}
