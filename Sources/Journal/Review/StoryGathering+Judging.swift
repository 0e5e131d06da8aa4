import Casework
import Evidence

extension StoryGathering {
  struct Judged {
    var fault: StoryFault?
  }

  /// Nil where the entry is not of the story.
  func judge(
    _ body: RecordBody?, hash: String, _ place: StoryPlace, fault: String?, unread: String?
  ) -> Judged? {
    let relation = body.map { self.relation(of: $0.record, hash: hash, place) }
    guard place.isTabled || relation.map({ $0 != .none }) ?? names(place, hash) else { return nil }
    if let fault { return Judged(fault: .altered(fault)) }
    if let unread { return Judged(fault: .unreadable(unread)) }
    if let row = place.row, let problem = lists.unreadable[row] {
      return Judged(fault: .listUnreadable(problem))
    }
    if place.isTabled, relation == Relation.none || relation == .besides {
      return Judged(fault: .otherPoint(body?.record.point?.identity))
    }
    if !place.isTabled, relation == .about { return Judged(fault: .unknownToTables) }
    return Judged(fault: nil)
  }

  private enum Relation {
    /// Recorded at the point.
    case about
    /// Of its list, its invoice, its book or another entry of the story.
    case besides
    case none
  }

  private func relation(of record: Record, hash: String, _ place: StoryPlace) -> Relation {
    if let point = record.point { return point.identity == identity ? .about : .none }
    let isBesides =
      switch record {
      case .worklistLoaded: place.row.map { lists.rows.contains($0) } ?? false
      case .bookSigned: signings.contains(hash)
      case .office(.listAssigned(let assignment)):
        lists.bringing.contains(assignment.list.sha256)
      case .office(.invoicesStated(let statement)):
        statement.unit == identity.unit && statement.rows.contains { $0.isOf(identity) }
      case .office(.entryQuarantined(let quarantine)):
        found.contains { $0.hash.hex == quarantine.entry }
      default: false
      }
    return isBesides ? .besides : .none
  }

  /// True for an entry that cannot be read where its place or its bytes say that it was of the story.
  private func names(_ place: StoryPlace, _ hash: String) -> Bool {
    if place.row.map({ lists.rows.contains($0) }) == true || signings.contains(hash) { return true }
    let words = String(decoding: place.words, as: UTF8.self)
    return [identity.point, identity.meter].allSatisfy { words.contains($0) }
      || lists.bringing.contains { words.contains($0) }
      || found.contains { words.contains($0.hash.hex) }
  }
}
