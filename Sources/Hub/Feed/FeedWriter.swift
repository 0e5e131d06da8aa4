import Casework
import Evidence
import Sync

/// Fills one page of a device's feed.
struct FeedWriter {
  let session: any SQLSession
  let reader: HeldDevice
  let hub: DeviceIdentity
  /// Up to which the page reaches.
  private(set) var cursor: Int64
  /// Whether something waits behind it.
  private(set) var more = false
  private(set) var entries: [FeedEntry] = []
  /// The last visit of each point.
  private(set) var visits: [[UInt8]: FeedVisit] = [:]
  private var bytes = 0
  private var authors: Set<String> = []

  /// Items looked through for one page; a page may well be empty and have more behind it.
  private static let mostItems = 20_000
  private static let step = 1000

  init(session: any SQLSession, reader: HeldDevice, hub: DeviceIdentity, after: Int64) {
    self.session = session
    self.reader = reader
    self.hub = hub
    cursor = after
  }

  /// A place of the unit's feed.
  struct Item {
    let position: Int64
    let device: String
    let epoch: Int64
    let sequence: Int64
    let kind: String
    let person: String
    let point: [UInt8]?

    init(_ row: SQLRow) throws {
      position = try row.integer(0)
      device = try row.text(1)
      epoch = try row.integer(2)
      sequence = try row.integer(3)
      kind = try row.text(4)
      person = try row.text(5)
      point = row.values[6] == .null ? nil : try row.bytes(6)
    }
  }

  mutating func fill() throws {
    var seen = 0
    while seen < FeedWriter.mostItems {
      let rows = try session.query(
        """
        SELECT position, device, epoch, seq, kind, person, point FROM feed_item
        WHERE unit = $1 AND position > $2 ORDER BY position LIMIT \(FeedWriter.step)
        """, [.text(reader.unit), .integer(cursor)])
      let items = try rows.map(Item.init)
      let mine = try assigned(among: items)
      for item in items {
        if isFull {
          more = true
          return
        }
        try take(item, isMine: item.point.map(mine.contains) ?? false)
        cursor = item.position
      }
      seen += items.count
      if items.count < FeedWriter.step { return }
    }
    more = true
  }

  private var isFull: Bool {
    entries.count >= Bundle.Limits.sent.entries || bytes >= Bundle.Limits.sent.bytes / 2
      || visits.count >= 2000
  }

  /// What the certificates of the page's authors say.
  func certificates() throws -> [String] {
    try authors.sorted().compactMap { device in
      let row = try session.first(
        "SELECT certificate FROM device WHERE device = $1", [.text(device)])
      return try row.map { String(decoding: try $0.bytes(0), as: UTF8.self) }
    }
  }

  private mutating func take(_ item: Item, isMine: Bool) throws {
    if item.device == hub.hex { return try takeOffice(item) }
    guard reader.state != .revoked else { return }
    if item.device == reader.identity.hex {
      // A home that was put back from a backup lacks what it wrote in its earlier epochs.
      if item.epoch < reader.head.epoch { try add(item) }
      return
    }
    if reader.role == .supervisor || item.person == reader.person { return try add(item) }
    if item.kind == Record.Kind.review.rawValue {
      if try isMine || item.point.map(hasWorked) == true { try add(item) }
      return
    }
    if isMine, let point = item.point { try addVisit(point, by: item.device, at: item.position) }
  }

  private mutating func takeOffice(_ item: Item) throws {
    let isAddressed = item.person == reader.identity.hex
    guard
      isAddressed
        || reader.state != .revoked && (item.person.isEmpty || reader.role == .supervisor)
    else { return }
    try add(item)
    guard item.kind == Record.Kind.listAssigned.rawValue, reader.role == .inspector else { return }
    for point in try assignedPoints() {
      for device in try others(at: point) { try addVisit(point, by: device, at: item.position) }
    }
  }

  private mutating func add(_ item: Item) throws {
    let row = try session.first(
      """
      SELECT header, signature, body, state FROM entry
      WHERE device = $1 AND epoch = $2 AND seq = $3
      """, [.text(item.device), .integer(item.epoch), .integer(item.sequence)])
    guard let row else { return }
    let isQuarantined = try row.integer(3) == EntryState.quarantined.rawValue
    if isQuarantined, reader.role != .supervisor { return }
    let body = try row.bytes(2)
    // Bytes that are no text cannot stand in a page; they are quarantined and told of by the hub.
    guard let text = String(validating: body, as: UTF8.self) else { return }
    let header = String(decoding: try row.bytes(0), as: UTF8.self)
    entries.append(
      FeedEntry(
        position: item.position, header: header, signature: Hex.text(try row.bytes(1)), body: text))
    bytes += header.utf8.count + body.count + 200
    if item.device != hub.hex { authors.insert(item.device) }
  }

  /// Which of the items' points are on the reader's lists.
  private func assigned(among items: [Item]) throws -> Set<[UInt8]> {
    guard reader.role == .inspector else { return [] }
    var found: Set<[UInt8]> = []
    var rest = Set(items.compactMap(\.point))[...]
    while !rest.isEmpty {
      let part = Array(rest.prefix(200))
      rest = rest.dropFirst(200)
      let marks = part.indices.map { "$\($0 + 3)" }.joined(separator: ", ")
      let rows = try session.query(
        "SELECT point FROM assigned_point WHERE device IN ($1, $2) AND point IN (\(marks))",
        receivers + part.map { .bytes($0) })
      for row in rows { found.insert(try row.bytes(0)) }
    }
    return found
  }

  /// True where the reader's person recorded something at a point, on whatever device: a decision on it
  /// is for him, whoever gave him the list.
  private func hasWorked(at point: [UInt8]) throws -> Bool {
    try session.first(
      """
      SELECT 1 FROM point_entry p JOIN device d ON d.device = p.device
      WHERE p.point = $1 AND d.person = $2 LIMIT 1
      """, [.bytes(point), .text(reader.person)]) != nil
  }

  /// To whom the reader's lists may have been given: to him, or to all of his unit.
  private var receivers: [SQLValue] {
    [.text(reader.identity.hex), .text(Hub.receiver(unit: reader.unit))]
  }

  private func assignedPoints() throws -> [[UInt8]] {
    try session.query(
      "SELECT DISTINCT point FROM assigned_point WHERE device IN ($1, $2) ORDER BY point",
      receivers
    ).map { try $0.bytes(0) }
  }

  /// Other persons' devices that have entries of a point.
  private func others(at point: [UInt8]) throws -> [String] {
    let rows = try session.query(
      "SELECT DISTINCT device FROM point_entry WHERE point = $1", [.bytes(point)])
    return try rows.map { try $0.text(0) }.filter { device in
      guard device != hub.hex, let identity = DeviceIdentity(hex: device),
        let held = try HeldDevice.find(identity, in: session)
      else { return false }
      return held.person != reader.person
    }.sorted()
  }

  private mutating func addVisit(
    _ point: [UInt8], by device: String, at position: Int64
  ) throws {
    if let visit = try VisitState(session: session).visit(point, by: device, at: position) {
      visits[point] = visit
    }
  }
}
