import Casework
import Evidence
import Foundation
import GRDB
import Journal
import TestSupport
import Testing

@Suite("A journal that was tampered with at random")
struct TamperingPropertyTests {
  /// How many tamperings each of the four runs of a property makes; `PHUCTRA_TAMPERINGS` for more.
  static let count = Environment.value("PHUCTRA_TAMPERINGS").flatMap { Int($0) } ?? 100

  @Test("by SQL is found every time, and named by its first bad number", arguments: 0..<4)
  func sql(run: Int) throws {
    try withPatient { patient in
      var random = SeededGenerator.fresh()
      for round in 0..<Self.count {
        let act = SQLTampering(patient.entries, using: &random)
        let message = Comment(rawValue: "\(act), round \(round), seed \(random.seed)")
        try patient.restore()
        try act.run(on: patient)
        let found = try patient.examine()
        #expect(found.isCaught, message)
        guard case .verified(let result) = found else { continue }
        if let due = act.sequence {
          #expect(result.firstFault?.sequence == due, message)
          #expect(result.head.sequence == due - 1, message)
        } else {
          #expect(result.findings.contains { "\($0)".contains(patient.receipt.head.hex) }, message)
        }
      }
    }
  }

  @Test("in the bytes of an entry is found every time, and named by its number", arguments: 0..<4)
  func cells(run: Int) throws {
    try withPatient { patient in
      var random = SeededGenerator.fresh()
      let cells = try patient.cells()
      #expect(cells.map(\.sequence) == Array(1...patient.entries))
      for round in 0..<Self.count {
        let cell = try #require(cells.randomElement(using: &random))
        let offset = Int.random(in: cell.range, using: &random)
        let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
        try patient.restore { $0[offset] ^= bit }
        let message = Comment(
          rawValue: "byte \(offset), bit \(bit), round \(round), seed \(random.seed)")
        guard case .verified(let result) = try patient.examine() else { continue }
        #expect(result.firstFault?.sequence == cell.sequence, message)
        #expect(result.head.sequence == cell.sequence - 1, message)
      }
    }
  }

  @Test("anywhere in the file is found, or changed nothing that can be read", arguments: 0..<4)
  func anywhere(run: Int) throws {
    try withPatient { patient in
      var random = SeededGenerator.fresh()
      let before = try patient.content()
      for round in 0..<Self.count {
        let offset = Int.random(in: 0..<patient.pristine.count, using: &random)
        let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
        try patient.restore { $0[offset] ^= bit }
        guard try !patient.examine().isCaught else { continue }
        try patient.restore { $0[offset] ^= bit }
        let after = try patient.content()
        let changed = after == before ? nil : after.first { !before.contains($0) } ?? "fewer rows"
        #expect(
          changed == nil, "byte \(offset), bit \(bit), round \(round), seed \(random.seed)")
      }
    }
  }

  @Test("in a photo or a list is found every time, and named by its hash and entry")
  func blobs() throws {
    try withPatient { patient in
      var random = SeededGenerator.fresh()
      let folder = patient.home.home.blobs
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(names.count == 3)
      for _ in 0..<Self.count {
        let name = try #require(names.randomElement(using: &random))
        let url = URL(fileURLWithPath: "\(folder)/\(name)")
        let whole = try Data(contentsOf: url)
        let isMissing = Int.random(in: 0..<4, using: &random) == 0
        if isMissing {
          try FileManager.default.removeItem(at: url)
        } else {
          var changed = whole
          changed[Int.random(in: 0..<whole.count, using: &random)] ^= 1
          try changed.write(to: url)
        }
        guard case .verified(let result) = try patient.examine() else {
          Issue.record("not opened, seed \(random.seed)")
          continue
        }
        #expect(!result.findings.isEmpty, "seed \(random.seed)")
        for finding in result.findings {
          switch finding {
          case .blobMissing(let hash, _): #expect(isMissing && hash.hex == name)
          case .blobChanged(let hash, _): #expect(!isMissing && hash.hex == name)
          default: Issue.record("\(finding), seed \(random.seed)")
          }
        }
        try whole.write(to: url)
      }
    }
  }

  private func withPatient(_ body: (Patient) throws -> Void) throws {
    try withHome { (home) throws in try body(try Patient(home)) }
  }
}

/// A home whose database is put back after each tampering.
struct Patient {
  let home: TestHome
  let pristine: Data
  let receipt: Receipt
  let entries: Int64

  /// What a look at the home said.
  enum Outcome {
    /// It does not even open.
    case refused
    case verified(JournalVerification)

    var isCaught: Bool {
      switch self {
      case .refused: true
      case .verified(let result): !result.isSound
      }
    }
  }

  init(_ home: TestHome) throws {
    self.home = home
    let hub = TestHub()
    (receipt, entries) = try home.withJournal { (journal) throws in
      try journal.load(fileAt: home.file(SampleList(points: 1..<8)))
      for point in 1..<5 { try journal.inspect(point, .deviates) }
      let minutes = try journal.minutes(1)
      let hash = minutes.entry.entry.hash.hex
      for number in [1, 2] as [UInt8] {
        let photo = try home.photo(journal, number)
        try journal.append([journal.attachment(1, to: hash, [photo])])
      }
      let receipt = try hub.receipt(journal.head)
      try journal.keep(receipt, hub: hub.key.publicKey)
      return (receipt, journal.head.sequence)
    }
    pristine = try Data(contentsOf: URL(fileURLWithPath: home.home.database))
  }

  /// Puts the database back, changed by `change`.
  func restore(_ change: (inout Data) -> Void = { _ in }) throws {
    var data = pristine
    change(&data)
    for suffix in ["-wal", "-shm"] { unlink(home.home.database + suffix) }
    try data.write(to: URL(fileURLWithPath: home.home.database))
  }

  func examine() throws -> Outcome {
    let journal: Journal
    do {
      journal = try home.open()
    } catch {
      return .refused
    }
    defer { try? journal.close() }
    do {
      return .verified(try journal.verify())
    } catch {
      return .refused
    }
  }

  /// Where each entry lies in the file, header to body.
  func cells() throws -> [(sequence: Int64, range: Range<Int>)] {
    let mark = Data("phuctra-entry/1\n".utf8)
    var cells: [(sequence: Int64, range: Range<Int>)] = []
    var start = 0
    while let found = pristine.range(of: mark, in: start..<pristine.count) {
      let words = String(
        decoding: pristine[found.lowerBound..<(found.lowerBound + 400)], as: UTF8.self)
      let lines = words.split(separator: "\n").prefix(8)
      let number = try #require(Int64(lines[3].dropFirst("seq: ".count)))
      let body = try #require(Int(lines[6].dropFirst("body-length: ".count)))
      let header = lines.reduce(0) { $0 + $1.utf8.count + 1 }
      cells.append((number, found.lowerBound..<(found.lowerBound + header + 96 + body)))
      start = found.upperBound
    }
    return cells.sorted { $0.sequence < $1.sequence }
  }

  /// Everything that can be read of the database but drafts, which are no evidence.
  func content() throws -> [String] {
    let queue = try DatabaseQueue(path: home.home.database)
    defer { try? queue.close() }
    return try queue.unsafeRead { database in
      let tables = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'draft'")
      return try (["sqlite_master"] + tables.sorted()).flatMap { table in
        // A name says the same to SQLite whether it is marked as text or as bytes.
        let columns =
          table == "sqlite_master"
          ? "type, name, CAST(tbl_name AS TEXT) AS tbl_name, rootpage, sql" : "*"
        return try Row.fetchAll(database, sql: "SELECT \(columns) FROM \(table)").map { row in
          // Where SQLite keeps a table is its own matter.
          table + row.filter { $0.0 != "rootpage" }.map { "\($0.0)=\($0.1)" }.joined()
        }
      }
    }
  }
}

/// One tampering with a SQLite shell at hand, triggers taken away and put back.
struct SQLTampering: CustomStringConvertible {
  /// The first number that is wrong then; nil where the cut shows by the receipt alone.
  let sequence: Int64?
  private let act: Act

  private enum Act {
    case flip(column: String, Int64, bit: Int)
    case empty(column: String, Int64)
    case delete(Int64)
    case cut(Int64)
    case insert(copyOf: Int64, at: Int64)
    case swap(Int64, Int64)
    case exchange(column: String, Int64, Int64)
    case overwrite(Int64, with: Int64)
    case renumber(Int64, to: Int64)
  }

  init(_ entries: Int64, using random: inout SeededGenerator) {
    let columns = ["header", "signature", "hash", "body"]
    let column = columns.randomElement(using: &random) ?? "body"
    let one = Int64.random(in: 1...entries, using: &random)
    var two = Int64.random(in: 1..<entries, using: &random)
    if two >= one { two += 1 }
    switch Int.random(in: 0..<12, using: &random) {
    case 0: (act, sequence) = (.empty(column: column, one), one)
    case 1:
      let inner = min(one, entries - 1)
      (act, sequence) = (.delete(inner), inner)
    case 2: (act, sequence) = (.cut(one), nil)
    case 3:
      let place =
        Bool.random(using: &random) ? entries + 1 : -Int64.random(in: 0..<9, using: &random)
      (act, sequence) = (.insert(copyOf: one, at: place), place > 0 ? place : 1)
    case 4: (act, sequence) = (.swap(one, two), min(one, two))
    case 5: (act, sequence) = (.exchange(column: column, one, two), min(one, two))
    case 6: (act, sequence) = (.overwrite(one, with: two), one)
    case 7:
      let far = entries + Int64.random(in: 1..<99, using: &random)
      (act, sequence) = (.renumber(one, to: far), one)
    default:
      let bit = Int.random(in: 0..<100_000, using: &random)
      (act, sequence) = (.flip(column: column, one, bit: bit), one)
    }
  }

  func run(on patient: Patient) throws {
    let path = patient.home.home.database
    let cells = "header, signature, hash, body"
    switch act {
    case .flip(let column, let number, let bit):
      var bytes = try Tampering.bytes(column, of: number, in: path)
      bytes[bit / 8 % bytes.count] ^= 1 << UInt8(bit % 8)
      try Tampering.runUnprotected(
        "UPDATE journal SET \(column) = ? WHERE seq = ?", [Data(bytes), number], on: path)
    case .empty(let column, let number):
      try unprotected("UPDATE journal SET \(column) = '' WHERE seq = \(number)", path)
    case .delete(let number): try unprotected("DELETE FROM journal WHERE seq = \(number)", path)
    case .cut(let number):
      // As a careful hand would: the tables are made to fit by the program itself.
      try unprotected("DELETE FROM journal WHERE seq >= \(number)", path)
      try patient.home.withJournal { try? $0.rebuild() }
      try Tampering.run(
        "UPDATE counter SET value = \(number - 1) WHERE name = 'folded'", on: path)
    case .insert(let original, let place):
      try unprotected(
        "INSERT INTO journal SELECT \(place), \(cells) FROM journal WHERE seq = \(original)", path)
    case .swap(let one, let two):
      try unprotected("UPDATE journal SET seq = -7 WHERE seq = \(one)", path)
      try unprotected("UPDATE journal SET seq = \(one) WHERE seq = \(two)", path)
      try unprotected("UPDATE journal SET seq = \(two) WHERE seq = -7", path)
    case .exchange(let column, let one, let two):
      let first = Data(try Tampering.bytes(column, of: one, in: path))
      let second = Data(try Tampering.bytes(column, of: two, in: path))
      let update = "UPDATE journal SET \(column) = ? WHERE seq = ?"
      try Tampering.runUnprotected(update, [second, one], on: path)
      try Tampering.runUnprotected(update, [first, two], on: path)
    case .overwrite(let number, let other):
      try unprotected(
        "UPDATE journal SET (\(cells)) = (SELECT \(cells) FROM journal WHERE seq = \(other)) "
          + "WHERE seq = \(number)", path)
    case .renumber(let number, let place):
      try unprotected("UPDATE journal SET seq = \(place) WHERE seq = \(number)", path)
    }
  }

  private func unprotected(_ sql: String, _ path: String) throws {
    try Tampering.runUnprotected(sql, on: path)
  }

  var description: String { "\(act)" }
}
