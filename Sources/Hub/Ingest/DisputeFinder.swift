import Casework
import Evidence
import Metering

/// Finds inspections that contradict what another person found at the same meter.
struct DisputeFinder {
  let session: any SQLSession

  /// Tells each new dispute once, whatever is sent again.
  /// - Complexity: one look-up for a hundred inspections, and one for each earlier entry of others.
  func search(
    _ inspections: [(entry: Entry, inspection: Inspection, point: [UInt8])],
    by device: HeldDevice, found: (InspectionDispute) throws -> Void
  ) throws {
    var rest = inspections[...]
    while !rest.isEmpty {
      let part = rest.prefix(100)
      rest = rest.dropFirst(100)
      let marks = part.indices.map { "$\($0 - part.startIndex + 2)" }.joined(separator: ", ")
      let rows = try session.query(
        """
        SELECT DISTINCT point, device FROM point_entry
        WHERE device <> $1 AND point IN (\(marks))
        """, [.text(device.identity.hex)] + part.map { .bytes($0.point) })
      guard !rows.isEmpty else { continue }
      let others = Dictionary(grouping: try rows.map(Place.init), by: \.point)
      for (entry, inspection, point) in part {
        for side in try standing(others[point] ?? [], besides: device.person) {
          guard inspection.disagrees(with: side.inspection) else { continue }
          guard try isNew(point, side.hash, entry.hash) else { continue }
          try found(
            InspectionDispute(
              point: inspection.point,
              sides: [
                side.side,
                InspectionDispute.Side(
                  entry: entry.hash.hex, device: device.identity.hex, person: device.person,
                  tag: device.tag),
              ]))
        }
      }
    }
  }

  private struct Place {
    let point: [UInt8]
    let device: String

    init(_ row: SQLRow) throws {
      point = try row.bytes(0)
      device = try row.text(1)
    }
  }

  private struct Found {
    let inspection: Inspection
    let hash: ContentHash
    let side: InspectionDispute.Side
  }

  /// The inspection that counts of every other device whose person is another.
  private func standing(_ places: [Place], besides person: String) throws -> [Found] {
    try Dictionary(grouping: places, by: \.device).sorted { $0.key < $1.key }.compactMap {
      device, places in
      guard let identity = DeviceIdentity(hex: device),
        let held = try HeldDevice.find(identity, in: session), held.person != person
      else { return nil }
      let entries = try places.first.map {
        try VisitState(session: session).entries(of: $0.point, by: device)
      }
      guard let entries else { return nil }
      guard let counting = Standing.folding(entries).inspection,
        let entry = entries.first(where: { $0.hash == counting }),
        case .inspection(let inspection) = entry.body.record, let hash = ContentHash(hex: counting)
      else { return nil }
      return Found(
        inspection: inspection, hash: hash,
        side: InspectionDispute.Side(
          entry: counting, device: device, person: held.person, tag: held.tag))
    }
  }

  private func isNew(_ point: [UInt8], _ earlier: ContentHash, _ later: ContentHash) throws -> Bool
  {
    try session.execute(
      """
      INSERT INTO dispute(point, earlier, later) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
      """, [.bytes(point), .bytes(earlier.bytes), .bytes(later.bytes)]) == 1
  }
}
