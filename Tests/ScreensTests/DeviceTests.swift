import Casework
import Frames
import Metering
import Screens
import Testing

@Suite("How the device is, on the screens")
struct DeviceTests {
  private func driver(_ device: DeviceStatus) throws -> FieldDriver {
    var driver = try FieldDriver(try Route.all())
    driver.office.device = device
    return driver
  }

  @Test("the device is looked at on start, on opening a meter and after a save; never on a key")
  func looks() throws {
    var driver = try FieldDriver(try Route.all())
    #expect(driver.office.looks == 1)
    driver.press("▼▲t⎋d⎋")
    let opened = driver.office.looks
    #expect(opened == 2)
    driver.press("⏎013")
    #expect(driver.office.looks == opened + 1)
    driver.press("07")
    #expect(driver.office.looks == opened + 1)
    driver.press("4⏎")
    #expect(driver.office.looks == opened + 2)
  }

  @Test(
    "what keeps readings from being recorded is said before a digit is keyed",
    arguments: [
      (DeviceStatus.RecordingProblem.noRoom(free: 12, reserve: 32), "còn 12 MB"),
      (.readOnly, "khoá"), (.fault("mục 17 sai chữ ký"), "mục 17 sai chữ ký"),
    ])
  func refused(problem: DeviceStatus.RecordingProblem, words: String) throws {
    for keys in ["⏎", "n"] {
      var driver = try driver(DeviceStatus(problem: problem))
      driver.press(keys)
      #expect(driver.screen.contains("CHƯA GHI ĐƯỢC"))
      #expect(driver.screen.contains(words))
      driver.press("⏎")
      #expect(driver.screen.contains("KHÔNG GHI ĐƯỢC"))
      #expect(driver.screen.contains("19013324"))
    }
  }

  @Test("browsing, papers and the journal go on meanwhile")
  func browsing() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013074⏎⏎w2⎋")
    driver.office.device = DeviceStatus(problem: .readOnly)
    driver.press("⏎⎋")
    driver.press("▲⏎")
    #expect(driver.screen.contains("GHI SAI"))
    driver.press("p")
    #expect(driver.topLine.contains("không ghi được"))
    driver.press("r")
    #expect(driver.topLine.contains("không ghi được"))
    driver.press("f")
    #expect(driver.screen.contains("PHIẾU"))
    driver.press("⎋⎋g⏎")
    #expect(driver.screen.contains("BIÊN BẢN"))
    driver.press("ax")
    #expect(driver.topLine.contains("không ghi được"))
    #expect(driver.office.records.count == 2)
  }

  @Test("room that runs out with a save closes the next meter before it is keyed")
  func ranOut() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎01307")
    driver.office.device = DeviceStatus(problem: .noRoom(free: 31, reserve: 32))
    driver.press("4⏎")
    #expect(driver.office.standing(1).state == .confirmed)
    #expect(driver.topLine.contains("ĐÃ LƯU 1"))
    #expect(driver.screen.contains("phải chừa 32 MB"))
    driver.office.device = DeviceStatus()
    driver.press("⎋⏎")
    #expect(driver.screen.contains("CÔNG TƠ 19013325"))
  }

  @Test("a low battery is said once, and again only after it was charged")
  func lowBattery() throws {
    var driver = try FieldDriver(try Route.all())
    driver.office.device.battery = .init(percent: 15, isCharging: false)
    driver.press("⏎")
    #expect(driver.topLine.contains("Pin còn 15 %"))
    driver.press("⎋")
    #expect(driver.screen.contains("⚠ pin 15 %"))
    driver.press("⏎")
    #expect(driver.topLine.contains("STT 1"))
    driver.office.device.battery = .init(percent: 15, isCharging: true)
    driver.press("⎋⏎⎋")
    #expect(!driver.screen.contains("⚠"))
    driver.office.device.battery = .init(percent: 14, isCharging: false)
    driver.press("⏎")
    #expect(driver.topLine.contains("Pin còn 14 %"))
  }

  @Test("a battery that runs empty closes the program with a sentence; what was typed is kept")
  func emptyBattery() throws {
    var driver = try FieldDriver(try Route.all())
    driver.office.device.battery = .init(percent: 40, isCharging: false)
    driver.press("⏎013")
    #expect(driver.farewell == nil)
    driver.office.device.battery = .init(percent: 5, isCharging: false)
    driver.run([.checkDevice])
    #expect(driver.farewell?.contains("Pin còn 5 %") == true)
    #expect(driver.office.drafts[1]?.contains("digits: 013") == true)
  }

  @Test("on the charger, or started on the last percent, it stays open", arguments: [true, false])
  func notClosed(isCharging: Bool) throws {
    var driver = try FieldDriver(try Route.all())
    driver.office.device.battery = .init(percent: isCharging ? 40 : 4, isCharging: isCharging)
    driver.press("⏎")
    driver.office.device.battery = .init(percent: 4, isCharging: isCharging)
    driver.press("⎋⏎")
    #expect(driver.farewell == nil)
  }

  @Test("a missing card and little room are warnings that block no save")
  func warnings() throws {
    var driver = try driver(DeviceStatus(lowRoom: 812, isMirrorMissing: true))
    driver.press("⏎⎋")
    #expect(driver.screen.contains("⚠ mất thẻ sao lưu"))
    #expect(driver.screen.contains("bộ nhớ sắp đầy, còn 812 MB"))
    driver.press("⏎013074⏎")
    #expect(driver.office.standing(1).state == .confirmed)
    driver.resize(columns: 40, rows: 15)
    driver.press("⎋")
    #expect(driver.screen.contains("mất thẻ sao lưu"))
    #expect(!driver.screen.contains("812"))
  }
}
