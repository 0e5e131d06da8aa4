import Evidence

/// The places that a transaction's entries get in their units' feeds.
///
/// A unit's counter is moved once, at the end: positions have no gaps, and nobody can see a later one
/// before an earlier one is there.
struct FeedPositions {
  struct Item {
    var device: String
    var epoch: Int64
    var sequence: Int64
    var kind: String
    /// Whose entry it is; for the hub's own the device it is addressed to, empty for the whole unit.
    var person: String
    var point: [UInt8]?
  }

  private var items: [String: [Item]] = [:]

  mutating func add(_ item: Item, unit: String) {
    items[unit, default: []].append(item)
  }

  /// Units in one order, so that two transactions never wait for each other.
  func write(_ session: any SQLSession) throws {
    for (unit, items) in items.sorted(by: { $0.key < $1.key }) {
      let row = try session.first(
        """
        INSERT INTO unit_position(unit, position) VALUES ($1, $2)
        ON CONFLICT (unit) DO UPDATE SET position = unit_position.position + $2
        RETURNING position
        """, [.text(unit), .integer(Int64(items.count))])
      let end = try row?.integer(0) ?? 0
      let start = end - Int64(items.count)
      try session.insert(
        items.enumerated().map { index, item in
          [
            .text(unit), .integer(start + Int64(index) + 1), .text(item.device),
            .integer(item.epoch), .integer(item.sequence), .text(item.kind), .text(item.person),
            item.point.map { .bytes($0) } ?? .null,
          ]
        }, into: "feed_item",
        ["unit", "position", "device", "epoch", "seq", "kind", "person", "point"])
    }
  }
}
