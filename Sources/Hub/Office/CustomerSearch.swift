import Casework
import Evidence
import Foundation
import Metering

/// Looks up a customer's metering points of the latest period that has any.
struct CustomerSearch {
  struct Found: Sendable {
    /// The list that has the point's rows. Its file lies where `list.path` says as long as the search's
    /// folder does.
    let list: AssignedList
    let point: AssignedList.Point
    /// The device whose list has it; nil where a whole unit's has, or none.
    let holder: DeviceIdentity?
    let state: Standing.State
  }

  let hub: Hub
  let request: ComplaintRequest

  /// The points in the order of their codes, each once: of one device's list before a whole unit's, of a
  /// list before the file.
  func find() async throws -> [Found] {
    var found:
      [PointIdentity: (list: AssignedList, point: AssignedList.Point, holder: DeviceIdentity?)] =
        [:]
    try await hub.eachHeldList(of: request.customer, folder: request.folder) { held, list in
      guard !list.points.isEmpty else { return true }
      let kept = try keep(list)
      for point in kept.points where found[point.identity] == nil {
        found[point.identity] = (kept, point, held.device)
      }
      return true
    }
    if let file = request.file {
      let list = try AssignedList(path: file, of: request.customer)
      for point in list.points where found[point.identity] == nil {
        found[point.identity] = (list, point, nil)
      }
    }
    let latest = found.keys.map(\.period).max()
    let wanted = found.values.filter { $0.point.identity.period == latest }
      .sorted { $0.point.identity.point < $1.point.identity.point }
    var results: [Found] = []
    for one in wanted {
      results.append(
        Found(
          list: one.list, point: one.point, holder: one.holder,
          state: try await hub.standing(of: one.point.identity).state))
    }
    return results
  }

  /// The customer's rows in a file of their own: the list's is staged for the time of its reading alone.
  private func keep(_ list: AssignedList) throws -> AssignedList {
    let path = "\(request.folder)/customer-\(UUID().uuidString).xml"
    try list.write(list.points[...], to: path)
    return try AssignedList(path: path)
  }
}

extension Hub {
  /// Where a point stands by everything that the hub holds.
  /// - Throws: `HubStoreError`.
  func standing(of identity: PointIdentity) async throws -> Standing {
    let signer = DeviceIdentity(signer.publicKey)
    return try await store.read { session in
      try StoredHistory(session: session, hub: signer).standing(of: PointKey.of(identity))
    }
  }
}
