import Foundation
import Metering
import TestSupport
import Testing

@testable import Formats

/// The book that ships with the program must be what the demo promises.
@Suite("The sample book")
struct SampleBookTests {
  private func points() throws -> [MeteringPoint] {
    var rows: [PointIdentity: [MeteringPoint]] = [:]
    let options = try ByteInput.withFile(at: Environment.asset("meters/types.csv").path) {
      WorklistOptions(meterTypes: try DialTable($0))
    }
    let path = Environment.asset("sample/so-Q0012.xml").path
    let summary = try WorklistReader.read(path: path, options: options) { row in
      rows[row.identity, default: []].append(row.point())
    }
    #expect(summary.format.layout == .xml)
    #expect(summary.warnings == [])
    return rows.values.compactMap { rows in
      var point = rows.first
      point?.registers = rows.flatMap(\.registers)
      return point
    }.sorted { ($0.walkOrder ?? 0) < ($1.walkOrder ?? 0) }
  }

  private func readings() throws -> [ReadingRow] {
    try ByteInput.withFile(at: Environment.asset("sample/so-Q0012.dial.csv").path) {
      try ReadingsReader.read($0)
    }
  }

  @Test("holds the cases it was made for")
  func cases() throws {
    let points = try points()
    #expect(points.count == 41)
    #expect(points.flatMap(\.registers).count == 47)
    #expect(points.compactMap(\.walkOrder) == Array(1...41))
    #expect(points.allSatisfy { $0.identity.unit == "PE0700" && $0.book == "Q0012" })
    #expect(points.allSatisfy { $0.identity.period == BillingPeriod("2026-06/1") })
    #expect(
      Set(points.compactMap(\.reason)) == [.rise, .fall, .negative, .zero, .complaint, .context])
    #expect(Set(points.map(\.invoice)) == Set(InvoiceState.allCases))
    #expect(Set(points.flatMap(\.registers).map(\.kind)) == Set(RegisterKind.allCases))
    #expect(
      points.contains { $0.registers.count == 4 && $0.registers[0].multiplier == Multiplier("40") })
    #expect(points.contains { $0.registers[0].removedConsumption > .zero })
    #expect(points.contains { $0.registers[0].dial == nil })
    #expect(Set(points.compactMap { $0.registers[0].recordedStatus }) == ["Q", "K", "V"])
    #expect(points.contains { $0.registers[0].dial?.canShow($0.registers[0].recorded) == false })
    let boxes = Dictionary(grouping: points) { "\($0.pole ?? "") \($0.box ?? "")" }
    #expect(boxes.values.map(\.count).max() == 4)
    let names = points.compactMap(\.customerName)
    #expect(names.allSatisfy { $0.hasPrefix("Khách hàng 000") })
    #expect(Set(names).count == 41)
  }

  @Test("shows the transposition of the manual's diff")
  func transposition() throws {
    let point = try #require(try points().first { $0.identity.meter == "19013325" })
    let register = try #require(point.registers.first)
    #expect([point.pole, point.box, point.hazard] == ["C72", "H3", "CHO_DU"])
    #expect(point.address?.hasPrefix("374/2 Lũy Bán Bích") == true)
    #expect([register.old, register.recorded] == [Index("1180"), Index("1920")])
    #expect(register.history == [Energy("115"), Energy("118"), Energy("102")])
    #expect(register.dial == Dial(integerDigits: 5, decimals: 1))
    let reading = try #require(try readings().first { $0.meter == "19013325" })
    #expect(reading.index == Index("1307.4"))
    #expect(reading.at.day == Day(year: 2026, month: 6, day: 16))
  }

  @Test("has consumptions that follow from its indices, but for the rollover")
  func consumptions() throws {
    for point in try points() {
      for register in point.registers {
        let moved = register.recorded.thousandths - register.old.thousandths
        let computed = Energy(thousandths: moved, multiplier: register.multiplier)
        let rollsOver = register.recordedStatus == "Q"
        #expect((register.recordedConsumption == computed) != rollsOver, "\(point.identity.meter)")
        #expect(register.recordedDate.day == Day(year: 2026, month: 6, day: 12))
      }
    }
  }

  @Test("has a reading for every register to be visited, and its total equals its rates")
  func dial() throws {
    let visited = try points().filter { $0.reason != .context }
    let readings = try readings()
    let wanted = visited.flatMap { point in
      point.registers.map { "\(point.identity.meter) \($0.kind)" }
    }
    #expect(Set(readings.map { "\($0.meter) \($0.kind)" }) == Set(wanted))
    let rates = readings.filter { $0.meter == "16604419" }
    let total = rates.first { $0.kind == .total }?.index?.thousandths
    #expect(
      rates.filter { $0.kind != .total }.reduce(0) { $0 + ($1.index?.thousandths ?? 0) } == total)
    #expect(readings.filter { $0.index == nil }.map(\.status) == ["VN"])
  }

  @Test("has a truth for every register, in composed letters")
  func truth() throws {
    let truths = try ByteInput.withFile(at: Environment.asset("sample/so-Q0012.truth.csv").path) {
      try TruthReader.read($0)
    }
    #expect(truths.count == 47)
    #expect(
      Set(truths.compactMap(\.cause)) == [
        .transposition, .substitution, .swappedMeters, .decimalShift, .repeatedIndex, .omission,
      ])
    let text = try String(contentsOf: Environment.asset("sample/so-Q0012.xml"), encoding: .utf8)
    let composed = text.precomposedStringWithCanonicalMapping
    #expect(text.unicodeScalars.elementsEqual(composed.unicodeScalars))
  }
}
