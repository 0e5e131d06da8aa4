import Casework
import Frames
import Metering
import Screens
import Testing

@Suite("Reading a meter, blind")
struct ReadingTests {
  static func inspections(_ driver: FieldDriver) -> [Inspection] {
    driver.office.records.compactMap {
      if case .inspection(let inspection) = $0 { return inspection }
      return nil
    }
  }

  @Test("an honest meter costs its digits and one Enter, then the next meter's field is open")
  func honest() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎")
    let before = driver.presses
    driver.press("013074⏎")
    #expect(driver.presses - before == 7)
    let inspections = Self.inspections(driver)
    #expect(inspections.count == 1)
    #expect(inspections.first?.verdict == .confirmed)
    #expect(inspections.first?.registers.first?.attempts.map(\.description) == ["1307.4"])
    #expect(inspections.first?.peeked == false)
    #expect(driver.topLine.contains("✓ ĐÃ LƯU 1 · 19013324 · 01307,4 · đúng"))
    #expect(driver.screen.contains("CÔNG TƠ 19013325"))
  }

  @Test("what was saved is said until a key is pressed, and u takes it back once")
  func undo() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎013074⏎u")
    #expect(driver.office.standing(1).state == .unvisited)
    #expect(driver.screen.contains("CÔNG TƠ 19013324"))
    driver.press("u")
    #expect(driver.office.records.count == 2)
    #expect(driver.topLine.contains("Không có gì để lấy lại"))
  }

  @Test("an implausible reading asks for a fresh look and reveals nothing")
  func secondLook() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎")
    #expect(driver.screen.contains("SỐ NÀY KHÔNG KHỚP"))
    #expect(!driver.screen.contains("1920"))
    #expect(!driver.screen.contains("740"))
    #expect(!driver.screen.contains("3074"))
    #expect(driver.office.records.isEmpty)
  }

  @Test("two equal looks are stored with both attempts, then the diff stands")
  func deviates() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013074⏎")
    let inspection = try #require(Self.inspections(driver).first)
    #expect(inspection.verdict == .deviates)
    #expect(inspection.registers[0].attempts.map(\.description) == ["1307.4", "1307.4"])
    #expect(driver.topLine.contains("GHI SAI: đảo hai chữ số kề nhau"))
  }

  @Test("two different looks ask for a third; then the inspector chooses among all")
  func thirdLook() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013071⏎")
    #expect(driver.screen.contains("HAI LẦN BẤM KHÁC NHAU"))
    driver.press("013074⏎")
    #expect(driver.screen.contains("Số nào đúng với mặt công tơ?"))
    #expect(driver.screen.contains("01307,4"))
    #expect(driver.screen.contains("01307,1"))
    driver.press("⏎")
    let inspection = try #require(Self.inspections(driver).first)
    #expect(
      inspection.registers[0].attempts.map(\.description) == ["1307.4", "1307.1", "1307.4"])
    #expect(
      inspection.registers[0].index(chosen: inspection.chosenAttempt)?.description == "1307.4")
  }

  @Test("too few digits: Enter says how many are missing, and nothing is lost")
  func missingDigits() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎0130⏎")
    #expect(driver.screen.contains("Còn thiếu 2 số, mặt công tơ có 6 số."))
    driver.press("74⏎")
    #expect(Self.inspections(driver).count == 1)
  }

  @Test(
    "Enter on an empty field does nothing; ⌫ on it goes back and keeps what was typed elsewhere")
  func emptyField() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎⏎")
    #expect(driver.office.records.isEmpty)
    driver.press("013⎋")
    #expect(driver.screen.contains("PHÚC TRA"))
    driver.press("⏎")
    #expect(driver.screen.contains("Có số bấm dở 013… Bấm số: làm lại. ⏎: giữ."))
    driver.press("⏎074⏎")
    #expect(Self.inspections(driver).first?.verdict == .confirmed)
  }

  @Test("a peek is possible, and is kept in the inspection")
  func peek() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎o")
    #expect(driver.screen.contains("1290"))
    driver.press("013074⏎")
    #expect(Self.inspections(driver).first?.peeked == true)
  }

  @Test("keys pressed while a save is under way belong to the next meter")
  func typedAhead() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎013074")
    let effects = driver.pressWhileBusy("⏎013")
    driver.run(effects)
    #expect(driver.screen.contains("CÔNG TƠ 19013325"))
    #expect(driver.screen.contains("┃ 0 ┃ 1 ┃ 3 ┃ _ ┃"))
  }

  @Test("a second Enter within 150 ms never answers the next screen")
  func bouncingEnter() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013074⏎")
    driver.press(.enter, after: 60)
    #expect(driver.topLine.contains("GHI SAI"))
    driver.press(.enter, after: 200)
    #expect(driver.topLine.contains("BIÊN BẢN SỬA SAI"))
  }

  @Test("a save that fails says so, and the digits are still there")
  func failedSave() throws {
    var driver = try FieldDriver(try Route.all())
    driver.office.failsNextSave = true
    driver.press("⏎013074⏎")
    #expect(driver.topLine.contains("đĩa đầy"))
    #expect(!driver.screen.contains("ĐÃ LƯU"))
    driver.press("⏎")
    #expect(Self.inspections(driver).count == 1)
    #expect(Self.inspections(driver)[0].registers[0].attempts.count == 1)
  }

  @Test("three rates and their sum are keyed on one screen, and the sum is checked")
  func threeRates() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼▼⏎")
    driver.press("00168000730005300294")
    #expect(driver.screen.contains("✓ SG khớp"))
    driver.press("⏎")
    let inspection = try #require(Self.inspections(driver).first)
    #expect(inspection.verdict == .confirmed)
    #expect(inspection.registers.map { $0.attempts[0].description } == ["168", "73", "53", "294"])
  }

  @Test("a dial that the list does not know is counted first, and the count is kept")
  func countedDial() throws {
    let point = try Route.point(
      "30000001", 1, registers: [try Route.register(old: "1180", recorded: "1290", dial: nil)])
    var driver = try FieldDriver([point])
    driver.press("⏎")
    #expect(driver.screen.contains("mấy số ĐEN"))
    driver.press("51013074⏎")
    let inspection = try #require(Self.inspections(driver).first)
    #expect(inspection.registers[0].dial == Dial(integerDigits: 5, decimals: 1))
    #expect(inspection.verdict == .confirmed)
  }

  @Test("meters of one box are moved among with ▲▼, drafts kept")
  func box() throws {
    let points = try ["10000001", "10000002", "10000003"].enumerated().map { position, meter in
      try Route.point(
        meter, position + 1, box: "H9",
        registers: [try Route.register(old: "1180", recorded: "1290")])
    }
    var driver = try FieldDriver(points)
    driver.press("⏎013▼")
    #expect(driver.screen.contains("CÔNG TƠ 10000002"))
    driver.press("▲")
    #expect(driver.screen.contains("CÔNG TƠ 10000001"))
    #expect(driver.screen.contains("┃ 0 ┃ 1 ┃ 3 ┃ _ ┃"))
  }

  @Test("a draft survives the program's death, attempts and all")
  func draftSurvives() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎01")
    try driver.restart()
    driver.press("▼⏎")
    #expect(driver.screen.contains("SỐ NÀY KHÔNG KHỚP"))
    driver.press("⏎3074⏎")
    let inspection = try #require(Self.inspections(driver).first)
    #expect(inspection.registers[0].attempts.count == 2)
  }

  @Test("a scan names a meter and never becomes a reading")
  func scan() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎")
    driver.press(.paste("19013324"))
    #expect(driver.screen.contains("Đúng công tơ này"))
    driver.press(.paste("99999999"))
    #expect(driver.screen.contains("không phải công tơ này"))
    #expect(driver.office.records.isEmpty)
    #expect(driver.office.drafts.isEmpty)
  }

  @Test("who knows what an earlier reading came to reads no longer blind")
  func known() throws {
    var again = try FieldDriver(try Route.all())
    again.press("▼⏎013074⏎013074⏎r013074⏎013074⏎")
    #expect(Self.inspections(again).map(\.peeked) == [false, true])
    var undone = try FieldDriver(try Route.all())
    undone.press("⏎013074⏎u")
    #expect(undone.screen.contains("Đọc lại, đã biết kết quả trước."))
    undone.press("013074⏎")
    #expect(Self.inspections(undone).map(\.peeked) == [false, true])
  }

  @Test("a last digit that turns while one looks is no different attempt; the later counts")
  func turningDigit() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013075⏎")
    let inspection = try #require(Self.inspections(driver).first)
    #expect(inspection.rereads.map(\.index.description) == ["1307.5"])
    #expect(inspection.registers[0].attempts.count == 2)
    var back = try FieldDriver(try Route.all())
    back.press("▼⏎013074⏎013073⏎")
    #expect(back.office.records.isEmpty)
    #expect(back.screen.contains("HAI LẦN BẤM KHÁC NHAU"))
  }

  @Test("digits choose among the attempts; none of them asks for another")
  func choosing() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013072⏎013079⏎")
    #expect(driver.screen.contains("▶ 3  01307,9"))
    driver.press("4")
    #expect(driver.screen.contains("bấm lại từ đầu"))
    driver.press("013074⏎")
    #expect(driver.screen.contains("▶ 4  01307,4"))
    driver.press("2")
    let inspection = try #require(Self.inspections(driver).first)
    #expect(inspection.rereads.map(\.index.description) == ["1307.2"])
    #expect(inspection.registers[0].attempts.count == 4)
  }

  @Test("a draft that comes up by itself is begun anew by a digit, and takes no key from the save")
  func begunBefore() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎0190⎋▲⏎013074⏎")
    #expect(driver.screen.contains("CÔNG TƠ 19013325"))
    #expect(driver.screen.contains("Có số bấm dở 0190…"))
    var undone = driver
    undone.press("u")
    #expect(undone.office.standing(1).state == .unvisited)
    driver.press("013")
    #expect(driver.screen.contains("┃ 0 ┃ 1 ┃ 3 ┃ _ ┃"))
    // Full digits of a draft are looked at before they are recorded.
    driver.press("⌫⌫⌫0130⎋⏎⏎⏎")
    #expect(driver.office.records.count == 1)
  }

  @Test("with digits in the field the menu leaves, and keeps them")
  func leaveFromMenu() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎013.")
    #expect(driver.screen.contains("7  Quay lại, giữ số đang bấm"))
    driver.press("7")
    #expect(driver.topLine.contains("PHÚC TRA"))
    #expect(driver.office.drafts[1]?.contains("digits: 013") == true)
    // Between the black and the red digits it is the decimal mark.
    driver.press("⏎01307.4⏎")
    #expect(Self.inspections(driver).count == 1)
  }

  @Test("the list's cursor stands on the meter just left")
  func placeKept() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎013074⏎⎋")
    #expect(driver.screen.contains("▶   2  19013325"))
    driver.press("n1⎋")
    #expect(driver.screen.contains("▶   3  17880213"))
  }

  @Test("several registers are saved with what was used over all that are billed")
  func severalSaved() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼▼⏎00168000730005300294⏎")
    #expect(driver.topLine.contains("✓ ĐÃ LƯU 3 · 17880213 · đúng · 4 bộ, 4 ngày dùng 14 kWh"))
  }

  @Test("the list marks what was begun")
  func begunInList() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎013⎋")
    #expect(driver.screen.contains("✎ bấm dở"))
    driver.press("▼⏎013074⏎013074⏎⏎31⎋")
    #expect(driver.screen.contains("✗ ghi sai ✎"))
  }
}
