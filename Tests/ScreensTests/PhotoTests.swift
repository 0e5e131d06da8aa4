import Casework
import Frames
import Metering
import Screens
import Testing

@Suite("Photos, from the first look to the minutes")
struct PhotoTests {
  static func photo(_ name: String) -> Photo {
    let tail = String(
      name.unicodeScalars.reduce(UInt64(7)) { $0 &* 31 &+ UInt64($1.value) }, radix: 16)
    return Photo(
      sha256: String(repeating: "0", count: 64 - tail.count) + tail, bytes: 812_345, name: name,
      taken: "2026-06-16T11:59:58+07:00")
  }

  static func corrections(_ driver: FieldDriver) -> [Correction] {
    driver.office.records.compactMap { record in
      if case .correction(let correction) = record { return correction }
      return nil
    }
  }

  private func driver(_ names: String...) throws -> FieldDriver {
    var driver = try FieldDriver(try Route.all())
    driver.office.camera = names.map(PhotoTests.photo)
    return driver
  }

  @Test("a photo taken while reading is named, counted and stored with the inspection")
  func whileReading() throws {
    var driver = try driver("IMG_0042.jpg")
    driver.press("⏎013p")
    #expect(driver.topLine.contains("✓ ảnh IMG_0042.jpg · có 1 ảnh"))
    driver.press("074")
    #expect(driver.topLine.contains("STT 1 · còn 5 · 1 ảnh"))
    driver.press("⏎")
    let inspection = try #require(ReadingTests.inspections(driver).first)
    #expect(inspection.photos == [PhotoTests.photo("IMG_0042.jpg")])
    #expect(inspection.verdict == .confirmed)
  }

  @Test("photos are looked for from the opening of the meter on, not from the key")
  func sinceOpening() throws {
    var driver = try driver("a.jpg", "b.jpg")
    driver.press("⏎")
    let opened = driver.now.monotonic
    driver.press("01307p")
    driver.press("p")
    let requests = driver.office.photoRequests
    #expect(requests.map(\.since) == [opened, opened])
    #expect(requests.map(\.held) == [[], [PhotoTests.photo("a.jpg").sha256]])
  }

  @Test("the diff's photo is of the same opening and becomes an entry that names the inspection")
  func onDiff() throws {
    var driver = try driver("IMG_0042.jpg")
    driver.press("▼⏎")
    let opened = driver.now.monotonic
    driver.press("013074⏎013074⏎p")
    #expect(driver.office.photoRequests.map(\.since) == [opened])
    guard case .attachment(let attachment) = driver.office.records.last else {
      Issue.record("no attachment was stored")
      return
    }
    #expect(attachment.entry == driver.office.standing(2).inspection)
    #expect(attachment.photos.map(\.name) == ["IMG_0042.jpg"])
    // The inspection has its photo now: the minutes ask for none.
    driver.press("⏎w")
    let correction = try #require(Self.corrections(driver).first)
    #expect(correction.photos.isEmpty)
    #expect(correction.photoMissing == nil)
  }

  @Test(
    "minutes without a photo ask for one, and its lack is recorded with the reason",
    arguments: [("2", PhotoMissing.noCamera), ("3", .notAllowed)])
  func missing(key: String, reason: PhotoMissing) throws {
    var driver = try driver()
    driver.press("▼⏎013074⏎013074⏎⏎w")
    #expect(driver.topLine.contains("CHƯA CÓ ẢNH MẶT CÔNG TƠ"))
    #expect(Self.corrections(driver).isEmpty)
    driver.press(key)
    let correction = try #require(Self.corrections(driver).first)
    #expect(correction.photoMissing == reason)
    #expect(correction.photos.isEmpty)
  }

  @Test("going back from that question saves nothing")
  func missingAndBack() throws {
    var driver = try driver()
    driver.press("▼⏎013074⏎013074⏎⏎w⎋")
    #expect(Self.corrections(driver).isEmpty)
    #expect(driver.screen.contains("BIÊN BẢN SỬA SAI"))
  }

  @Test("a photo taken at that question is seen by name before Enter saves the minutes")
  func takenBeforeSaving() throws {
    var driver = try driver("IMG_0042.jpg")
    driver.press("▼⏎013074⏎013074⏎⏎w1")
    #expect(driver.topLine.contains("IMG_0042.jpg"))
    #expect(Self.corrections(driver).isEmpty)
    driver.press("⏎")
    let correction = try #require(Self.corrections(driver).first)
    #expect(correction.photos.map(\.name) == ["IMG_0042.jpg"])
    #expect(correction.photoMissing == nil)
  }

  @Test("a camera with nothing new says so; the reading goes on and its digits stay")
  func nothingNew() throws {
    var driver = try driver()
    driver.press("⏎013p")
    #expect(driver.topLine.contains("không có ảnh mới"))
    driver.press("074⏎")
    let inspection = try #require(ReadingTests.inspections(driver).first)
    #expect(inspection.photos.isEmpty)
    #expect(inspection.verdict == .confirmed)
  }

  @Test("keys typed while the photo is fetched come behind it")
  func heldKeys() throws {
    var driver = try driver("IMG_0042.jpg")
    driver.press("⏎013")
    let effects = driver.pressWhileBusy("p074⏎")
    #expect(ReadingTests.inspections(driver).isEmpty)
    driver.run(effects)
    let inspection = try #require(ReadingTests.inspections(driver).first)
    #expect(inspection.photos.map(\.name) == ["IMG_0042.jpg"])
    #expect(inspection.registers.first?.attempts.first?.description == "1307.4")
  }

  @Test(
    "a kill loses no photo of a reading",
    arguments: [("⏎p", "013074"), ("⏎01p", "⏎3074"), ("⏎pp01307", "⏎4")])
  func readingSurvives(keys: String, rest: String) throws {
    var driver = try driver("IMG 0042.jpg", "IMG_0043.jpg")
    driver.press(keys)
    let count = driver.office.photoRequests.count
    try driver.restart()
    driver.press("⏎")
    #expect(driver.topLine.contains("\(count) ảnh"))
    driver.press("\(rest)⏎")
    let inspection = try #require(ReadingTests.inspections(driver).first)
    #expect(inspection.photos.map(\.name) == Array(["IMG 0042.jpg", "IMG_0043.jpg"].prefix(count)))
  }

  @Test("a kill loses no photo of a form")
  func formSurvives() throws {
    var driver = try driver("IMG_0042.jpg")
    driver.press("▼⏎013074⏎013074⏎⏎p")
    try driver.restart()
    driver.press("▼⏎⏎w")
    let correction = try #require(Self.corrections(driver).first)
    #expect(correction.photos == [PhotoTests.photo("IMG_0042.jpg")])
  }

  @Test("a draft of an earlier version, without photos, is taken up as it was")
  func earlierDraft() throws {
    var driver = try driver()
    driver.press("⏎013")
    let draft = try #require(driver.office.drafts[1])
    #expect(!draft.contains("photo"))
    try driver.restart()
    driver.press("⏎")
    #expect(driver.screen.contains("┃ 0 ┃ 1 ┃ 3 ┃ _ ┃"))
  }

  @Test("a closed door keeps the photo that was taken of it")
  func noReading() throws {
    var driver = try driver("door.jpg")
    driver.press("⏎pn1")
    let inspection = try #require(ReadingTests.inspections(driver).first)
    #expect(inspection.noReading?.code == "V")
    #expect(inspection.photos.map(\.name) == ["door.jpg"])
  }

  @Test("later photos are added from the papers of minutes and of an inspection")
  func later() throws {
    var driver = try driver("late.jpg", "later.jpg")
    driver.press("▼⏎013074⏎013074⏎⏎w2⎋m⏎p")
    #expect(driver.topLine.contains("✓ đã thêm ảnh late.jpg"))
    driver.press("⎋⎋g▼▼⏎p")
    let attachments = driver.office.records.compactMap { record in
      if case .attachment(let attachment) = record { return attachment }
      return nil
    }
    #expect(attachments.map { $0.photos.first?.name } == ["late.jpg", "later.jpg"])
    #expect(attachments.first?.entry == driver.office.standing(2).correction)
    #expect(attachments.last?.entry == driver.office.standing(2).inspection)
  }
}
