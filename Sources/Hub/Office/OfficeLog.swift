import Casework
import Evidence
import Metering
import Sync

/// The hub's own log: entries like everyone's, signed with the hub's key.
///
/// Collected first and written together, so that the log's head moves once a transaction.
struct OfficeLog {
  private let session: any SQLSession
  private let signer: DeviceKey
  private let surroundings: HubSurroundings
  private var pending: [(record: OfficeRecord, unit: String, receiver: String)] = []

  init(_ session: any SQLSession, signer: DeviceKey, surroundings: HubSurroundings) {
    self.session = session
    self.signer = signer
    self.surroundings = surroundings
  }

  /// Notes an entry for a unit.
  /// - Parameter receiver: the device that it is addressed to, 32 hex digits; empty: all of the unit.
  mutating func append(_ record: OfficeRecord, unit: String, to receiver: String) throws {
    pending.append((record, unit, receiver))
  }

  /// Signs and keeps what was noted.
  /// - Throws: `HubStoreError`, `conflict` where another process wrote to the log meanwhile.
  mutating func write(feed: inout FeedPositions) throws {
    guard !pending.isEmpty else { return }
    defer { pending = [] }
    let start = try head()
    var head = start
    var rows: [[SQLValue]] = []
    var points: [[SQLValue]] = []
    for (record, unit, receiver) in pending {
      let entry = try signed(record, after: head)
      head = head.advanced(by: entry)
      rows.append(EntryRow.values(entry, .counts, received: surroundings.now()))
      if let identity = record.storied {
        points.append([
          .bytes(PointKey.of(identity)), .text(head.device.hex), .integer(1),
          .integer(head.sequence),
        ])
      }
      feed.add(
        FeedPositions.Item(
          device: head.device.hex, epoch: 1, sequence: head.sequence,
          kind: entry.header.kind.name, person: receiver,
          point: record.point.map { PointKey.of($0.identity) }),
        unit: unit)
    }
    let kept = try session.insert(
      rows, into: "entry", EntryRow.columns, passingOverKnown: true)
    guard kept == rows.count else {
      throw HubStoreError(code: .conflict, message: "the hub's own log moved meanwhile")
    }
    try session.insert(points, into: "point_entry", ["point", "device", "epoch", "seq"])
  }

  private func head() throws -> ChainHead {
    let start = ChainHead.start(signer.publicKey)
    let row = try session.first(
      "SELECT seq, hash FROM entry WHERE device = $1 AND epoch = 1 ORDER BY seq DESC LIMIT 1",
      [.text(start.device.hex)])
    guard let row, let hash = ContentHash(bytes: try row.bytes(1)) else { return start }
    return ChainHead(
      device: start.device, epoch: 1, sequence: try row.integer(0), hash: hash)
  }

  private func signed(_ record: OfficeRecord, after head: ChainHead) throws -> Entry {
    let body = RecordBody(stamp: surroundings.stamp(), record: .office(record))
    guard let kind = EntryKind(record.kind.rawValue) else {
      throw HubStoreError(code: .unexpected, message: "\(record.kind) is no kind of entry")
    }
    return try Chain.next(after: head, kind: kind, body: try body.bytes(), key: signer)
  }
}

extension OfficeRecord {
  /// The point whose own history the record is part of: what billing did there, what its customer said.
  fileprivate var storied: PointIdentity? {
    switch self {
    case .billingAnswered(let answer): answer.point.identity
    case .complaintMade(let complaint): complaint.point.identity
    default: nil
    }
  }
}
