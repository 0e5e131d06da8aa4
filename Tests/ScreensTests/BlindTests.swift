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

  @Test("the diff of one meter tells nothing of the neighbour's record before that one is read")
  func neighbourUnread() throws {
    var driver = try FieldDriver(try Route.mistakes(), columns: 132, rows: 43)
    driver.press("▼⏎146741⏎146741⏎")
    #expect(driver.topLine.contains("ghi nhầm sang công tơ khác"))
    for keys in ["", "⏎", "2⎋", "v", "⎋⎋⏎f"] {
      driver.press(keys)
      #expect(!driver.screen.contains("14658") && !driver.screen.contains("1  4  6  5"), "\(keys)")
      #expect(driver.topLine.contains("PHÚC TRA") || !driver.screen.contains("21330403"), "\(keys)")
    }
    let stored = try #require(ReadingTests.inspections(driver).first)
    #expect(stored.registers[0].diagnosed?.description == "14658", "the evidence keeps it")
    driver.press("⎋⎋▼⏎071204⏎071204⏎⎋▲⏎")
    #expect(driver.screen.contains("Số này là của công tơ 21330403 (STT 8, cách 1 nhà)."))
  }

  @Test("the journal hides the record of a meter that is to be read again")
  func takenBack() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎013074⏎u⎋g▼⏎")
    #expect(driver.screen.contains("bấm 1307,4 (chỉ số đã ghi được giấu đến khi đọc)"))
    #expect(!driver.screen.contains("1290"))
  }
}
