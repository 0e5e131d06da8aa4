import Evidence
import Sync

/// One schedule: handhelds that work, sync over a network that loses, delays, doubles and cuts, crash,
/// are put back from backups and copied; a courier with sticks; and one hub that restarts.
///
/// What happens is drawn from the seed. At the end everything heals, and `faults` says what should not
/// have come to pass.
struct Schedule {
  var random: SeededGenerator
  var hub: SimulatedHub
  var homes: [SimulatedHome]
  /// Backups of homes, by home.
  var backups: [SimulatedHome?]
  var runs: [SyncRun?]
  /// What each run waits for.
  var steps: [SyncStep?]
  /// Requests that the network still carries about: delayed or doubled ones.
  var adrift: [(home: Int, request: WireRequest)] = []
  var sticks: [[UInt8]] = []
  /// Every receipt that any home was ever given, with the log it speaks of.
  var acknowledged: [(receipt: Receipt, entries: [Entry])] = []
  var seconds: Int64 = 1_780_000_000
  /// How often a hub found a fork, and a home that it is an old copy.
  private(set) var forksFound = 0
  private(set) var oldCopiesFound = 0
  private var written = 0

  /// - Parameter answersEarly: the control: the hub answers before anything is durable.
  init(seed: UInt64, answersEarly: Bool = false) throws {
    random = SeededGenerator(seed: seed)
    let count = 1 + Int(random.next() % 4)
    hub = SimulatedHub(key: try Schedule.key(&random))
    hub.answersEarly = answersEarly
    homes = []
    for _ in 0..<count {
      let home = SimulatedHome(key: try Schedule.key(&random))
      homes.append(home)
      _ = try hub.enrol(home.key.publicKey)
    }
    backups = homes.map { _ in nil }
    runs = homes.map { _ in nil }
    steps = homes.map { _ in nil }
  }

  private static func key(_ random: inout SeededGenerator) throws -> DeviceKey {
    let seed = (0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    guard let key = DeviceKey(seed: seed) else { throw FaultError("no key of 32 bytes") }
    return key
  }

  mutating func chance(_ percent: UInt64) -> Bool { random.next() % 100 < percent }

  mutating func pick(_ count: Int) -> Int { Int(random.next() % UInt64(max(1, count))) }

  /// Lets `events` things happen.
  mutating func run(events: Int) throws {
    for _ in 0..<events { try happen() }
  }

  private mutating func happen() throws {
    let home = pick(homes.count)
    seconds += Int64(pick(600)) - 60
    switch pick(100) {
    case 0..<22: try work(home)
    case 22..<80: try advance(home)
    case 80..<85: arrive()
    case 85..<88: load(home)
    case 88..<91: deliver()
    case 91..<94: crash(home)
    case 94..<95: backups[home] = homes[home]
    case 95..<96: restore(home)
    case 96..<98: hub.restart()
    case 98 where homes.count < 6 && chance(50): copy(home)
    default: try enrolAgain(home)
    }
  }

  private mutating func work(_ home: Int) throws {
    for _ in 0..<(1 + pick(4)) {
      written += 1
      try homes[home].append(
        Array("{\"entry\":\(written),\"home\":\(home)}".utf8), photo: chance(20))
    }
  }

  /// Power gone: what was under way is forgotten, what is durable stays.
  private mutating func crash(_ home: Int) {
    runs[home] = nil
    steps[home] = nil
  }

  /// The home is put back as it once was: what was written since is gone.
  private mutating func restore(_ home: Int) {
    guard let backup = backups[home] else { return }
    crash(home)
    homes[home] = backup
  }

  /// A home is copied with its key, and both work on.
  private mutating func copy(_ home: Int) {
    homes.append(homes[home])
    backups.append(nil)
    runs.append(nil)
    steps.append(nil)
  }

  /// Somebody with a new code enrols a device that may not go on.
  mutating func enrolAgain(_ home: Int) throws {
    guard homes[home].isFrozen || homes[home].isBehind else { return }
    if homes[home].isFrozen { forksFound += 1 } else { oldCopiesFound += 1 }
    crash(home)
    if let grant = try hub.enrol(homes[home].key.publicKey) { try homes[home].open(grant) }
  }

  /// A stick is filled: the same bundles that would be sent.
  private mutating func load(_ home: Int) {
    guard
      let bundle = homes[home].bundle(
        after: Int64(pick(homes[home].log.count + 1)), limits: Schedule.limits)
    else { return }
    var bytes = bundle.bytes
    if chance(10) { bytes = Array(bytes.prefix(pick(bytes.count))) }
    if chance(10), !bytes.isEmpty { bytes[pick(bytes.count)] ^= 1 << UInt8(pick(8)) }
    sticks.append(bytes)
  }

  /// A stick reaches the hub, perhaps again; the receipts go back with it or are lost.
  private mutating func deliver() {
    guard !sticks.isEmpty else { return }
    let number = pick(sticks.count)
    let bytes = sticks[number]
    if chance(60) { sticks.remove(at: number) }
    guard let receipt = try? hub.ingest(bytes, name: ContentHash(of: bytes)) else { return }
    let owners = homes.indices.filter { homes[$0].device == receipt.device }
    for home in owners where chance(70) { take(receipt, home) }
  }

  /// A doubled or delayed request arrives; nobody waits for its answer any more.
  private mutating func arrive() {
    guard !adrift.isEmpty else { return }
    let (home, request) = adrift.remove(at: pick(adrift.count))
    _ = hub.answer(request) { homes[home].photos[$0] }
  }

  mutating func take(_ receipt: Receipt, _ home: Int) {
    homes[home].keep(receipt)
    guard homes[home].covers(receipt) else { return }
    acknowledged.append((receipt, Array(homes[home].log.prefix(Int(receipt.sequence)))))
  }

  /// Small bundles, so that a few entries make several.
  static let limits = Bundle.Limits(entries: 4, bytes: 1 << 20)
}
