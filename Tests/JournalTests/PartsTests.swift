import Casework
import Foundation
import GRDB
import Metering
import TestSupport
import Testing

@testable import Journal

@Suite("Parts of the journal")
struct PartsTests {
  @Test(
    "fold Vietnamese letters to what people type",
    arguments: [
      ("Lũy Bán Bích", "luy ban bich"), ("ĐƯỜNG Độc Lập", "duong doc lap"),
      ("Thoại Ngọc Hầu", "thoai ngoc hau"), ("ẵ Ỹ ỵ ợ Ử ệ Ĩ ơ Ư Ă", "a y y o u e i o u a"),
      ("Lu\u{303}y", "luy"), ("374/2-A", "374/2-a"), ("日本 €", "日本 €"), ("×÷ß", "×÷ß"),
    ])
  func folding(text: String, folded: String) {
    #expect(String(decoding: AccentFolding.folded(text), as: UTF8.self) == folded)
  }

  @Test("fold every Vietnamese letter to the letter that its decomposition starts with")
  func everyLetter() {
    for value in Array(0xC0...0x1B0) + Array(0x1EA0...0x1EF9) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = String(Character(scalar))
      let base = text.decomposedStringWithCanonicalMapping.unicodeScalars.first
      guard let base, base.isASCII, (0x100...0x1B0).contains(value) == false else { continue }
      let folded = String(decoding: AccentFolding.folded(text), as: UTF8.self)
      #expect(folded == String(Character(base)).lowercased(), "\(text)")
    }
  }

  @Test("fold broken UTF-8 without a trap")
  func brokenText() {
    var random = SeededGenerator.fresh()
    for _ in 0..<2000 {
      let bytes = (0..<12).map { _ in UInt8.random(in: 0...255, using: &random) }
      var folded: [UInt8] = []
      bytes.withUnsafeBufferPointer { AccentFolding.append($0, to: &folded) }
      #expect(folded.count <= bytes.count, "seed \(random.seed)")
    }
  }

  @Test(
    "take a local time with its offset for the moment it is",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1970-01-01T07:00:01+07:00", 1),
      ("2026-06-16T12:41:05+07:00", 1_781_588_465), ("2026-06-16T00:41:05-05:00", 1_781_588_465),
      ("2026-06-16T05:41:05.25Z", 1_781_588_465), ("2026-06-16T12:41", nil), ("", nil),
      ("2026-06-31T12:41:05+07:00", nil),
    ] as [(String, Int64?)])
  func instants(text: String, seconds: Int64?) {
    #expect(Stamp.instant(text) == seconds)
  }

  @Test("pack the places of rows and read them back")
  func spans() {
    var random = SeededGenerator.fresh()
    for _ in 0..<200 {
      let spans = (0..<Int.random(in: 0..<7, using: &random)).map { _ in
        RowSpan(
          offset: Int64.random(
            in: 0...(1 << Int64.random(in: 0...40, using: &random)), using: &random),
          length: Int.random(in: 0...5000, using: &random))
      }
      var bytes: [UInt8] = []
      for span in spans { PackedSpans.append(span, to: &bytes) }
      #expect(bytes.withUnsafeBufferPointer(PackedSpans.spans) == spans, "seed \(random.seed)")
    }
  }

  @Test("answer every query by an index, made when it is first needed")
  func indices() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<30)))
        let before = try WorklistOrder.allCases.map { try journal.rows(in: $0, limit: 99) }
        for index in PointIndex.allCases where index != .key {
          try journal.queue.write { try index.drop($0) }
        }
        let after = try WorklistOrder.allCases.map { try journal.rows(in: $0, limit: 99) }
        #expect(before == after)
        for order in WorklistOrder.allCases {
          let columns = order.columns.joined(separator: ", ")
          let marks = order.columns.map { _ in "'5'" }.joined(separator: ", ")
          let plan = try journal.queue.read {
            try Row.fetchAll(
              $0,
              sql: """
                EXPLAIN QUERY PLAN SELECT p.id FROM point p CROSS JOIN scope s ON s.id = p.scope
                WHERE p.reason <> 6 AND (\(columns)) > (\(marks)) ORDER BY \(columns)
                """
            ).map { $0["detail"] as String }
          }
          #expect(plan.count == 2 && plan[0].contains("INDEX \(order.index.rawValue)"), "\(plan)")
        }
        #expect(try journal.prepareNextIndex())
        #expect(try journal.prepareNextIndex())
        #expect(try journal.prepareNextIndex())
        #expect(try journal.prepareNextIndex() == false)
      }
    }
  }

  @Test("leave no half-copied blob behind a killed process")
  func leftovers() throws {
    try withHome { (home) throws in
      try home.withJournal { _ in }
      let path = "\(home.home.blobs)/.incoming-123"
      try Data([1]).write(to: URL(fileURLWithPath: path))
      try home.withJournal { _ in }
      #expect(FileManager.default.fileExists(atPath: path) == false)
    }
  }
}
