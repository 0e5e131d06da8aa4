/// What a feed page says: JSON, as its bytes are signed in the page.
package struct FeedContent: Codable, Hashable, Sendable {
  /// The `phuctra-receipt/1` for the head the hub has of this device: on a stick the proof that what
  /// was carried arrived, and everywhere the sign that a home was put back from a backup.
  package var receipt: String?
  /// `phuctra-certificate/1` texts of the devices whose entries the page holds.
  package var certificates: [String]
  /// Entries of others, in the order of their positions.
  package var entries: [FeedEntry]
  /// Where other persons left points of this device's lists.
  package var visits: [FeedVisit]
  /// SHA-256 in hex of files that a courier brought and that the hub has now: on a stick what the answer
  /// to an upload is on a line, the proof that lets the device drop its photos. Absent on a line.
  package var blobs: [String]?

  package init(
    receipt: String? = nil, certificates: [String] = [], entries: [FeedEntry] = [],
    visits: [FeedVisit] = [], blobs: [String]? = nil
  ) {
    self.receipt = receipt
    self.certificates = certificates
    self.entries = entries
    self.visits = visits
    self.blobs = blobs
  }
}

/// An entry of another device or of the hub; its texts hold its exact bytes.
package struct FeedEntry: Codable, Hashable, Sendable {
  package var position: Int64
  package var header: String
  /// 128 hex digits.
  package var signature: String
  package var body: String

  package init(position: Int64, header: String, signature: String, body: String) {
    self.position = position
    self.header = header
    self.signature = signature
    self.body = body
  }
}

/// The state in which another person left a point; the entry itself stays with the hub.
package struct FeedVisit: Codable, Hashable, Sendable {
  package var position: Int64
  package var unit: String
  package var point: String
  package var meter: String
  /// As `2026-06/1`.
  package var period: String
  /// `confirmed`, `deviates`, `unresolved`, `unread`, `pending` or `unvisited`.
  package var state: String
  /// Of the last entry that counts, local with offset, as its device wrote it.
  package var time: String
  package var tag: String
  package var person: String

  package init(
    position: Int64, unit: String, point: String, meter: String, period: String, state: String,
    time: String, tag: String, person: String
  ) {
    self.position = position
    self.unit = unit
    self.point = point
    self.meter = meter
    self.period = period
    self.state = state
    self.time = time
    self.tag = tag
    self.person = person
  }
}
