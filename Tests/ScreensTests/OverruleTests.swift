import Casework
import Frames
import Metering
import Screens
import Testing

@Suite("The inspector decides")
struct OverruleTests {
  private func overrulings(_ driver: FieldDriver) -> [Overruling] {
    driver.office.records.compactMap { record in
      if case .overruling(let overruling) = record { return overruling }
      return nil
    }
  }

  @Test("a wrong record is held to be right, with a reason: no minutes, and both verdicts are kept")
  func right() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013074⏎o")
    #expect(driver.screen.contains("Chỉ số đã ghi là đúng."))
    driver.press("1")
    #expect(driver.screen.contains("ảnh lúc ghi đúng với số đã ghi"))
    driver.press("3")
    let overruling = try #require(overrulings(driver).first)
    #expect(overruling.verdict.from == .deviates && overruling.verdict.to == .confirmed)
    #expect(overruling.verdict.reason == "ảnh lúc ghi đúng với số đã ghi")
    #expect(driver.office.standing(2).state == .confirmed)
    #expect(driver.topLine.contains("ĐÃ LƯU kết luận của bạn: đúng"))
    #expect(driver.screen.contains("Chương trình: ghi sai. Người phúc tra: đúng, vì ảnh lúc ghi"))
    // Enter goes on: there are no minutes to write.
    driver.press("⏎")
    #expect(driver.screen.contains("CÔNG TƠ 17880213"))
    #expect(PhotoTests.corrections(driver).isEmpty)
  }

  @Test("a confirmed record is held to be wrong: the correction form opens and keeps the reason")
  func wrong() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎013074⏎⎋▲do12")
    #expect(driver.screen.contains("▶1 Nguyên nhân"))
    driver.press("w2")
    let correction = try #require(PhotoTests.corrections(driver).first)
    #expect(correction.overruled?.from == .confirmed)
    #expect(correction.overruled?.to == .deviates)
    #expect(correction.overruled?.reason == "khách có ảnh mặt số hôm ghi")
    #expect(driver.office.standing(1).state == .pending)
  }

  @Test("the reason may be typed, and nothing is kept without one")
  func ownWords() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013074⏎o2⎋")
    #expect(overrulings(driver).isEmpty)
    driver.press("o24⏎")
    #expect(overrulings(driver).isEmpty)
    driver.press("to ro⏎")
    #expect(overrulings(driver).first?.verdict.to == .unresolved)
    #expect(overrulings(driver).first?.verdict.reason == "to ro")
    #expect(driver.office.standing(2).state == .unresolved)
  }

  @Test("what was overruled may go back to the program's verdict, never to the one that stands")
  func back() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013074⏎o13")
    driver.press("o")
    #expect(!driver.screen.contains("Chỉ số đã ghi là đúng."))
    driver.press("11")
    #expect(overrulings(driver).last?.verdict.to == .deviates)
    #expect(driver.office.standing(2).state == .deviates)
    #expect(driver.office.standing(2).overruled == nil)
    #expect(driver.topLine.contains("ĐÃ LƯU kết luận của bạn: ghi sai"))
  }

  @Test("it is offered by number on the pad, and not once minutes are written")
  func offered() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013074⏎.")
    #expect(driver.screen.contains("Kết luận khác"))
    driver.press("⎋⏎w2⎋▲▲▼do")
    #expect(driver.screen.contains("Đã lập biên bản"))
    #expect(driver.topLine.contains("rút biên bản trước"))
    #expect(overrulings(driver).isEmpty)
  }

  @Test("a verdict that could not be stored is not said to be")
  func fullDisk() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013074⏎o1")
    driver.office.failsNextSave = true
    driver.press("1")
    #expect(driver.topLine.contains("đĩa đầy"))
    #expect(driver.office.standing(2).state == .deviates)
    driver.press("o11")
    #expect(driver.office.standing(2).state == .confirmed)
  }

  @Test("another cause than the suggested one needs its reason before the minutes are saved")
  func ownCause() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013074⏎⏎12w")
    #expect(driver.topLine.contains("Nguyên nhân khác gợi ý: vì sao?"))
    driver.press("2w2")
    let correction = try #require(PhotoTests.corrections(driver).first)
    #expect(correction.causeReason == "theo lời người ghi chỉ số")
    #expect(correction.registers[0].causeSuggested == .transposition)
    #expect(correction.registers[0].causeChosen != .transposition)
    #expect(correction.overruled == nil)
  }

  @Test("the journal tells an overruled verdict, and it can be withdrawn")
  func journal() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013074⏎o13⎋g")
    #expect(driver.screen.contains("kết luận lại: ghi sai → đúng (ảnh lúc"))
    driver.press("x21")
    #expect(driver.office.standing(2).state == .deviates)
  }
}

@Suite("Which index the minutes adopt")
struct BasisTests {
  private func form() throws -> FieldDriver {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013074⏎⏎")
    return driver
  }

  private func corrected(_ driver: FieldDriver) throws -> CorrectedRegister {
    try #require(PhotoTests.corrections(driver).first?.registers.first)
  }

  @Test("four bases stand under their numbers, each with its index")
  func offered() throws {
    var driver = try form()
    driver.press("2")
    #expect(driver.screen.contains("1  phúc tra: 01307,4"))
    #expect(driver.screen.contains("2  suy ra: 01290"))
    #expect(driver.screen.contains("3  tính ngược: 012"))
    #expect(driver.screen.contains("4  thoả thuận"))
  }

  @Test("the re-read index unless the inspector proposes another")
  func reread() throws {
    var driver = try form()
    driver.press("w2")
    #expect(try corrected(driver).basis == .reread)
    #expect(try corrected(driver).corrected == Index("1307.4"))
  }

  @Test("an estimate is kept with its band, and the physical reading beside it")
  func estimated() throws {
    var driver = try form()
    driver.press("23w2")
    let register = try corrected(driver)
    #expect(register.basis == .estimated && register.basis.needsSupervisor)
    let band = try #require(register.band)
    #expect(band.count == 2 && band[0] <= register.corrected && register.corrected <= band[1])
    #expect(register.reinspected == Index("1307.4"))
  }

  @Test("an agreed index is typed, with a comma too, and must lie between old and re-read")
  func agreed() throws {
    var driver = try form()
    driver.press("24")
    driver.press("1400⏎")
    #expect(driver.topLine.contains("1400"))
    driver.press("1179⏎")
    #expect(driver.topLine.contains("1179"))
    driver.press("1291,5⏎w2")
    let register = try corrected(driver)
    #expect(register.basis == .agreed)
    #expect(register.corrected == Index("1291.5"))
  }

  @Test("what was agreed survives a kill; where nothing was typed the basis before stands")
  func draft() throws {
    var driver = try form()
    driver.press("24⎋⎋")
    #expect(driver.screen.contains("theo chỉ số phúc tra"))
    #expect(!driver.screen.contains("0 kWh  →  0 kWh"))
    driver.press("24")
    #expect(driver.screen.contains("Chỉ số thoả thuận"))
    driver.press("1290⏎")
    #expect(driver.screen.contains("▶"))
    driver.press("⎋")
    #expect(driver.office.drafts[2]?.contains("agreed: KT 1290") == true)
  }

  @Test("a basis that there is no index for says so")
  func none() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎013074⏎⎋▲do12")
    driver.press("22")
    #expect(driver.topLine.contains("Chưa có chỉ số nào như vậy"))
  }

  @Test("on a register that is right the diff names the wrong one, and the minutes take its cause")
  func wrongRegister() throws {
    let dial = Dial(integerDigits: 5, decimals: 1)
    let point = try Route.point(
      "17880213", 1,
      registers: [
        try Route.register(.normal, old: "15204", recorded: "15371", dial: dial, months: ["159"]),
        try Route.register(.peak, old: "8450", recorded: "8398", dial: dial, months: ["47"]),
        try Route.register(.offPeak, old: "6112", recorded: "6180", dial: dial, months: ["64"]),
      ])
    var driver = try FieldDriver([point])
    driver.press("⏎153941085040061890⏎153941085040061890⏎")
    #expect(driver.topLine.contains("đọc nhầm một chữ số"))
    driver.press("▼")
    #expect(driver.topLine.contains("Bộ TD đúng; bộ CD ghi sai"))
    driver.press("⏎")
    #expect(driver.screen.contains("đọc nhầm một chữ số"))
    for register in ["BT  15371", "CD  8398", "TD  6180"] {
      #expect(driver.screen.contains(register))
    }
  }

  @Test("on a small screen ▼ shows the rest of the reasons")
  func scrolling() throws {
    var driver = try FieldDriver(try Route.all(), columns: 40, rows: 15)
    driver.press("▼⏎013074⏎013074⏎")
    #expect(driver.screen.contains("▼"))
    #expect(!driver.screen.contains("tháng 5"))
    driver.press("▼")
    #expect(driver.screen.contains("tháng 5"))
    driver.press("▲")
    #expect(driver.screen.contains("Đề nghị"))
  }

  @Test("Enter reads a paper on by pages, and closes it on the last")
  func pages() throws {
    var driver = try FieldDriver(try Route.all(), columns: 40, rows: 15)
    driver.press("⏎013074⏎⎋?⎋g⏎")
    #expect(driver.topLine.contains("MỤC NHẬT KÝ"))
    driver.press("⏎")
    #expect(driver.topLine.contains("NHẬT KÝ") && !driver.topLine.contains("MỤC"))
  }
}
