import Casework
package import Evidence
import Foundation
package import Metering
import Sync

/// A third visit that a supervisor ordered and that nobody has made yet.
package struct OrderedVisit: Hashable, Sendable {
  package var identity: PointIdentity
  /// Who ordered it, why and by when.
  package var supervisor: String
  package var reason: String?
  package var due: Day?
  /// Who has been at the meter: none of them is sent again.
  package var persons: [String]
  /// The tag of the device that it was given to; nil while it is given to none.
  package var assigned: String?
}

extension Hub {
  /// The third visits that are ordered, by unit and point.
  /// - Throws: `HubStoreError`.
  /// - Complexity: O(points with decisions, and their entries).
  package func orderedVisits() async throws -> [OrderedVisit] {
    let hub = DeviceIdentity(signer.publicKey)
    return try await store.read { session in
      let devices = try session.query("SELECT \(HeldDevice.columns) FROM device", [])
        .map(HeldDevice.init)
      let rows = try session.query(
        "SELECT DISTINCT point FROM feed_item WHERE kind = $1 AND point IS NOT NULL",
        [.text(Record.Kind.review.rawValue)])
      let visits = try rows.compactMap { row -> OrderedVisit? in
        let point = try row.bytes(0)
        let history = try StoredHistory(session: session, hub: hub).history(of: point)
        let standing = Standing.folding(history)
        guard let review = standing.review, review.review.decision == .thirdVisit else {
          return nil
        }
        let persons = history.voices.map(\.author.person)
        let holders = try session.query(
          "SELECT device FROM assigned_point WHERE point = $1", [.bytes(point)]
        ).map { try $0.text(0) }
        let sent = devices.first {
          holders.contains($0.identity.hex) && $0.state == .active && $0.role == .inspector
            && !persons.contains($0.person)
        }
        return OrderedVisit(
          identity: review.review.point.identity, supervisor: review.author.person,
          reason: review.review.reason, due: review.review.due, persons: persons,
          assigned: sent?.tag)
      }
      return visits.sorted {
        ($0.identity.unit, $0.identity.point, $0.identity.meter)
          < ($1.identity.unit, $1.identity.point, $1.identity.meter)
      }
    }
  }

  /// Gives the third visits of the device's unit that nobody has yet to one device, as a list of their own
  /// beside what it has.
  /// - Returns: the visits given; empty where all have somebody.
  /// - Throws: `HubRequestError`: `unknownReceiver`, `wasThere` where the device's person has been at one of
  ///   the meters; nothing is given then. `HubStoreError`; what reading the lists throws.
  /// - Complexity: O(rows of the lists that are held).
  package func assignVisits(
    to device: DeviceIdentity, folder: String
  ) async throws -> [OrderedVisit] {
    let held = try await devicesHeld().first { $0.identity == device && $0.state == .active }
    guard let held, held.role == .inspector else {
      throw HubRequestError(code: .unknownReceiver, value: device.hex)
    }
    let waiting = try await orderedVisits().filter {
      $0.assigned == nil && $0.identity.unit == held.unit
    }
    if let refused = waiting.first(where: { $0.persons.contains(held.person) }) {
      throw HubRequestError(code: .wasThere, value: held.tag, detail: refused.identity.meter)
    }
    var missing = Dictionary(waiting.map { ($0.identity, $0) }) { first, _ in first }
    var given: [OrderedVisit] = []
    var lists: [(AssignedList, [AssignedList.Point])] = []
    try await eachHeldList(folder: folder) { _, list in
      let points = list.points.filter { missing[$0.identity] != nil }
      guard !points.isEmpty else { return true }
      let path = "\(folder)/third-\(lists.count).xml"
      try list.write(points[...], to: path)
      given += points.compactMap { missing.removeValue(forKey: $0.identity) }
      let kept = try AssignedList(path: path)
      lists.append((kept, kept.points))
      return !missing.isEmpty
    }
    for (list, points) in lists {
      let part = "\(folder)/visit.xml"
      for point in points {
        try list.write([point], to: part)
        let period = point.identity.period
        let name =
          "lan-ba-\(point.identity.point)-\(period.year)-\(period.month)-\(period.cycle).xml"
        _ = try await assign(
          list, part, name, unit: held.unit, device: device, [point], isSupplement: true)
      }
    }
    return given.map { visit in
      var visit = visit
      visit.assigned = held.tag
      return visit
    }
  }
}
