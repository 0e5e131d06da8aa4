import Casework
import Frames
import Metering
import Screens
import TestSupport
import Testing

@Suite("Keys pressed twice, held or too many")
struct GloveTests {
  @Test("an Enter that bounces never answers the next question")
  func bouncedOnQuestion() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎x20999111⏎")
    driver.press(.enter, after: 70)
    #expect(driver.office.records.isEmpty)
    #expect(driver.screen.contains("Công tơ cũ đã được thay (treo tháo)?"))
    driver.press("⏎")
    #expect(driver.office.records.isEmpty, "no Enter answers yes or no")
    #expect(driver.screen.contains("1-2 Chọn"))
    driver.press("2")
    #expect(ReadingTests.inspections(driver).first?.otherMeter?.meter == "20999111")
  }

  @Test("an Enter that bounces never chooses among three attempts unseen")
  func bouncedOnChoice() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013072⏎013079⏎")
    driver.press(.enter, after: 70)
    #expect(driver.office.records.isEmpty)
    #expect(driver.screen.contains("Số nào đúng với mặt công tơ?"))
  }

  @Test("an Enter held down counts once, however long it is held")
  func held() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013074")
    for _ in 0..<60 { driver.press(.enter, after: 33) }
    #expect(driver.topLine.contains("GHI SAI"))
    #expect(driver.office.records.count == 1)
  }

  @Test("digits beyond the dial hold the first Enter back")
  func overflow() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎0130749")
    #expect(driver.screen.contains("Đã đủ 6 số"))
    driver.press("⏎")
    #expect(driver.office.records.isEmpty)
    #expect(driver.screen.contains("Bấm thừa số. Xem lại rồi ⏎ lần nữa."))
    driver.press("⏎")
    #expect(ReadingTests.inspections(driver).first?.verdict == .confirmed)
  }

  @Test("a serial that is not found opens nothing; ⌫ clears it, the next digit begins another")
  func unknownSerial() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("1290⏎")
    #expect(driver.screen.contains("Không có công tơ …1290 trong danh sách. ⌫ để xoá."))
    #expect(driver.topLine.contains("PHÚC TRA"))
    driver.press("22107741⏎")
    #expect(driver.screen.contains("CÔNG TƠ 22107741"))
    driver.press("⎋")
    driver.press(.paste("99999999"))
    driver.press("⏎")
    #expect(driver.topLine.contains("PHÚC TRA"))
    driver.press("⌫")
    #expect(!driver.screen.contains("Không có công tơ"))
  }

  @Test("why nothing could be read is picked, never taken by an Enter too many")
  func noPreselection() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎.1⏎⏎")
    #expect(driver.office.records.isEmpty)
    driver.press("▼▼⏎")
    #expect(ReadingTests.inspections(driver).first?.noReading?.code == "KC")
  }

  @Test("another meter: ⌫ goes one question back, with what was answered there")
  func oneQuestionBack() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎x20999111⏎11305⏎0⏎")
    #expect(driver.screen.contains("Ngày thay"))
    driver.press("⌫")
    #expect(driver.screen.contains("treo công tơ mới"))
    driver.press("⌫⌫")
    #expect(driver.screen.contains("tháo công tơ cũ"))
    #expect(driver.screen.contains("1305"))
  }
}
