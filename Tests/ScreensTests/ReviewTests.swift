import Casework
import Frames
import Metering
import Screens
import TestSupport
import Testing
import Wording

@Suite("A supervisor reviews")
struct ReviewTests {
  /// An inspector's morning: a record found wrong with its minutes, two meters taken for one another,
  /// and a door that nobody opened.
  static func office() throws -> MemoryOffice {
    let points =
      [try Route.transposed("19013325", 1)] + (try Route.mistakes()) + [
        try Route.honest("20450011", 9), try Route.transposed("22107741", 10),
      ]
    var driver = try FieldDriver(points)
    func inspect(_ meter: String, _ keys: String) {
      driver.press("⎋⎋⎋")
      for character in meter { driver.press(String(character)) }
      driver.press(keys)
    }
    inspect("19013325", "⏎013074⏎013074⏎⏎w2")
    // Two neighbours taken for each other.
    inspect("21330402", "⏎146881⏎146881⏎⏎w2")
    inspect("21330403", "⏎071204⏎071204⏎⏎w2")
    inspect("20450011", "n1")
    inspect("22107741", "⏎013074⏎013074⏎⏎w2")
    return driver.office
  }

  static func supervisor(
    columns: Int = 80, rows: Int = 24, language: Language = .vietnamese
  ) throws -> FieldDriver {
    try FieldDriver(
      office(), root: .review, columns: columns, rows: rows, language: language)
  }

  private func reviews(_ driver: FieldDriver) -> [Review] {
    driver.office.records.compactMap { record in
      if case .review(let review) = record { return review }
      return nil
    }
  }

  @Test("the queue has the worst money first, and each case says what decides it")
  func queue() throws {
    let driver = try Self.supervisor()
    let cases = driver.office.cases
    #expect(cases.count == 5, "\(driver.screen)")
    #expect(driver.topLine.contains("DUYỆT  chờ 5"))
    let worst = try #require(cases.min { ReviewCase.isWorse($0, $1) })
    #expect(driver.app.render().line(2).contains(worst.identity.meter))
  }

  @Test("one key approves and opens the next case: as many keys as cases, and one to begin")
  func approve() throws {
    var driver = try Self.supervisor()
    driver.press("/19013325⏎⏎")
    #expect(driver.screen.contains("đã ghi"))
    driver.press("a")
    #expect(driver.office.standing(1).state == .approved)
    let review = try #require(reviews(driver).first)
    #expect(review.invoice?.state == .notIssued && review.batch == nil)
    // Nothing else passes the filter: the queue is there again.
    #expect(driver.topLine.contains("DUYỆT"))
    driver.press("⎋⏎a")
    #expect(reviews(driver).count >= 2)
    #expect(driver.screen.contains("a Duyệt") || driver.screen.contains("a Quyết định"))
  }

  @Test("what goes back takes a reason and a day, and meets the inspector before the digits")
  func sendBack() throws {
    var driver = try Self.supervisor()
    driver.press("/19013325⏎⏎r")
    #expect(driver.screen.contains("chụp lại mặt công tơ và niêm phong"))
    driver.press("1")
    #expect(driver.screen.contains("ĐẾN BAO GIỜ"))
    driver.press("3")
    let review = try #require(reviews(driver).first)
    #expect(review.decision == .return && review.due == Day(year: 2026, month: 6, day: 18))
    var inspector = try FieldDriver(driver.office)
    #expect(inspector.app.render().line(4).contains("19013325"))
    #expect(inspector.app.render().line(4).contains("↩ trả lại"))
    #expect(inspector.screen.contains("↩ Trả lại (S01, hạn 18/06): chụp lại mặt công tơ"))
    inspector.press("⏎")
    #expect(inspector.screen.contains("CÔNG TƠ 19013325"))
    #expect(inspector.screen.contains("↩ Trả lại (S01, hạn 18/06)"))
    let small = try FieldDriver(driver.office, columns: 40, rows: 15)
    expectSnapshot(small.screen, named: "returned-40x15-vi")
    var reading = small
    reading.press("⏎")
    expectSnapshot(reading.screen, named: "returned-reading-40x15-vi")
    // The result of the first reading was seen here: the second is not blind.
    reading.press("013074⏎013074⏎")
    #expect(ReadingTests.inspections(reading).last?.peeked == true)
  }

  @Test("a queue that is done says so, and asks for no filter to be cleared")
  func done() throws {
    var driver = try FieldDriver(try MemoryOffice([Route.transposed()]))
    driver.press("⏎013074⏎013074⏎⏎w2")
    var supervisor = try FieldDriver(driver.office, root: .review)
    supervisor.press("⏎r")
    #expect(supervisor.screen.contains("VÌ SAO TRẢ LẠI?"))
    supervisor.press("⎋a")
    #expect(supervisor.screen.contains("Đã hết trường hợp chờ."))
  }

  @Test("a reason is needed, and Esc takes no decision")
  func reason() throws {
    var driver = try Self.supervisor()
    driver.press("/19013325⏎⏎x⎋")
    #expect(reviews(driver).isEmpty)
    driver.press("x2")
    #expect(reviews(driver).map(\.decision) == [.reject])
    #expect(driver.office.standing(1).state == .rejected)
  }

  @Test("the two halves of a swap are one decision")
  func swap() throws {
    var driver = try Self.supervisor()
    driver.press("/21330402⏎⏎")
    #expect(driver.screen.contains("Nửa kia"))
    driver.press("a")
    #expect(reviews(driver).count == 2)
    #expect(driver.office.standing(3).state == .approved)
    #expect(driver.office.standing(4).state == .approved)
    let entries = Set(reviews(driver).map(\.entry))
    #expect(Set(reviews(driver).compactMap(\.partner)) == entries)
  }

  @Test("all that a filter shows is approved by a key of its own, the count named")
  func batch() throws {
    var driver = try Self.supervisor()
    driver.press("b")
    #expect(reviews(driver).isEmpty && driver.topLine.contains("Lọc trước"))
    driver.press("/1⏎b")
    #expect(driver.screen.contains("Duyệt 4 biên bản đang hiện"), "\(driver.screen)")
    driver.press("⏎")
    #expect(reviews(driver).isEmpty)
    driver.press("b1")
    #expect(reviews(driver).count == 4)
    #expect(Set(reviews(driver).compactMap(\.batch?.count)) == [4])
    #expect(driver.topLine.contains("Đã duyệt 4 biên bản"))
  }

  @Test("what nobody could read is closed in one of three ways, with a reason")
  func unread() throws {
    var driver = try Self.supervisor()
    driver.press("/20450011⏎⏎")
    driver.press("r")
    #expect(reviews(driver).isEmpty && driver.topLine.contains("Chưa có biên bản"))
    driver.press("a")
    for words in ["giữ chỉ số đã ghi", "giữ hoá đơn", "tạm tính"] {
      #expect(driver.screen.contains(words))
    }
    driver.press("21")
    #expect(reviews(driver).map(\.decision) == [.holdInvoice])
    #expect(driver.office.standing(5).awaits == nil)
  }

  @Test("nobody decides on his own work, alone or in a batch")
  func ownWork() throws {
    var office = try Self.office()
    office.workers = [0: "S01"]
    var driver = try FieldDriver(office, root: .review)
    driver.press("/19013325⏎⏎a")
    #expect(reviews(driver).isEmpty)
    #expect(driver.topLine.contains("Không ai tự duyệt việc của mình"))
    driver.press("⎋b1")
    #expect(reviews(driver).isEmpty)
  }

  @Test("the filter is set by numbers alone, named in the title, and taken away by Back")
  func filter() throws {
    var driver = try Self.supervisor()
    driver.press("f41")
    #expect(!driver.topLine.contains("lọc"))
    driver.press("f12")
    #expect(driver.topLine.contains("đã trả lại"))
    #expect(driver.screen.contains("Bộ lọc không có trường hợp nào"))
    driver.press("⌫⌫")
    #expect(!driver.topLine.contains("lọc"))
    #expect(driver.topLine.contains("chờ 5"))
  }

  @Test("a remotely read meter shows remote value, record and dial once it was read")
  func threeReadings() throws {
    let points = [try Route.transposed("19013325", 1)]
    var driver = try FieldDriver(points)
    driver.press("⏎013074⏎013074⏎")
    guard case .inspection(var remote)? = driver.office.records.first else {
      Issue.record("nothing was read")
      return
    }
    remote.unattended = true
    remote.readAt = try #require(LocalMinute("2026-06-15T08:00"))
    var office = MemoryOffice(points)
    _ = office.store(.inspection(remote))
    driver = try FieldDriver(office)
    driver.press("d")
    // Nobody has been at the dial yet: there is nothing to hold side by side.
    #expect(!driver.screen.contains("Đọc xa"))
    driver.press("r013074⏎013074⏎")
    #expect(driver.screen.contains("Đọc xa 01307,4 (15/06 08:00)"), "\(driver.screen)")
    #expect(driver.screen.contains("đã ghi 01920"))
    driver.press("⏎w2")
    var supervisor = try FieldDriver(driver.office, root: .review)
    supervisor.press("⏎")
    #expect(supervisor.screen.contains("mặt công tơ 01307,4"), "\(supervisor.screen)")
  }

  @Test("an invoice that went out after the approval asks for amended minutes, and they follow")
  func invoiceChanged() throws {
    var driver = try Self.supervisor()
    driver.press("/19013325⏎⏎a")
    #expect(driver.office.standing(1).state == .approved)
    driver.office.points[1]?.invoice = .issued
    driver = try FieldDriver(driver.office, root: .review)
    #expect(driver.screen.contains("hoá đơn đã đổi"), "\(driver.screen)")
    // Neither alone nor with others is it approved as it stands.
    driver.press("/19013325⏎⏎a")
    #expect(driver.screen.contains("trả lại để lập biên bản sửa"))
    #expect(reviews(driver).count == 1)
    driver.press("⎋/19013325⏎b")
    #expect(driver.screen.contains("Lọc trước đã"), "\(driver.screen)")
    driver.press("1")
    #expect(reviews(driver).count == 1)
    driver = try FieldDriver(driver.office, root: .review)
    driver.press("/19013325⏎⏎r62")
    #expect(driver.office.standing(1).state == .returned, "\(driver.screen)")
    var inspector = try FieldDriver(driver.office)
    #expect(inspector.screen.contains("sửa biên bản (m)"))
    let minutes = driver.office.standing(1).minutes
    inspector.press("m")
    // The minutes of four meters, the oldest last.
    inspector.press("▼▼▼")
    inspector.press("⏎aw")
    let written = inspector.office.records.compactMap { record -> Correction? in
      if case .correction(let correction) = record { return correction }
      return nil
    }
    #expect(written.last?.supersedes?.number == minutes)
    #expect(written.last?.invoice.state == .issued)
    #expect(written.last?.registers == written.first?.registers)
    var again = try FieldDriver(inspector.office, root: .review)
    again.press("/19013325⏎⏎a")
    #expect(again.office.standing(1).state == .approved)
    #expect(again.office.cases.first { $0.id == 1 }?.awaits == nil)
  }

  @Test(
    "looks as it should at every size, in both languages",
    arguments: [
      ("queue", ""), ("case", "/19013325⏎⏎"), ("swap", "/21330402⏎⏎"), ("batch", "/1⏎b"),
    ],
    [(40, 15), (80, 24), (132, 43)])
  func shown(screen: (String, String), size: (Int, Int)) throws {
    for language in Language.allCases {
      var driver = try Self.supervisor(columns: size.0, rows: size.1, language: language)
      driver.press(screen.1)
      expectSnapshot(
        driver.screen, named: "review-\(screen.0)-\(size.0)x\(size.1)-\(language.rawValue)")
    }
  }
}
