import Casework
import Evidence
import Sync

/// In which state a device left a point: the fold over its entries of it.
struct VisitState {
  let session: any SQLSession

  /// Nil where the device has no entry of the point that counts.
  /// - Complexity: O(the device's entries of the point).
  func visit(_ point: [UInt8], by device: String, at position: Int64) throws -> FeedVisit? {
    let entries = try entries(of: point, by: device)
    guard let identity = DeviceIdentity(hex: device),
      let held = try HeldDevice.find(identity, in: session), let last = entries.last,
      let reference = last.body.record.point
    else { return nil }
    return FeedVisit(
      position: position, unit: reference.identity.unit, point: reference.identity.point,
      meter: reference.identity.meter, period: reference.identity.period.description,
      state: Standing.folding(entries).state.rawValue, time: last.body.stamp.time, tag: held.tag,
      person: held.person)
  }

  /// A device's entries of a point that count, oldest first.
  func entries(of point: [UInt8], by device: String) throws -> [RecordedEntry] {
    let places = try session.query(
      "SELECT epoch, seq FROM point_entry WHERE point = $1 AND device = $2 ORDER BY epoch, seq",
      [.bytes(point), .text(device)])
    return try places.compactMap { place in
      let row = try session.first(
        "SELECT kind, hash, body FROM entry WHERE device = $1 AND epoch = $2 AND seq = $3",
        [.text(device), place.values[0], place.values[1]])
      guard let row, let body = try? RecordBody.read(try row.bytes(2), kind: try row.text(0))
      else { return nil }
      return RecordedEntry(hash: Hex.text(try row.bytes(1)), body: body)
    }
  }
}
