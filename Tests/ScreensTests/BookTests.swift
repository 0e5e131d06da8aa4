import Casework
import Frames
import Metering
import Screens
import TestSupport
import Testing
import Wording

@Suite("A supervisor signs off a book")
struct BookTests {
  private static func supervisor(
    columns: Int = 80, rows: Int = 24, language: Language = .vietnamese
  ) throws -> FieldDriver {
    try ReviewTests.supervisor(columns: columns, rows: rows, language: language)
  }

  private func signings(_ driver: FieldDriver) -> [BookSigning] {
    driver.office.records.compactMap { record in
      if case .bookSigned(let signing) = record { return signing }
      return nil
    }
  }

  @Test("the list of books says how far each is, and opens one")
  func list() throws {
    var driver = try Self.supervisor()
    driver.press("c")
    #expect(driver.topLine.contains("CHỐT SỔ"))
    #expect(driver.screen.contains("chờ duyệt"))
    driver.press("⏎")
    #expect(driver.topLine.contains("SỔ"))
    #expect(driver.screen.contains("CHỐT ĐƯỢC 0/6 ĐIỂM"), "\(driver.screen)")
    driver.press("⎋⎋")
    #expect(driver.topLine.contains("DUYỆT"))
  }

  @Test("nothing is signed where nothing can be closed, and the key says why")
  func nothingClosed() throws {
    var driver = try Self.supervisor()
    driver.press("c⏎s")
    #expect(signings(driver).isEmpty)
    #expect(driver.screen.contains("chưa có điểm nào chốt được"))
  }

  @Test("what is open gets a deadline, and a digit confirms; Enter and Esc sign nothing")
  func sign() throws {
    var driver = try Self.supervisor()
    driver.press("/19013325⏎⏎a⎋c⏎")
    #expect(driver.screen.contains("CHỐT ĐƯỢC 1/6 ĐIỂM"))
    driver.press("s")
    #expect(driver.screen.contains("GIỮ LẠI 5 ĐIỂM ĐẾN BAO GIỜ?"))
    driver.press("⎋")
    #expect(signings(driver).isEmpty)
    driver.press("s2")
    #expect(driver.screen.contains("Ký chốt sổ"))
    #expect(driver.screen.contains("Giữ lại 5 điểm, hạn 18/06/2026"))
    driver.press("⏎")
    #expect(signings(driver).isEmpty && !driver.screen.contains("Ký chốt sổ"))
    driver.press("s21")
    let signing = try #require(signings(driver).first)
    #expect(signing.totals.points == 1 && signing.totals.corrected == 1)
    #expect(signing.held.count == 5 && signing.replaces.isEmpty)
    #expect(signing.held.allSatisfy { $0.due == Day(year: 2026, month: 6, day: 18) })
    #expect(driver.topLine.contains("Đã ký sổ"))
    #expect(driver.screen.contains("S01 ký lúc"))
    // Again it would say the same.
    driver.press("s")
    #expect(driver.screen.contains("không có gì phát sinh"))
    #expect(signings(driver).count == 1)
    driver.press("⎋")
    #expect(driver.screen.contains("✔") && driver.topLine.contains("đã ký 1/1 sổ"))
  }

  @Test("what came after the signature is named, and signed by another one")
  func late() throws {
    var driver = try Self.supervisor()
    driver.press("/19013325⏎⏎a⎋c⏎s21⎋⎋/22107741⏎⏎a⎋c⏎")
    #expect(driver.screen.contains("Phát sinh sau khi ký, 1 điểm"), "\(driver.screen)")
    #expect(driver.screen.contains("22107741 chốt được sau khi ký"))
    driver.press("s21")
    #expect(signings(driver).count == 2)
    #expect(signings(driver).last?.replaces.count == 1)
    #expect(!driver.screen.contains("Phát sinh sau khi ký"))
  }

  @Test("a book that changed under the supervisor's eyes is shown anew instead of signed")
  func changed() throws {
    var driver = try Self.supervisor()
    driver.press("/19013325⏎⏎a⎋c⏎s2")
    var elsewhere = try FieldDriver(driver.office, root: .review)
    elsewhere.press("/22107741⏎⏎a")
    driver.office = elsewhere.office
    driver.press("1")
    #expect(signings(driver).isEmpty)
    #expect(driver.topLine.contains("vừa thay đổi"))
    #expect(driver.screen.contains("CHỐT ĐƯỢC 2/6 ĐIỂM"))
  }

  @Test("while nothing can be recorded, nothing can be signed")
  func readOnly() throws {
    var driver = try Self.supervisor()
    driver.press("/19013325⏎⏎a")
    driver.office.device = DeviceStatus(problem: .readOnly)
    driver = try FieldDriver(driver.office, root: .review)
    driver.press("c⏎s")
    #expect(signings(driver).isEmpty)
    #expect(!driver.screen.contains("ĐẾN BAO GIỜ"))
  }

  @Test(
    "looks as it should at every size, in both languages",
    arguments: [
      ("books", "c"), ("book", "/19013325⏎⏎a⎋c⏎"), ("sign", "/19013325⏎⏎a⎋c⏎s2"),
      ("signed", "/19013325⏎⏎a⎋c⏎s21"), ("late", "/19013325⏎⏎a⎋c⏎s21⎋⎋/22107741⏎⏎a⎋c⏎"),
    ],
    [(40, 15), (80, 24), (132, 43)])
  func shown(screen: (String, String), size: (Int, Int)) throws {
    for language in Language.allCases {
      var driver = try Self.supervisor(columns: size.0, rows: size.1, language: language)
      driver.press(screen.1)
      expectSnapshot(
        driver.app.render().text,
        named: "book-\(screen.0)-\(size.0)x\(size.1)-\(language.rawValue)")
    }
  }
}
