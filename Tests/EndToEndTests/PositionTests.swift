import Casework
import Foundation
import Shell
import TestSupport
import Testing

@testable import phuctra

@Suite("The place as gpsd reports it")
struct PositionTests {
  static func report(
    mode: String = "3", latitude: String, longitude: String = "106.630000000", more: String = ""
  ) -> String {
    "{\"class\":\"TPV\",\"device\":\"/dev/ttyUSB0\",\"mode\":\(mode),"
      + "\"time\":\"2026-06-16T04:00:00.000Z\",\"lat\":\(latitude),\"lon\":\(longitude)\(more)}\r"
  }

  @Test(
    "degrees are exact to seven decimals, digit by digit",
    arguments: [
      ("10.790000000", 107_900_000), ("10.790000099", 107_900_000), ("-0.5", -5_000_000),
      ("-10.7654321", -107_654_321), ("0.0000001", 1), ("21", 210_000_000), ("21.", 210_000_000),
      ("90.000000000", 900_000_000),
    ] as [(String, Int64)])
  func exact(text: String, expected: Int64) throws {
    let fix = try #require(GPSFix(report: Self.report(latitude: text), at: 5))
    #expect(fix.latitude == expected)
    #expect(fix.longitude == 1_066_300_000)
    #expect(fix.reported == 5)
  }

  @Test(
    "what is no plain number of a place is no fix",
    arguments: [
      "90.0000001", "-91", "1e1", "--5", "-", "", ".5", "+5", "5.-3", "1.2.3", "nan", "null",
      "99999999999999999999", "\"10.79\"", "10.79 ", "１０",
    ])
  func refused(text: String) {
    #expect(GPSFix(report: Self.report(latitude: text), at: 0) == nil, "\(text)")
  }

  @Test("without a fix, or of another class, there is no place", arguments: ["0", "1", "20", ""])
  func noFix(mode: String) {
    #expect(GPSFix(report: Self.report(mode: mode, latitude: "10.79"), at: 0) == nil)
    let other = Self.report(latitude: "10.79").replacing("TPV", with: "SKY")
    #expect(GPSFix(report: other, at: 0) == nil)
  }

  @Test(
    "the error is the larger one, in whole metres, never smaller than reported",
    arguments: [
      ("", nil), (",\"eph\":4.000", 4), (",\"eph\":4.001", 5), (",\"epx\":3.2,\"epy\":12.9", 13),
      (",\"eph\":-1", nil), (",\"eph\":1e3", nil), (",\"eph\":0.5,\"epx\":bad", 1),
    ] as [(String, Int?)])
  func error(more: String, expected: Int?) throws {
    let fix = try #require(GPSFix(report: Self.report(latitude: "10.79", more: more), at: 0))
    #expect(fix.error == expected)
  }

  @Test("a place ages by the clock that only goes forward, in whole seconds")
  func age() throws {
    let fix = try #require(GPSFix(report: Self.report(latitude: "10.79"), at: 1000))
    #expect(fix.position(at: 1000).age == 0)
    #expect(fix.position(at: 62_999).age == 61)
    #expect(fix.position(at: 0).age == 0)
  }

  @Test("any bytes make a place on the globe or none")
  func arbitrary() throws {
    var random = SeededGenerator.fresh()
    let pieces = ["-", "+", ".", "e", "0", "1", "9", "90", ",", "}", "\"", " ", "\u{301}"]
    for _ in 0..<5000 {
      let count = Int.random(in: 0...6, using: &random)
      let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      guard let fix = GPSFix(report: Self.report(latitude: text), at: 0) else { continue }
      #expect((-900_000_000...900_000_000).contains(fix.latitude), "\(text), seed \(random.seed)")
    }
  }

  @Test("without a daemon there is no place, and nobody waits")
  func noDaemon() {
    let clock = SystemClock()
    let start = clock.monotonic()
    #expect(GPSDaemon(port: 1).fix(clock: clock) == nil)
    #expect(clock.monotonic() - start < 500)
  }

  @Test("the clock of ages counts the time asleep")
  func boottime() throws {
    let text = try String(contentsOfFile: "/proc/uptime", encoding: .utf8)
    let seconds = try #require(text.split(separator: ".").first.flatMap { Int64($0) })
    #expect((seconds - 1...seconds + 2).contains(SystemClock().monotonic() / 1000))
  }
}
