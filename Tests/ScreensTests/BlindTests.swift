import Casework
import Frames
import Metering
import Screens
import TestSupport
import Testing

@Suite("Blind means blind")
struct BlindTests {
  /// Walks screens at random with keys that commit nothing, and looks for the recorded index, the
  /// consumption or anything of them on every frame.
  @Test("no walk through the screens before a commit shows the record", arguments: 0..<40)
  func nothingShown(round: Int) throws {
    var generator = SeededGenerator(seed: SeededGenerator.fresh().seed &+ UInt64(round))
    // A record whose digits occur nowhere else.
    let register = try Route.register(
      old: "61180", recorded: "68573", months: ["7115", "7118", "7102"])
    var driver = try FieldDriver([try Route.point("19013325", 1, registers: [register])])
    // The customer's own words may name the bill.
    driver.office.complaints = [
      Complaint(
        point: PointReference(
          identity: try Route.point("19013325", 1, registers: [register]).identity, list: ""),
        customer: "KH1", text: "ghi 68573 là sai, 7393 kWh", list: "", time: "")
    ]
    driver.office.camera = (0..<9).map { PhotoTests.photo("IMG_004\($0).jpg") }
    let keys = Array("▲▼⏎⎋⌫.dgmt/1234567890?LjkpppixasfwF")
    var typed = ""
    for _ in 0..<60 {
      let key = keys.randomElement(using: &generator) ?? "▼"
      typed.append(key)
      driver.press(String(key))
      // A peek is asked for by name and noted; from then on the record is no secret.
      let hasPeeked = driver.office.drafts.values.contains { $0.contains("peeked: true") }
      guard driver.office.records.isEmpty, !hasPeeked else { break }
      for secret in ["68573", "61180", "7393", "7.393", "7,393", "68.573", "61.180"] {
        let isTyped = typed.contains(secret)
        #expect(
          isTyped || !driver.screen.contains(secret),
          "seed \(generator.seed), keys \(typed):\n\(driver.screen)")
      }
    }
  }
}
