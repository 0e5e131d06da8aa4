import Casework
import Evidence

extension StoryGathering {
  enum Judgement {
    /// Not of the story.
    case foreign
    case sound
    case faulty(StoryFault)
  }

  func judge(
    _ body: RecordBody?, hash: String, _ place: StoryPlace, fault: String?, unread: String?
  ) -> Judgement {
    let relation = body.map { self.relation(of: $0.record, hash: hash, place) }
    guard place.isTabled || relation.map({ $0 != .none }) ?? names(place, hash) else {
      return .foreign
    }
    if let fault { return .faulty(.altered(fault)) }
    if let unread { return .faulty(.unreadable(unread)) }
    if let row = place.row, let problem = lists.unreadable[row] {
      return .faulty(.listUnreadable(problem))
    }
    if place.isTabled, relation == Relation.none || relation == .besides {
      return .faulty(.otherPoint(body?.record.point?.identity))
    }
    if !place.isTabled, relation == .about { return .faulty(.unknownToTables) }
    return .sound
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
