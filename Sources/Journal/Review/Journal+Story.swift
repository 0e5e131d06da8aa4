package import Casework
package import Evidence
import FoundationEssentials
import GRDB
package import Metering

/// One entry of a point's story: who recorded what, and whether it can be believed.
package struct StoryEntry: Hashable, Sendable {
  package let device: DeviceIdentity
  /// Who answers for the device's key by the hub's certificate; nil where nobody is known to.
  package let author: Author?
  package let epoch: Int64
  package let sequence: Int64
  package let kind: EntryKind
  package let hash: ContentHash
  /// Nil where this version does not know the kind.
  package let body: RecordBody?
  /// The hub keeps it and does not count it.
  package let isApart: Bool
  /// What is wrong with its hash or signature, looked at now; nil where both are sound.
  package let fault: String?

  /// The entries (hex) that it names.
  package var named: [String] {
    switch body?.record {
    case .correction(let correction):
      [correction.inspection] + [correction.supersedes?.entry].compactMap(\.self)
    case .withdrawal(let withdrawal): [withdrawal.entry]
    case .attachment(let attachment): [attachment.entry]
    case .signing(let signing): [signing.correction]
    case .overruling(let overruling): [overruling.inspection]
    case .inspection(let inspection): [inspection.answers].compactMap(\.self)
    case .review(let review):
      [review.entry] + review.against + review.replaces + [review.partner].compactMap(\.self)
    case .office(.inspectionsDisputed(let dispute)): dispute.sides.map(\.entry)
    case .office(.billingAnswered(let answer)): [answer.entry]
    default: []
    }
  }
}

extension Journal {
  /// Everything that this home knows to have been recorded at a point, across devices: an entry after
  /// those that it names, within one log in the log's order, else by the times that devices wrote.
  /// - Throws: `JournalError`; `FormError` where a row is no entry.
  /// - Complexity: O(entries of the point, squared), a signature check each.
  package func story(of identity: PointIdentity) throws -> [StoryEntry] {
    let found = try read("cannot read the story") { database in
      let entries = try Story.entries(of: identity, in: database)
      let enrolment = try KeptEnrolment.last(in: database)
      let signers = try enrolment.map { try Signers.kept($0, own: publicKey, in: database) }
      return try entries.compactMap { entry -> StoryEntry? in
        let fault =
          signers.map { $0.fault(of: entry) }
          ?? ChainVerifier.contentFault(of: entry, key: publicKey)?.description
        let body = (try? RecordBody.read(entry.body, kind: entry.kind.name)) ?? nil
        // Another point's can share the key of the tables; one that was altered may say anything.
        guard fault != nil || body?.record.point?.identity == identity else { return nil }
        let author = try Story.author(
          of: entry.header.device, own: device, enrolment, in: database)
        return StoryEntry(
          device: entry.header.device, author: author, epoch: entry.header.epoch,
          sequence: entry.sequence, kind: entry.kind, hash: entry.hash, body: body,
          isApart: try Heard.isApart(entry.hash.hex, in: database), fault: fault)
      }
    }
    return Story.ordered(found)
  }
}

private enum Story {
  /// What the tables know under the point's key: own entries, those of epochs that do not count any more
  /// too, and what came from others.
  static func entries(of identity: PointIdentity, in database: Database) throws -> [Entry] {
    let key = PendingPoint.key(of: identity)
    let own = try Row.fetchAll(
      database,
      sql: """
        SELECT \(StoredEntry.columns) FROM journal
        WHERE seq IN (SELECT seq FROM mention WHERE key = ?) ORDER BY seq
        """, arguments: [key]
    ).map { try StoredEntry($0).entry() }
    let heard = try ForeignEntry.all(
      where: "id IN (SELECT id FROM heard WHERE key = ?)", [key], in: database
    ).map(\.entry)
    var seen: Set<ContentHash> = []
    return (own + heard).filter { seen.insert($0.hash).inserted }
  }

  static func author(
    of device: DeviceIdentity, own: DeviceIdentity, _ enrolment: KeptEnrolment?,
    in database: Database
  ) throws -> Author? {
    let certificate =
      device == own ? enrolment?.certificate : try Certificate.kept(of: device, in: database)
    return certificate?.author
  }

  /// By time, but never before what an entry names, what its own log has before it or, for billing's
  /// answer, the approval that it follows from: clocks differ, and many entries share a second.
  static func ordered(_ entries: [StoryEntry]) -> [StoryEntry] {
    func time(_ entry: StoryEntry) -> Int64 { entry.body?.stamp.instant ?? 0 }
    var waiting = entries.sorted {
      (time($0), $0.device.hex, $0.epoch, $0.sequence)
        < (time($1), $1.device.hex, $1.epoch, $1.sequence)
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
          && !awaitsApproval(entry, told: told, waiting: waiting)
      }
      // Entries that name each other cannot be made; if they were, time decides.
      told.append(waiting.remove(at: place ?? 0))
    }
    return told
  }

  /// True for billing's answer to minutes of which no approval has been told yet, and one is still to be.
  private static func awaitsApproval(
    _ entry: StoryEntry, told: [StoryEntry], waiting: [StoryEntry]
  ) -> Bool {
    guard case .office(.billingAnswered(let answer))? = entry.body?.record else { return false }
    func approves(_ other: StoryEntry) -> Bool {
      guard case .review(let review)? = other.body?.record else { return false }
      return review.decision == .approve && review.entry == answer.entry
    }
    return !told.contains(where: approves) && waiting.contains(where: approves)
  }
}
