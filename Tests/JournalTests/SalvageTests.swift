import Casework
import Evidence
import Foundation
import GRDB
import Journal
import TestSupport
import Testing

@Suite("Salvage of a damaged home")
struct SalvageTests {
  /// What a salvage wrote, read back and checked as anyone could: every entry signed, every body whole.
  private struct Saved {
    var report: SalvageReport
    var entries: [Entry] = []
    var sequences: [Int64] { entries.map(\.sequence) }

    init(_ home: Home, into folder: URL, mirror: String? = nil, key: PublicKey? = nil) throws {
      report = try Salvage(home: home, mirror: mirror, publicKey: key).run(into: folder.path)
      let paths = report.files
      let hex = try String(contentsOfFile: try #require(paths.first), encoding: .utf8)
      let publicKey = try #require(PublicKey(hex: String(hex.dropLast())))
      for path in paths.dropFirst() {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        entries += try Bundle.entries(in: bytes, limits: .sent)
      }
      for entry in entries {
        #expect(ChainVerifier.contentFault(of: entry, key: publicKey) == nil)
      }
      #expect(entries.count == report.entries)
    }

    /// Saved and missing numbers together, each once.
    var accounted: [Int64] {
      (sequences + report.missing.flatMap { Array($0.first...$0.last) }).sorted()
    }
  }

  /// A home with a list, photos and entries of all sizes, some on overflow pages.
  private func withWorkedHome(
    _ body: (TestHome, PublicKey, [ContentHash]) throws -> Void
  ) throws {
    try withHome { (home) throws in
      let (key, hashes) = try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<30)))
        for point in 1..<20 { try journal.inspect(point, .deviates) }
        let minutes = try journal.minutes(1)
        let photo = try home.photo(journal, 1)
        let attached = try journal.attachment(1, to: minutes.entry.entry.hash.hex, [photo])
        try journal.append([attached])
        for size in [4000, 9000, 60_000] {
          let unit = String(repeating: "x", count: size)
          try journal.append([.deviceConfigured(.init(inspector: "H1", unit: unit))])
        }
        var hashes: [ContentHash] = []
        try journal.eachEntry { hashes.append($0.hash) }
        return (journal.publicKey, hashes)
      }
      try body(home, key, hashes)
    }
  }

  private func overwrite(_ home: TestHome, _ change: (inout Data) -> Void) throws {
    let url = URL(fileURLWithPath: home.home.database)
    var data = try Data(contentsOf: url)
    change(&data)
    try data.write(to: url)
  }

  private func fingerprint(_ folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      files[name] = FileManager.default.contents(atPath: "\(folder)/\(name)")
    }
    return files
  }

  @Test("that is sound saves all of it, and touches nothing in it")
  func sound() throws {
    try withWorkedHome { home, _, hashes in
      let before = try fingerprint(home.home.path)
      let saved = try Saved(home.home, into: home.folder.appendingPathComponent("out"))
      #expect(saved.report.isComplete && saved.report.unsound.isEmpty)
      #expect(saved.entries.map(\.hash) == hashes)
      #expect(saved.report.blobs == 2)
      #expect(try fingerprint(home.home.path) == before)
      let left = try FileManager.default.contentsOfDirectory(
        atPath: home.folder.appendingPathComponent("out").path)
      #expect(left.allSatisfy { !$0.hasPrefix(".") })
    }
  }

  @Test("of two epochs saves both, each from its own 1 on, and misses nothing")
  func epochs() throws {
    try withHome { (home) throws in
      let office = TestOffice()
      let hashes = try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<30)))
        try journal.enrol(office.enrolling(journal), address: "x")
        for point in 1..<12 { try journal.inspect(point, .confirmed) }
        let receipt = try office.hub.receipt(journal.head)
        try journal.keep(receipt, hub: office.key)
        try journal.freeze("a copy")
        try journal.enrol(office.enrolling(journal, receipt: receipt), address: "x")
        for point in 12..<16 { try journal.inspect(point, .confirmed) }
        #expect(journal.head.epoch == 2)
        var hashes: [ContentHash] = []
        try journal.eachEntry { hashes.append($0.hash) }
        return hashes
      }
      let saved = try Saved(home.home, into: home.folder.appendingPathComponent("out"))
      #expect(saved.entries.map(\.hash) == hashes)
      #expect(
        saved.report.isComplete, "\(saved.report.missing), unlinked \(saved.report.unlinked)")
      #expect(saved.entries.last?.header.epoch == 2)
      let names = saved.report.files.map { $0.split(separator: "/").last.map(String.init) ?? "" }
      #expect(names.contains { $0.contains("-1-1-") } && names.contains { $0.contains("-2-1-") })
    }
  }

  @Test("names a changed entry with its reason, and what is missing")
  func tampered() throws {
    try withWorkedHome { home, _, hashes in
      try Tampering.runUnprotected(
        "UPDATE journal SET body = CAST(replace(CAST(body AS TEXT), '1307', '1308') AS BLOB) "
          + "WHERE seq IN (3, 4, 9)", on: home.home.database)
      try Tampering.vacuum(home.home.database)
      let saved = try Saved(home.home, into: home.folder.appendingPathComponent("out"))
      #expect(saved.report.missing.map(\.description) == ["3-4", "9"])
      #expect(saved.report.unsound.map(\.sequence) == [3, 4, 9])
      #expect(saved.report.unsound.allSatisfy { $0.reason.contains("body was changed") })
      #expect(!saved.report.isComplete)
      #expect(saved.accounted == Array(1...Int64(hashes.count)))
      // The runs begin anew behind each gap.
      #expect(saved.report.files.count == 4)
    }
  }

  @Test("finds entries by their own bytes where the database cannot be opened any more")
  func unopenable() throws {
    try withWorkedHome { home, _, hashes in
      try overwrite(home) { $0.replaceSubrange(0..<100, with: Data(repeating: 0xAA, count: 100)) }
      #expect(home.refusal() == .damaged)
      let saved = try Saved(home.home, into: home.folder.appendingPathComponent("out"))
      #expect(saved.entries.map(\.hash) == hashes)
      #expect(saved.report.missing.isEmpty && saved.report.blobsMissing.isEmpty)
    }
  }

  @Test("of pages overwritten at random saves what is whole and names the rest")
  func randomPages() throws {
    var random = SeededGenerator.fresh()
    try withWorkedHome { home, _, hashes in
      let pristine = try Data(contentsOf: URL(fileURLWithPath: home.home.database))
      for round in 0..<25 {
        var data = pristine
        let pages = data.count / 4096
        for _ in 0...Int.random(in: 0..<4, using: &random) {
          let page = Int.random(in: 0..<pages, using: &random) * 4096
          let rubbish = UInt8.random(in: .min ... .max, using: &random)
          data.replaceSubrange(
            page..<(page + 4096), with: Data(repeating: rubbish, count: 4096))
        }
        if round % 5 == 4 { data = data.prefix(Int.random(in: 0..<data.count, using: &random)) }
        try data.write(to: URL(fileURLWithPath: home.home.database))
        let saved = try Saved(
          home.home, into: home.folder.appendingPathComponent("out-\(round)"))
        let message = Comment(rawValue: "round \(round), seed \(random.seed)")
        for entry in saved.entries {
          #expect(hashes[Int(entry.sequence) - 1] == entry.hash, message)
        }
        let accounted = saved.accounted
        #expect(
          accounted == Array(1...max(1, Int64(accounted.count))).suffix(accounted.count), message)
        #expect(!saved.report.isComplete || saved.entries.count == hashes.count, message)
      }
    }
  }

  /// Its key, blobs and lock are there; of the database as much as is said.
  @Test(
    "says that the end is unknown where the database was cut off or is gone",
    arguments: [1, 4096, 60_000, 0.5, 0.9, 0.95, 0])
  func cutFile(kept: Double) throws {
    try withWorkedHome { home, _, hashes in
      let size = try Data(contentsOf: URL(fileURLWithPath: home.home.database)).count
      let left = kept < 1 ? Int(Double(size) * kept) : Int(kept)
      try overwrite(home) { $0 = $0.prefix(left) }
      if left == 0 { try FileManager.default.removeItem(atPath: home.home.database) }
      let saved = try Saved(home.home, into: home.folder.appendingPathComponent("out"))
      #expect(saved.entries.count <= hashes.count)
      #expect(!saved.report.isEndKnown && !saved.report.isComplete)
    }
  }

  @Test("says that the end is unknown where a killed process left a log that is gone")
  func lostLog() throws {
    try withWorkedHome { home, _, hashes in
      try Data("4711\n".utf8).write(to: URL(fileURLWithPath: home.home.lockFile))
      let saved = try Saved(home.home, into: home.folder.appendingPathComponent("out"))
      #expect(saved.entries.map(\.hash) == hashes && saved.report.missing.isEmpty)
      #expect(!saved.report.isEndKnown && !saved.report.isComplete)
    }
  }

  @Test("reads what only the log holds, before it came into the database")
  func log() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        for _ in 0..<40 {
          try journal.append([.deviceConfigured(.init(inspector: "H1", unit: nil))])
        }
        let copy = home.folder.appendingPathComponent("copy")
        try FileManager.default.copyItem(atPath: home.home.path, toPath: copy.path)
        let damaged = Home(path: copy.path)
        #expect(try Data(contentsOf: URL(fileURLWithPath: damaged.database + "-wal")).count > 4096)
        try Data(repeating: 0, count: 8192).write(to: URL(fileURLWithPath: damaged.database))
        let saved = try Saved(damaged, into: home.folder.appendingPathComponent("out"))
        #expect(saved.sequences == Array(1...40) && saved.report.missing.isEmpty)
        // The tables that count them were in the database.
        #expect(!saved.report.isEndKnown)
      }
    }
  }

  @Test("takes from the second copy what the home has lost, though its end is torn")
  func mirror() throws {
    try withWorkedHome { home, key, hashes in
      let mirror = home.folder.appendingPathComponent("card")
      let entries = try Saved(home.home, into: home.folder.appendingPathComponent("all")).entries
      try FileManager.default.createDirectory(at: mirror, withIntermediateDirectories: true)
      let whole = Bundle.bytes(of: Array(entries.prefix(15)))
      try Data(whole.dropLast(40)).write(
        to: mirror.appendingPathComponent("\(DeviceIdentity(key))-1.phuctra"))
      try FileManager.default.moveItem(
        atPath: home.home.blobs, toPath: mirror.appendingPathComponent("blobs").path)
      try FileManager.default.removeItem(atPath: home.home.database)
      let saved = try Saved(
        home.home, into: home.folder.appendingPathComponent("out"), mirror: mirror.path)
      #expect(saved.entries.map(\.hash) == Array(hashes.prefix(14)))
      #expect(saved.report.missing.map(\.description) == ["15"])
      #expect(saved.report.blobs == 2 && saved.report.blobsMissing.isEmpty)
      try FileManager.default.removeItem(atPath: home.home.keyFile)
      #expect(throws: JournalError.self) { try Salvage(home: home.home) }
      let again = try Saved(
        home.home, into: home.folder.appendingPathComponent("key"), mirror: mirror.path, key: key)
      #expect(again.sequences == saved.sequences)
    }
  }

  @Test("finds the second copy by the device's settings")
  func configuredMirror() throws {
    try withHome { (home) throws in
      let card = home.folder.appendingPathComponent("card")
      try FileManager.default.createDirectory(at: card, withIntermediateDirectories: true)
      let (key, bytes) = try home.withJournal { (journal) throws in
        var settings = DeviceSettings()
        settings.mirror = card.path
        for unit in ["A", "B", "C"] {
          try journal.append([
            .deviceConfigured(.init(inspector: "H1", unit: unit, settings: settings))
          ])
        }
        let out = try journal.export(to: home.folder.appendingPathComponent("e").path)
        return (journal.publicKey, try Data(contentsOf: URL(fileURLWithPath: out[1])))
      }
      try bytes.write(to: card.appendingPathComponent("\(DeviceIdentity(key))-1.phuctra"))
      try Tampering.runUnprotected("DELETE FROM journal WHERE seq = 3", on: home.home.database)
      try Tampering.vacuum(home.home.database)
      let saved = try Saved(home.home, into: home.folder.appendingPathComponent("out"))
      #expect(saved.sequences == [1, 2, 3] && saved.report.isComplete)
    }
  }

  @Test("knows from a receipt, and from the tables, that its end is missing")
  func cutTail() throws {
    try withWorkedHome { home, _, hashes in
      let hub = TestHub()
      try home.withJournal { (journal) throws in
        try journal.keep(hub.receipt(journal.head), hub: hub.key.publicKey)
      }
      let count = hashes.count
      try Tampering.runUnprotected(
        "DELETE FROM journal WHERE seq > \(count - 2)", on: home.home.database)
      try home.tamper("UPDATE counter SET value = 3 WHERE name = 'folded'")
      try Tampering.vacuum(home.home.database)
      let saved = try Saved(home.home, into: home.folder.appendingPathComponent("out"))
      #expect(saved.report.missing.map(\.description) == ["\(count - 1)-\(count)"])
    }
  }

  @Test("names photos that are missing or were changed, and saves none under a false name")
  func blobs() throws {
    try withWorkedHome { home, _, _ in
      let names = try FileManager.default.contentsOfDirectory(atPath: home.home.blobs).sorted()
      let changed = "\(home.home.blobs)/\(names[0])"
      try (Data(contentsOf: URL(fileURLWithPath: changed)) + Data([1])).write(
        to: URL(fileURLWithPath: changed))
      try FileManager.default.removeItem(atPath: "\(home.home.blobs)/\(names[1])")
      let out = home.folder.appendingPathComponent("out")
      let saved = try Saved(home.home, into: out)
      #expect(saved.report.blobsChanged == [names[0]])
      #expect(saved.report.blobsMissing.map(\.hash) == [names[1]])
      #expect(saved.report.blobs == 0 && !saved.report.isComplete)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: out.path + "/blobs").isEmpty)
    }
  }

  @Test("is refused into the home itself, and while a program has the home")
  func refused() throws {
    try withWorkedHome { home, _, _ in
      for folder in [home.home.path, home.home.path + "/out/deep", home.home.blobs] {
        let error = try #require(throws: JournalError.self) {
          try Salvage(home: home.home).run(into: folder)
        }
        #expect(error.code == .cannotCreate)
      }
      #expect(!FileManager.default.fileExists(atPath: home.home.path + "/out"))
      try home.withJournal { _ in
        let error = try #require(throws: JournalError.self) {
          try Salvage(home: home.home).run(into: home.folder.path + "/out")
        }
        #expect(error.code == .homeInUse)
      }
      let nowhere = try #require(throws: JournalError.self) {
        try Salvage(home: Home(path: home.folder.path + "/nowhere"))
      }
      #expect(nowhere.code == .fileMissing)
    }
  }
}
