import Casework
import Frames
import Metering
import Screens
import Testing

@Suite("Walking the route")
struct RouteTests {
  @Test("the whole route is worked on the fifteen keys of the reference pad alone")
  func wholeRoute() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎013074⏎")
    // The transposed one: two looks, minutes from the form's last row.
    driver.press("013074⏎013074⏎⏎▲⏎2")
    driver.press("00168000730005300294⏎013074⏎013074⏎")
    #expect(driver.office.counters[.confirmed] == 4)
    #expect(driver.office.counters[.pending] == 1)
    #expect(driver.topLine.contains("Đã hết công tơ chưa xem"))
  }

  @Test("a code for what cannot be read costs two keys and puts the meter last")
  func noReading() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎.1")
    #expect(driver.screen.contains("vắng nhà"))
    driver.press("1")
    #expect(driver.office.standing(1).state == .unread)
    #expect(driver.topLine.contains("ĐÃ LƯU 19013324 · vắng nhà"))
    driver.press("⎋")
    let lines = driver.screen.split(separator: "\n").map(String.init)
    let unread = try #require(lines.lastIndex { $0.contains("19013324") })
    let other = try #require(lines.lastIndex { $0.contains("22107741") })
    #expect(unread > other)
    guard case .inspection(let inspection) = driver.office.records[0] else {
      Issue.record("no inspection was stored")
      return
    }
    #expect(inspection.noReading?.code == "V")
    #expect(inspection.registers.isEmpty)
  }

  @Test("digits on the list jump to a serial by its tail")
  func jump() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("741⏎")
    #expect(driver.screen.contains("CÔNG TƠ 22107741"))
  }

  @Test("a filter ignores accents, is named in the title, and its first Enter only leaves it")
  func filter() throws {
    var points = try Route.all()
    points[4].address = "12 Gò Dầu"
    var driver = try FieldDriver(points)
    driver.press("/go dau")
    #expect(driver.screen.contains("22107741"))
    #expect(!driver.screen.contains("19013324"))
    driver.press("⏎")
    #expect(driver.topLine.contains("lọc: go dau"))
    driver.press("⏎")
    #expect(driver.screen.contains("CÔNG TƠ 22107741"))
    driver.press("⎋⎋")
    #expect(driver.screen.contains("19013324"))
  }

  @Test("what is typed after another search takes its place; moving the cursor goes on with it")
  func searchAgain() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("/22107741⏎")
    #expect(driver.topLine.contains("lọc: 22107741"))
    driver.press("/19013325⏎")
    #expect(driver.topLine.contains("lọc: 19013325"))
    #expect(driver.screen.contains("19013325"))
    driver.press("/▶⌫⌫⏎")
    #expect(driver.topLine.contains("lọc: 190133"))
    // Backspace empties what is selected at once, and leaves the search at the next.
    driver.press("/⌫")
    #expect(driver.screen.contains("22107741") && driver.screen.contains("19013325"))
  }

  @Test("minutes keep what was suggested and what was chosen")
  func minutes() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013074⏎⏎")
    // Row 1 is the cause; the second choice is taken, then the seal's first phrase.
    driver.press("1231w1w2")
    guard case .correction(let correction) = driver.office.records.last else {
      Issue.record("no correction was stored")
      return
    }
    #expect(correction.registers[0].causeSuggested == .transposition)
    #expect(correction.registers[0].causeChosen != .transposition)
    #expect(correction.causeReason == "theo ảnh chụp lúc ghi")
    #expect(correction.seal == "còn nguyên")
    #expect(correction.registers[0].corrected.description == "1307.4")
    #expect(correction.registers[0].basis == .reread)
  }

  @Test("a form left half done is taken up again after the program's death")
  func formDraft() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("▼⏎013074⏎013074⏎⏎31")
    try driver.restart()
    driver.press("▼⏎")
    #expect(driver.screen.contains("viết dở"))
    driver.press("⏎w2")
    guard case .correction(let correction) = driver.office.records.last else {
      Issue.record("no correction was stored")
      return
    }
    #expect(correction.seal == "còn nguyên")
  }

  @Test("withdrawing asks with another key, and Enter keeps the entry")
  func withdrawal() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎013074⏎⎋g⏎x1")
    #expect(driver.screen.contains("Rút lại mục này vì “đọc nhầm công tơ”?"))
    driver.press("⏎")
    #expect(driver.office.standing(1).state == .confirmed)
    driver.press("x11")
    #expect(driver.office.standing(1).state == .unvisited)
  }

  @Test("another meter at the point is unresolved, with the exchange it may be")
  func otherMeter() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⏎x55500001⏎1140⏎0⏎1406⏎")
    guard case .inspection(let inspection) = driver.office.records.first else {
      Issue.record("no inspection was stored")
      return
    }
    #expect(inspection.verdict == .unresolved)
    #expect(inspection.otherMeter?.meter == "55500001")
    #expect(inspection.otherMeter?.exchange?.removed?.description == "140")
    #expect(inspection.otherMeter?.exchange?.date?.description == "2026-06-14T00:00")
  }

  @Test("letters are commands outside an editor only; Esc never leaves the program")
  func escape() throws {
    var driver = try FieldDriver(try Route.all())
    driver.press("⎋⎋⌫/q⎋")
    #expect(!driver.hasQuit)
    driver.press("q")
    #expect(driver.hasQuit)
  }

  @Test("the first start asks who works here, once")
  func firstStart() throws {
    var driver = try FieldDriver(try Route.all(), asksWho: true)
    #expect(driver.screen.contains("Mã người phúc tra"))
    driver.press("⌫⌫⌫0712⏎")
    #expect(driver.app.shared.inspector == "0712")
    #expect(driver.screen.contains("PHÚC TRA"))
  }

  @Test("below 40×15 there is one message and only leaving works", arguments: [(39, 15), (40, 14)])
  func tooSmall(columns: Int, rows: Int) throws {
    var driver = try FieldDriver(try Route.all(), columns: columns, rows: rows)
    #expect(driver.screen.contains("Màn hình nhỏ quá"))
    driver.press("⏎013074⏎")
    #expect(driver.office.records.isEmpty)
    driver.resize(columns: 80, rows: 24)
    #expect(driver.screen.contains("19013324"))
  }
}
