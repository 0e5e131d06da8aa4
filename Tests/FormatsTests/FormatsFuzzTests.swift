import TestSupport
import Testing

@testable import Formats

/// Files damaged at random: never a crash, never a reading that is no prefix of what is said, and
/// never rows given back without a fault where the file was cut.
@Suite("Damaged files")
struct FormatsFuzzTests {
  private static let originals: [[UInt8]] = {
    let rows = [
      Fixture.row(["LOAI_BCS": "BT", "GHI_CHU": "một \"hai\""]),
      Fixture.row(["LOAI_BCS": "CD", "GHI_CHU": "ba\nbốn & <năm>"]),
    ]
    let xml = Fixture.xml(rows)
    return [
      Array(Fixture.csv(rows).utf8), Fixture.utf16(Fixture.csv(rows), bigEndian: true),
      Array(xml.utf8),
      Fixture.utf16(xml.split(separator: "UTF-8").joined(separator: "UTF-16"), bigEndian: false),
    ]
  }()

  private func damaged(_ original: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: place)
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 4: bytes.insert("\"<>,;&\n\r\t-.0]!".utf8.randomElement(using: &random) ?? 0, at: place)
      default: bytes.removeSubrange(place...)
      }
    }
    return bytes
  }

  @Test("never crash a reader, and are whole or refused")
  func worklists() throws {
    var random = SeededGenerator.fresh()
    for _ in 0..<4000 {
      let original = Self.originals.randomElement(using: &random) ?? []
      let bytes = damaged(original, &random)
      let outcome = try Outcome.reading(bytes)
      #expect(
        (outcome.summary == nil) == (outcome.count > 0), "PHUCTRA_SEED=\(random.seed)")
      guard let summary = outcome.summary else { continue }
      #expect(summary.rows == outcome.points.count, "PHUCTRA_SEED=\(random.seed)")
      // What was taken can be taken again, row by row.
      for (source, point) in zip(outcome.sources, outcome.points) {
        let start = Int(source.offset)
        let row = SourceRow(bytes: Array(bytes[start..<(start + source.length)]), line: source.line)
        let again = try? WorklistReader.point(rows: [row], format: summary.format)
        #expect(
          again == point,
          "PHUCTRA_SEED=\(random.seed), \(summary.format): \(row.bytes)")
      }
    }
  }

  @Test("of readings never crash their reader")
  func readings() throws {
    var random = SeededGenerator.fresh()
    let text =
      "SERY_CTO,LOAI_BCS,CS_PTRA,NGAY_PTRA\n19,KT,1.5,2026-06-16T09:00:00\n20,BT,2,2026-06-16\n"
    for _ in 0..<2000 {
      let bytes = damaged(Array(text.utf8), &random)
      do {
        let rows = try ReadingsReader.read(.bytes(bytes))
        #expect(!rows.isEmpty, "PHUCTRA_SEED=\(random.seed)")
      } catch let error as FormatError {
        #expect(error.count >= error.faults.count && !error.faults.isEmpty)
      }
    }
  }

  @Test("say the same whatever the buffer's size")
  func chunks() throws {
    var random = SeededGenerator.fresh()
    for _ in 0..<1500 {
      let bytes = damaged(Self.originals[Int.random(in: 0...1, using: &random)], &random)
      let outcomes = [64, 131, 65536].map { chunk in scan(bytes, chunk: chunk) }
      #expect(Set(outcomes).count == 1, "PHUCTRA_SEED=\(random.seed)")
    }
  }

  /// The lines and lengths of a CSV file's rows, then what ended the scan.
  private func scan(_ bytes: [UInt8], chunk: Int) -> [String] {
    var result: [String] = []
    var faults = FaultCollector()
    do throws(ScanStop) {
      var table = try CSVTable(.bytes(bytes), wanted: [], chunk: chunk)
      while let row = try table.next(faults: &faults) {
        result.append("\(row.source) \(row.fields.map(\.count))")
      }
    } catch {
      result.append("\(error)")
    }
    return result + faults.faults.map { "\($0)" }
  }
}
