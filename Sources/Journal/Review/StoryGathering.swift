import Casework
import Evidence
import FoundationEssentials
import GRDB
import Metering

/// Looks for the entries of a point's story and says of each whether it can be believed.
struct StoryGathering {
  let identity: PointIdentity
  let lists: StoryLists
  private let key: PublicKey
  private let enrolment: KeptEnrolment?
  private let signers: Signers?
  private let database: Database
  /// Hashes, in hex, of the signings of the point's book.
  let signings: Set<String>
  private(set) var found: [StoryEntry] = []
  /// Arrivals of others that are told already.
  private var told: Set<Int64> = []

  init(
    _ identity: PointIdentity, _ lists: StoryLists, key: PublicKey, enrolment: KeptEnrolment?,
    _ database: Database
  ) throws {
    self.identity = identity
    self.lists = lists
    self.key = key
    self.enrolment = enrolment
    self.database = database
    signers = try enrolment.map { try Signers.kept($0, own: key, in: database) }
    signings = try StoryGathering.signings(identity, database)
  }

  /// The entries, in no order.
  func entries() throws -> [StoryEntry] {
    var gathering = self
    try gathering.takeOwn()
    try gathering.takeHeard(
      """
      id IN (SELECT id FROM heard WHERE key = ?1) OR instr(body, ?2) > 0
      OR id IN (SELECT id FROM office WHERE kind = 'list-assigned')
      """, [code])
    // What the hub says of entries is known once these are.
    let hashes = Set(gathering.found.map(\.hash.hex)).sorted()
    try gathering.takeHeard(
      "id IN (SELECT id FROM apart WHERE hash IN (\(StoryGathering.marks(hashes.count))))",
      StatementArguments(hashes))
    let signed = signings.sorted().compactMap { Hex.bytes($0, count: 32) }.map { Data($0) }
    try gathering.takeHeard(
      "hash IN (\(StoryGathering.marks(signed.count)))", StatementArguments(signed))
    return gathering.found
  }

  /// Places for so many arguments after the first.
  private static func marks(_ count: Int) -> String {
    (0..<count).map { "?\($0 + 2)" }.joined(separator: ", ")
  }

  private var pointKey: Int64 { PendingPoint.key(of: identity) }

  /// The point's code as it stands in bodies.
  private var code: Data { Data(identity.point.utf8) }

  private static func signings(
    _ identity: PointIdentity, _ database: Database
  ) throws -> Set<String> {
    try String.fetchSet(
      database,
      sql: """
        SELECT b.hash FROM book_signing b JOIN scope s ON s.unit = b.unit AND s.book = b.book
        JOIN point p ON p.scope = s.id
        WHERE p.key = ? AND p.point = ? AND p.meter = ? AND b.unit = ? AND b.period = ?
        """,
      arguments: [
        PendingPoint.key(of: identity), identity.point, identity.meter, identity.unit,
        identity.period.description,
      ])
  }
}

extension StoryGathering {
  private mutating func takeOwn() throws {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT \(StoredEntry.columns), \(Epochs.counting) AS counts,
          EXISTS (SELECT 1 FROM mention m WHERE m.key = ?1 AND m.seq = j.seq) AS tabled
        FROM journal j
        WHERE seq IN (SELECT seq FROM mention WHERE key = ?1) OR instr(body, ?2) > 0
          OR seq IN (SELECT seq FROM list) OR instr(header, ?3) > 0
        ORDER BY seq
        """,
      arguments: [pointKey, code, Data("\nkind: \(Record.Kind.bookSigned.rawValue)\n".utf8)])
    for row in rows {
      let stored = StoredEntry(row)
      let entry = try? stored.entry()
      let chain = entry.flatMap { stored.fault(in: $0, key: key)?.description }
      let place = StoryPlace(
        device: DeviceIdentity(key), row: stored.row, epoch: entry?.header.epoch ?? 0,
        sequence: entry?.sequence ?? stored.row, header: stored.header, words: stored.body,
        isTabled: row["tabled"], isOutside: !(row["counts"] as Bool))
      _ = try take(entry, at: place, fault: entry == nil ? "its header is malformed" : chain)
    }
  }

  private mutating func takeHeard(
    _ condition: String, _ arguments: StatementArguments
  ) throws {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT f.*, EXISTS (SELECT 1 FROM heard h WHERE h.key = ?1 AND h.id = f.id) AS tabled
        FROM foreign_entry f WHERE \(condition) ORDER BY id
        """, arguments: [pointKey] + arguments)
    for row in rows {
      guard let device = DeviceIdentity(hex: row["device"]) else { continue }
      let entry = try? ForeignEntry(row).entry
      let place = StoryPlace(
        device: device, row: nil, epoch: row["epoch"], sequence: row["seq"],
        header: Array(row["header"] as Data), words: Array(row["body"] as Data),
        isTabled: row["tabled"], isOutside: false)
      let id: Int64 = row["id"]
      guard !told.contains(id) else { continue }
      if try take(entry, at: place, fault: fault(of: entry, place, kept: row["hash"])) {
        told.insert(id)
      }
    }
  }

  private func fault(of entry: Entry?, _ place: StoryPlace, kept: Data) -> String? {
    guard let entry else { return "its header is malformed" }
    let header = entry.header
    guard
      (header.device, header.epoch, header.sequence)
        == (place.device, place.epoch, place.sequence)
    else { return "it is kept as another entry than it says it is" }
    guard entry.hash.bytes == Array(kept) else { return ChainFault.hashChanged.description }
    guard let signers else { return "this device is enrolled at no hub" }
    return signers.fault(of: entry)
  }

  /// Takes an entry in where it belongs to the story, or where nobody can tell any more.
  /// - Returns: true where it does.
  private mutating func take(
    _ entry: Entry?, at place: StoryPlace, fault: String?
  ) throws -> Bool {
    let hash = entry?.hash ?? ContentHash(of: place.header)
    // Own entries come back from the hub; of two copies the sound one is told once, a bad one always.
    let isCopy = fault == nil && found.contains { $0.hash == hash && $0.fault == nil }
    guard !isCopy else { return false }
    var body: RecordBody?
    var unread: String?
    if let entry {
      do {
        body = try RecordBody.read(entry.body, kind: entry.kind.name)
      } catch {
        unread = error.problem
      }
    }
    let told: StoryFault?
    switch judge(body, hash: hash.hex, place, fault: fault, unread: unread) {
    case .foreign: return false
    case .sound: told = nil
    case .faulty(let fault): told = fault
    }
    found.append(
      StoryEntry(
        device: place.device, author: author(of: place.device),
        isOffice: enrolment.map { DeviceIdentity($0.hub) } == place.device, epoch: place.epoch,
        sequence: place.sequence, kind: entry?.kind, hash: hash, body: body,
        isApart: try Heard.isApart(hash.hex, in: database), isOutside: place.isOutside,
        fault: told))
    return true
  }

  private func author(of device: DeviceIdentity) -> Author? {
    guard device != enrolment?.certificate.device else { return enrolment?.certificate.author }
    // A certificate that was altered certifies nobody.
    return (try? Certificate.kept(of: device, in: database))??.author
  }
}

/// Where an entry is kept, and what the tables say of it.
struct StoryPlace {
  var device: DeviceIdentity
  /// The journal's row of an own entry.
  var row: Int64?
  var epoch: Int64
  var sequence: Int64
  var header: [UInt8]
  var words: [UInt8]
  /// The tables say that it is about the point.
  var isTabled: Bool
  var isOutside: Bool
}
