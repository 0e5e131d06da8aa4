import GRDB
import Glibc
import Metering

/// Takes a list's rows into the tables, inside the transaction that appends its entry.
///
/// Into empty tables the rows go straight, and the indices are made at the end; otherwise they go
/// into a staging table first and are then held against what is there.
struct ListLoader {
  private let database: Database
  private let list: Int64
  private let table: String
  private let staged: Bool
  private let replacing: (name: String, receiver: String?)?
  private let inserter: PointInserter
  private var scopes = Scopes()
  private var pending = PendingPoint()
  private var registers = 0

  /// What a list did to the worklist.
  struct Outcome {
    var points = 0
    var registers = 0
    var added = 0
    var changed = 0
    var removed = 0
    var recordChanged = 0
  }

  /// Prepares for the list that entry `list` loads.
  /// - Parameter replacing: the name and the device of another's list, as a supervisor has it, or the
  ///   name of a supplement: only that one's earlier version gives way; nil: all that was there of its
  ///   books, but for supplements.
  init(
    _ database: Database, list: Int64, replacing: (name: String, receiver: String?)? = nil
  ) throws {
    self.database = database
    self.list = list
    self.replacing = replacing
    staged = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM point)") ?? false
    table = staged ? "incoming" : "point"
    if staged {
      try database.execute(sql: "DROP TABLE IF EXISTS temp.incoming")
      try database.execute(sql: "CREATE TEMP TABLE incoming(\(Schema.pointColumns))")
    } else {
      for index in PointIndex.allCases { try index.drop(database) }
    }
    inserter = try PointInserter(
      database, table: table,
      firstID: staged ? 1 : try Counters.value(database, .nextPoint) ?? 1)
  }

  /// Takes the next row.
  mutating func take(_ row: RegisterRow) throws {
    registers += 1
    let key = PendingPoint.key(of: row)
    if pending.isSame(row, key: key) {
      guard pending.add(row) else { throw Duplicate(kind: row.kind, spans: spans + [row.span]) }
      return
    }
    try flush()
    pending.start(row, key: key, scope: try scopes.id(of: row, in: database))
  }

  private var spans: [RowSpan] { pending.spans.withUnsafeBufferPointer(PackedSpans.spans) }

  private mutating func flush() throws {
    guard !pending.isEmpty else { return }
    try inserter.write(pending, list: list)
    pending.clear()
  }

  /// Settles the list after its last row.
  mutating func finish() throws -> Outcome {
    try flush()
    if staged {
      try database.execute(sql: "CREATE INDEX temp.incoming_key ON incoming(key)")
    } else {
      try PointIndex.key.create(database)
    }
    try ScatteredPoints(database: database, table: table).gather()
    var outcome = Outcome()
    outcome.registers = registers
    outcome.points = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
    if staged {
      try ListReconciler(
        database: database, list: list, covered: scopes.covered, replacing: replacing
      ).apply(&outcome)
      try database.execute(sql: "DROP TABLE temp.incoming")
    } else {
      outcome.added = outcome.points
      try Counters.set(database, .nextPoint, inserter.nextID)
      try PointIndex.walk.create(database)
      if outcome.points <= PointIndex.largeList {
        for index in PointIndex.allCases { try index.create(database) }
      }
    }
    try Counters.recount(database, allUnvisited: !staged)
    return outcome
  }

  /// One register stands in the list twice: which one, and where.
  struct Duplicate: Error {
    var kind: RegisterKind?
    var spans: [RowSpan]

    /// Names the lines, which are counted only now.
    func message(name: String, path: String) throws -> String {
      let lines = try LineNumbers.of(spans.map(\.offset), in: path).map(String.init)
      return "\(name), lines \(lines.joined(separator: ", ")): a register of one point stands "
        + "there twice\(kind.map { " (\($0.rawValue))" } ?? ""); nothing was loaded: ask the office for "
        + "a list without doubles"
    }
  }
}

/// Line numbers of places in a file.
enum LineNumbers {
  /// - Complexity: one pass over the file.
  static func of(_ offsets: [Int64], in path: String) throws -> [Int] {
    try FileSystem.withFile(path, flags: O_RDONLY) { descriptor in
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      var lines = offsets.map { _ in 1 }
      var position: Int64 = 0
      while true {
        let count = try buffer.withUnsafeMutableBytes {
          try FileSystem.read(descriptor, into: $0, path: path)
        }
        if count == 0 { return lines }
        for byte in buffer[..<count] {
          if byte == UInt8(ascii: "\n") {
            for (number, offset) in offsets.enumerated() where offset > position {
              lines[number] += 1
            }
          }
          position += 1
        }
      }
    }
  }
}
