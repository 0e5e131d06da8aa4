package import Evidence

/// An entry as the table `entry` holds it.
package enum EntryRow {
  package static let columns = [
    "device", "epoch", "seq", "kind", "state", "header", "signature", "hash", "body", "received",
  ]

  /// The values of `columns`.
  /// - Parameter received: RFC 3339; a receipt repeats it for ever.
  package static func values(
    _ entry: Entry, _ state: EntryState, received: String
  ) -> [SQLValue] {
    [
      .text(entry.header.device.hex), .integer(entry.header.epoch),
      .integer(entry.header.sequence), .text(entry.header.kind.name), .integer(state.rawValue),
      .bytes(entry.headerBytes), .bytes(entry.signature), .bytes(entry.hash.bytes),
      .bytes(entry.body), .text(received),
    ]
  }
}
