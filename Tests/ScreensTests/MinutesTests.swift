import Casework
import Frames
import Metering
import Screens
import Testing

@Suite("Minutes after they were saved")
struct MinutesTests {
  /// A route whose second meter has minutes, the list of minutes open.
  private func driver(issued: Bool = false) throws -> FieldDriver {
    var points = try Route.all()
    points[1].invoice = issued ? .issued : .notIssued
    var driver = try FieldDriver(points)
    driver.press("▼⏎013074⏎013074⏎⏎31w2⎋m")
    return driver
  }

  private func signings(_ driver: FieldDriver) -> [MinutesSigning] {
    driver.office.records.compactMap { record in
      if case .signing(let signing) = record { return signing }
      return nil
    }
  }

  @Test("an amendment is filled in from the old minutes, gets a new number and names the old")
  func amend() throws {
    var driver = try driver()
    driver.press("⏎a")
    #expect(driver.topLine.contains("SỬA BIÊN BẢN"))
    #expect(driver.screen.contains("còn nguyên"))
    // The seal was broken after all.
    driver.press("32w")
    let corrections = PhotoTests.corrections(driver)
    try #require(corrections.count == 2)
    #expect(corrections[1].seal == "đứt")
    #expect(corrections[1].supersedes?.number == corrections[0].number)
    #expect(corrections[1].number != corrections[0].number)
    #expect(corrections[1].inspection == corrections[0].inspection)
    #expect(corrections[1].photoMissing == .noCamera)
    #expect(driver.office.standing(2).minutes == corrections[1].number)
  }

  @Test("superseded minutes are marked in both lists and can be neither amended nor withdrawn")
  func superseded() throws {
    var driver = try driver()
    driver.press("⏎aw▼")
    #expect(driver.screen.contains("→ đã thay"))
    driver.press("x")
    #expect(driver.topLine.contains("Đã có biên bản khác thay"))
    driver.press("⏎a")
    #expect(driver.topLine.contains("Đã có biên bản khác thay"))
    driver.press("⎋⎋g")
    #expect(driver.screen.contains(", thay PE0700"))
    #expect(driver.screen.contains("(đã thay)"))
  }

  @Test("withdrawing the amendment lets the old minutes count again")
  func withdrawAmendment() throws {
    var driver = try driver()
    driver.press("⏎aw")
    driver.press("x31")
    let corrections = PhotoTests.corrections(driver)
    #expect(driver.office.standing(2).minutes == corrections[0].number)
    #expect(driver.screen.contains("↩ đã rút"))
    #expect(!driver.screen.contains("→ đã thay"))
  }

  @Test("an amendment half done is taken up again, and by no other form")
  func amendmentDraft() throws {
    var driver = try driver()
    driver.press("⏎a32")
    try driver.restart()
    driver.press("m⏎a")
    #expect(driver.screen.contains("đứt"))
    driver.press("w")
    #expect(PhotoTests.corrections(driver).last?.seal == "đứt")
  }

  @Test("minutes of a meter that was read again are not amended")
  func readAgain() throws {
    var driver = try driver()
    driver.press("⎋▲⏎r013074⏎013074⏎⎋m⏎a")
    #expect(driver.topLine.contains("Công tơ đã được đọc lại"))
    #expect(PhotoTests.corrections(driver).count == 1)
  }

  @Test("minutes before the invoice need no signature and offer none")
  func notIssued() throws {
    var driver = try driver()
    #expect(!driver.screen.contains("chưa ký"))
    driver.press("⏎s")
    #expect(!driver.screen.contains("KHÁCH KÝ"))
  }

  @Test("after the invoice they are unsigned until the customer signs, with a photo of the paper")
  func signed() throws {
    var driver = try driver(issued: true)
    #expect(driver.screen.contains("○ chưa ký"))
    driver.office.camera = [PhotoTests.photo("signed.jpg")]
    driver.press("⏎s11w")
    #expect(driver.topLine.contains("CHƯA CÓ ẢNH BIÊN BẢN ĐÃ KÝ"))
    driver.press("1⏎")
    let signing = try #require(signings(driver).first)
    #expect(signing.outcome == .signed)
    #expect(signing.customer == "Khách hàng 000123")
    #expect(signing.photos.map(\.name) == ["signed.jpg"])
    #expect(signing.photoMissing == nil)
    #expect(driver.topLine.contains("✓ ĐÃ LƯU: khách đã ký"))
    driver.press("s")
    #expect(driver.topLine.contains("Đã ghi kết quả ký rồi"))
    driver.press("⎋")
    #expect(driver.screen.contains("✓ khách đã ký"))
  }

  @Test("a signed paper without a photo says why")
  func signedWithoutPhoto() throws {
    var driver = try driver(issued: true)
    driver.press("⏎s11w2")
    #expect(signings(driver).first?.photoMissing == .noCamera)
  }

  @Test("a refusal is not saved without a witness")
  func refused() throws {
    var driver = try driver(issued: true)
    driver.press("⏎s12w")
    #expect(driver.topLine.contains("phải có người làm chứng"))
    #expect(signings(driver).isEmpty)
    driver.press("1w")
    let signing = try #require(signings(driver).first)
    #expect(signing.outcome == .refused)
    #expect(signing.witness == "tổ trưởng dân phố")
    #expect(signing.photoMissing == nil)
    driver.press("⎋")
    #expect(driver.screen.contains("✗ từ chối ký"))
  }

  @Test("a signing half done keeps its photo over a kill")
  func signingDraft() throws {
    var driver = try driver(issued: true)
    driver.office.camera = [PhotoTests.photo("signed.jpg")]
    driver.press("⏎s11p")
    try driver.restart()
    driver.press("m⏎sw")
    #expect(signings(driver).first?.photos.map(\.name) == ["signed.jpg"])
  }

  @Test("an amendment has to be signed anew")
  func amendedAfterSigning() throws {
    var driver = try driver(issued: true)
    driver.press("⏎s11w2⎋⏎aw")
    #expect(driver.screen.contains("○ chưa ký"))
  }

  @Test("an older inspection is withdrawn from the journal's list, its minutes with it")
  func withdrawInspection() throws {
    var driver = try driver()
    driver.press("⎋g▼x")
    #expect(driver.topLine.contains("Rút lại vì sao?"))
    driver.press("2")
    #expect(driver.screen.contains("Biên bản lập từ lần đọc này cũng bị rút theo."))
    driver.press("⏎")
    #expect(driver.office.standing(2).state == .pending)
    driver.press("x21")
    #expect(driver.office.standing(2).state == .unvisited)
    guard case .withdrawal(let withdrawal) = driver.office.records.last else {
      Issue.record("no withdrawal was stored")
      return
    }
    #expect(withdrawal.reason == .stated("bấm nhầm chỉ số"))
  }

  @Test("a photo added by mistake is withdrawn, and counts no more")
  func wrongPhoto() throws {
    var driver = try driver()
    driver.office.camera = [PhotoTests.photo("other.jpg")]
    driver.press("⎋▲⏎p")
    #expect(driver.screen.contains("1 ảnh"))
    driver.press("⎋gx51")
    #expect(driver.screen.contains("(đã rút)"))
    driver.press("⎋⏎")
    #expect(!driver.screen.contains("1 ảnh"))
  }

  @Test("a reason may be typed")
  func ownWords() throws {
    var driver = try driver()
    driver.press("x6nhầm hộp⏎1")
    guard case .withdrawal(let withdrawal) = driver.office.records.last else {
      Issue.record("no withdrawal was stored")
      return
    }
    #expect(withdrawal.reason == .stated("nhầm hộp"))
    #expect(driver.office.standing(2).state == .deviates)
  }

  @Test("what is no finding, or was withdrawn already, is not withdrawn from the list")
  func notWithdrawable() throws {
    var driver = try driver()
    driver.press("x11⎋g")
    let before = driver.office.records.count
    // The withdrawal itself, then the minutes that it withdrew.
    driver.press("x")
    #expect(driver.topLine.contains("Mục này không rút lại được"))
    driver.press("▼x")
    #expect(driver.topLine.contains("đã rút lại rồi"))
    #expect(driver.office.records.count == before)
  }

  @Test("everything on a paper of minutes can be done by the numbers of its menu")
  func menu() throws {
    var driver = try driver(issued: true)
    driver.press("⏎.")
    for label in ["Khách ký", "In", "Sửa biên bản", "Ảnh", "Rút lại"] {
      #expect(driver.screen.contains(label), "\(label)")
    }
    driver.press("2")
    #expect(driver.office.printed.count == 1)
  }

  @Test("a paper goes to the printer, and what comes of it is said")
  func printing() throws {
    var driver = try driver()
    driver.press("⏎i")
    #expect(driver.topLine.contains("đã gửi tới máy in"))
    driver.office.printerFailure = "chưa đặt máy in: phuctra device set --printer ĐƯỜNG_DẪN"
    driver.press("i")
    #expect(driver.topLine.contains("chưa đặt máy in"))
    driver.office.printerFailure = nil
    driver.press("⎋⎋▲⏎fi")
    #expect(driver.topLine.contains("đã gửi tới máy in"))
    #expect(driver.office.printed.last == .slip(2))
  }
}
