import Metering
import TestSupport
import Testing

@testable import Casework

@Suite("Inspections in the plain form")
struct PlainInspectionTests {
  @Test("What is written is read without the decoder, and says the same", arguments: 0..<200)
  func written(round: Int) throws {
    var random = SeededGenerator(seed: UInt64(round))
    let body = RecordBody(stamp: stamp(&random), record: .inspection(try inspection(&random)))
    let bytes = try body.bytes()
    #expect(RecordBody.plainInspection(bytes) == body, "\(String(decoding: bytes, as: UTF8.self))")
    #expect(try RecordBody.decoded(bytes, .inspection) == body)
  }

  @Test(
    "What is rare is the decoder's",
    arguments: ["photo", "position", "attempt", "nobody", "meter", "ä"])
  func rare(what: String) throws {
    var inspection = try Sample.inspection(.confirmed)
    var stamp = Sample.stamp
    switch what {
    case "photo": inspection.photos = [Sample.photo]
    case "nobody": inspection.noReading = NoReading(code: "V")
    case "meter": inspection.otherMeter = OtherMeter(meter: "19013326")
    case "attempt": inspection.chosenAttempt = 0
    case "position":
      inspection.position = Position(
        latitude: 107_900_000, longitude: 1_066_300_000, error: 6, age: 2)
    default: stamp.person = "Hằng \"07\""
    }
    let body = RecordBody(stamp: stamp, record: .inspection(inspection))
    #expect(try RecordBody.plainInspection(body.bytes()) == nil)
    #expect(try RecordBody.read(body.bytes(), kind: "inspection") == body)
  }

  @Test("Nothing is read that the decoder would not read alike, however bytes are altered")
  func altered() throws {
    var random = SeededGenerator.fresh()
    let seed = random
    var accepted = 0
    for _ in 0..<4000 {
      let body = RecordBody(stamp: stamp(&random), record: .inspection(try inspection(&random)))
      var bytes = try body.bytes()
      for _ in 0...Int.random(in: 0...1, using: &random) { alter(&bytes, &random) }
      guard let plain = RecordBody.plainInspection(bytes) else { continue }
      accepted += 1
      let decoded = try? RecordBody.decoded(bytes, .inspection)
      #expect(decoded == plain, "\(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(accepted > 200, "alterations within texts and numbers are still inspections")
  }

  private func alter(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let interesting = Array("\"\\{}[],:0123456789.-eE tfn\u{0}\u{7F}".utf8) + [0x80, 0xC3, 0xFF]
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes[place] = interesting.randomElement(using: &random) ?? 0
    case 1: bytes.insert(interesting.randomElement(using: &random) ?? 0, at: place)
    case 2: bytes.remove(at: place)
    default: bytes = Array(bytes.prefix(place))
    }
    if bytes.isEmpty { bytes = [0] }
  }

  private func stamp(_ random: inout SeededGenerator) -> Stamp {
    Stamp(
      time: "2026-06-16T12:41:05+07:00", clock: Bool.random(using: &random) ? .ok : .backwards,
      boot: "1a2b3c4d", monotonic: Int64.random(in: 0...999_999_999_999, using: &random),
      person: "H\(Int.random(in: 0...99, using: &random))")
  }

  private func inspection(_ random: inout SeededGenerator) throws -> Inspection {
    let verdicts: [Verdict] = [.confirmed, .deviates, .unresolved, .unread]
    var inspection = try Sample.inspection(verdicts.randomElement(using: &random) ?? .confirmed)
    inspection.registers = try (0..<Int.random(in: 0...3, using: &random)).map { _ in
      try register(&random)
    }
    inspection.dwell =
      Bool.random(using: &random) ? 0 : Int64.random(in: 1...999_999, using: &random)
    inspection.keys = Int.random(in: 0...20, using: &random)
    inspection.peeked = Bool.random(using: &random)
    inspection.unattended = Bool.random(using: &random)
    inspection.probabilityRecordRight = Int.random(in: 0...1_000_000, using: &random)
    return inspection
  }

  private func register(_ random: inout SeededGenerator) throws -> InspectedRegister {
    func index() throws -> Index {
      try #require(Index(thousandths: Int64.random(in: 0...99_999_999, using: &random)))
    }
    func chance() -> Bool { Bool.random(using: &random) }
    let kinds: [RegisterKind] = [.single, .normal, .peak, .offPeak]
    return InspectedRegister(
      register: kinds.randomElement(using: &random) ?? .single, old: try index(),
      recorded: try index(),
      attempts: try (0..<Int.random(in: 0...3, using: &random)).map { _ in try index() },
      useSince: chance() ? try Sample.energy("-17.4") : nil,
      usual: chance() ? [try Sample.energy("5.2"), try Sample.energy("43")] : nil,
      cause: chance() ? .transposition : nil, diagnosed: chance() ? try index() : nil)
  }
}
