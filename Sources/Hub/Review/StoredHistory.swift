import Casework
import Evidence
import Sync

/// Everything that a hub holds of a point, by who recorded it: folded it gives the state that every home
/// shows.
struct StoredHistory {
  let session: any SQLSession
  /// The hub's own log.
  let hub: DeviceIdentity

  /// - Complexity: O(entries of the point).
  func history(of point: [UInt8]) throws -> PointHistory {
    let devices = try session.query(
      "SELECT DISTINCT device FROM point_entry WHERE point = $1 ORDER BY device", [.bytes(point)]
    ).map { try $0.text(0) }
    var history = PointHistory()
    var logs: [String: [(author: Author, entries: [RecordedEntry])]] = [:]
    for device in devices {
      let entries = try VisitState(session: session).entries(of: point, by: device)
      if device == hub.hex {
        history.answers = entries.compactMap {
          guard case .office(.billingAnswered(let answer)) = $0.body.record else { return nil }
          return answer
        }
        continue
      }
      guard let identity = DeviceIdentity(hex: device),
        let held = try HeldDevice.find(identity, in: session)
      else { continue }
      let author = Author(person: held.person, tag: held.tag)
      var own: [RecordedEntry] = []
      for entry in entries {
        guard case .review(let review) = entry.body.record else {
          own.append(entry)
          continue
        }
        guard held.role == .supervisor else { continue }
        history.reviews.append(
          AttributedReview(
            hash: entry.hash, author: author, time: entry.body.stamp.time, review: review))
      }
      if !own.isEmpty { logs[held.person, default: []].append((author, own)) }
    }
    history.voices = logs.sorted { $0.key < $1.key }.compactMap { _, logs in
      logs.first.map { first in
        Voice(
          author: first.author,
          // One log has its own order, whatever its clock said.
          entries: logs.count == 1
            ? first.entries
            : logs.flatMap(\.entries).sorted { $0.body.stamp.time < $1.body.stamp.time })
      }
    }
    return history
  }
}
