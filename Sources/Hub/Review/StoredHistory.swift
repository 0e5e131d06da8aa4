import Casework
import Evidence
import Sync

/// Everything that a hub holds of a point, by who recorded it: folded it gives the state that every home
/// shows.
struct StoredHistory {
  let session: any SQLSession
  /// The hub's own log.
  let hub: DeviceIdentity

  /// Where a point stands by all of it.
  /// - Complexity: O(entries of the point).
  func standing(of point: [UInt8]) throws -> Standing {
    Standing.folding(try history(of: point))
  }

  /// - Complexity: O(entries of the point).
  func history(of point: [UInt8]) throws -> PointHistory {
    let devices = try session.query(
      "SELECT DISTINCT device FROM point_entry WHERE point = $1 ORDER BY device", [.bytes(point)]
    ).map { try $0.text(0) }
    var logs: [DeviceLog] = []
    var reviews: [AttributedReview] = []
    var answers: [BillingAnswer] = []
    var complaints: [Complaint] = []
    for device in devices {
      let entries = try VisitState(session: session).entries(of: point, by: device)
      if device == hub.hex {
        for entry in entries {
          switch entry.body.record {
          case .office(.billingAnswered(let answer)): answers.append(answer)
          case .office(.complaintMade(let complaint)): complaints.append(complaint)
          default: break
          }
        }
        continue
      }
      guard let identity = DeviceIdentity(hex: device),
        let held = try HeldDevice.find(identity, in: session)
      else { continue }
      let author = Author(person: held.person, tag: held.tag)
      var log = DeviceLog(author: author)
      for entry in entries {
        if let review = AttributedReview(entry, by: author) {
          if held.role == .supervisor { reviews.append(review) }
        } else {
          log.entries.append(entry)
        }
      }
      logs.append(log)
    }
    return PointHistory(
      logs: logs, reviews: reviews, answers: answers, complaints: complaints)
  }
}
