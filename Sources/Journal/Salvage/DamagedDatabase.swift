import Casework
import Evidence
import GRDB
import Glibc

/// A private copy of a damaged home's database, read row by row; whatever SQLite refuses is skipped.
///
/// The copy may be recovered and written by SQLite as it likes; the home is only read.
final class DamagedDatabase {
  private let folder: String
  private let queue: DatabaseQueue

  /// Rows between two that SQLite refuses are asked for one by one up to so many.
  private static let longestGap: Int64 = 1_000_000

  /// Nil where not even the copy can be opened.
  init?(copyOf home: Home, in base: String) {
    var template = Array("\(base)/.salvage-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = "\(folder)/journal.sqlite"
    for suffix in ["", "-wal"] where FileSystem.exists(home.database + suffix) {
      DamagedDatabase.copy(home.database + suffix, to: path + suffix)
    }
    var configuration = Configuration()
    configuration.busyMode = .timeout(1)
    guard FileSystem.exists(path),
      let queue = try? DatabaseQueue(path: path, configuration: configuration)
    else {
      DamagedDatabase.remove(folder)
      return nil
    }
    self.queue = queue
  }

  deinit {
    try? queue.close()
    DamagedDatabase.remove(folder)
  }

  private static func remove(_ folder: String) {
    for name in FileSystem.names(in: folder) { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }

  /// Copies what can be read of a file.
  private static func copy(_ path: String, to target: String) {
    guard let file = DamagedFile(path) else { return }
    let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var offset = 0
    while offset < file.size {
      let piece = file.bytes(at: offset, count: 1 << 20)
      let isWritten: Void? = try? piece.withUnsafeBytes {
        try FileSystem.write($0, to: descriptor, path: target)
      }
      guard isWritten != nil else { return }
      offset += piece.count
    }
  }

  /// Calls `body` with every row that SQLite gives, from both ends, then one by one in between.
  func eachRow(_ body: (StoredEntry) -> Void) {
    let select = "SELECT \(StoredEntry.columns) FROM journal"
    var low = Int64.min
    let isWhole = walk("\(select) ORDER BY seq") {
      low = $0.row
      body($0)
    }
    if isWhole { return }
    var high = Int64.max
    _ = walk("\(select) WHERE seq > \(low) ORDER BY seq DESC") {
      high = $0.row
      body($0)
    }
    let first = max(low, 0) + 1
    guard high != .max, first < high, high - first <= DamagedDatabase.longestGap else { return }
    for number in first..<high { _ = walk("\(select) WHERE seq = \(number)", body) }
  }

  /// True where the statement came to its end.
  private func walk(_ sql: String, _ body: (StoredEntry) -> Void) -> Bool {
    do {
      try queue.unsafeRead { database in
        let rows = try Statement(database, sql)
        while try rows.step() { body(StoredEntry(rows)) }
      }
      return true
    } catch {
      return false
    }
  }

  /// One row again.
  func row(_ number: Int64) -> StoredEntry? {
    try? queue.unsafeRead { try StoredEntry.at(number, in: $0) }
  }

  /// How far the tables had come, by their own word; nil where it cannot be read.
  var folded: Int64? {
    try? queue.unsafeRead { try Counters.value($0, .folded) ?? 0 }
  }

  /// The receipts that are sound.
  func receipts(of device: DeviceIdentity) -> [Receipt] {
    let rows = try? queue.unsafeRead { try Row.fetchAll($0, sql: "SELECT * FROM receipt") }
    return (rows ?? []).compactMap { try? KeptReceipt($0) }.filter { $0.isSound(device) }
      .map(\.receipt)
  }

  /// Where the mirror is, by the last set-up that can be read.
  var mirror: String? {
    let configuration = try? queue.unsafeRead { try Journal.configuration($0) }
    return (configuration ?? nil)?.settings.mirror
  }
}
