import Frames
import Metering
import Screens
import TestSupport
import Testing
import Wording

@Suite("Sync on the screens")
struct SyncTests {
  private static let noon = LocalMinute("2026-06-16T12:44") ?? FieldDriver.noon

  /// Every way the screen can look, by name.
  static let states: [(String, SyncStatus)] =
    [
      ("running", running), ("done", done), ("first", SyncStatus(hub: hub, waitingEntries: 3)),
      ("quarantined", quarantined),
      (
        "standing",
        SyncStatus(hub: hub, waitingEntries: 3, standing: .frozen)
      ),
    ] + SyncStatus.Outcome.allCases.filter { $0 != .complete }.map { ("ended-\($0)", ended($0)) }

  private static let hub = "https://hub.tanphu.evn.example"

  private static let running = SyncStatus(
    hub: hub, waitingEntries: 6, waitingPhotos: 1,
    progress: .init(stage: .sending, sent: 8, total: 14))

  private static let done = SyncStatus(
    hub: hub, waitingPhotos: 1,
    last: .init(
      ended: noon, outcome: .complete, sentEntries: 14, sentPhotos: 2,
      received: "2026-06-16T12:44:05+07:00",
      arrived: [.list(name: "Q0013.xml", points: 64), .dispute(meter: "20450011"), .entries(5)]))

  private static let quarantined = SyncStatus(
    hub: hub,
    last: .init(
      ended: noon, outcome: .complete, sentEntries: 2, received: "2026-06-16T12:44:05+07:00",
      arrived: [
        .quarantined(sequence: 17, reason: "otherPerson"), .blobRefused(why: "HTTP 413"),
      ]))

  private static func ended(_ outcome: SyncStatus.Outcome) -> SyncStatus {
    SyncStatus(
      hub: hub, waitingEntries: 6,
      last: .init(ended: noon, outcome: outcome, sentEntries: 8),
      nextAttempt: outcome.mayPass ? LocalMinute("2026-06-16T12:50") : nil,
      standing: SyncStatus.Standing(rawValue: outcome.rawValue) ?? .active)
  }

  static func driver(
    _ status: SyncStatus?, columns: Int = 80, rows: Int = 24, language: Language = .vietnamese
  ) throws -> FieldDriver {
    var driver = try FieldDriver(
      try Route.all(), columns: columns, rows: rows, language: language)
    driver.tell(status)
    return driver
  }

  @Test("look", arguments: states, [(40, 15), (80, 24)])
  func sizes(state: (String, SyncStatus), size: (Int, Int)) throws {
    for language in Language.allCases {
      var driver = try SyncTests.driver(
        state.1, columns: size.0, rows: size.1, language: language)
      driver.press("s")
      expectSnapshot(
        driver.screen, named: "sync-\(state.0)-\(size.0)x\(size.1)-\(language.rawValue)")
    }
  }

  @Test("the worklist's head says what the hub holds against the device", arguments: [40, 80])
  func head(columns: Int) throws {
    for standing in SyncStatus.Standing.allCases where standing != .active {
      let driver = try SyncTests.driver(
        SyncStatus(hub: "h", standing: standing), columns: columns, rows: columns == 40 ? 15 : 24)
      expectSnapshot(driver.screen, named: "sync-head-\(standing.rawValue)-\(columns)")
    }
  }

  @Test("without a hub `s` says so and opens nothing")
  func noHub() throws {
    var driver = try SyncTests.driver(nil)
    driver.press("s")
    #expect(driver.topLine.contains("chưa nối trung tâm"))
    #expect(driver.office.syncsBegun == 0)
  }

  @Test("`s` opens the screen and begins, unless a run is under way")
  func begins() throws {
    var driver = try SyncTests.driver(SyncStatus(hub: "h"))
    driver.press("s")
    #expect(driver.office.syncsBegun == 1)
    driver.press("⎋")
    driver.tell(SyncTests.running)
    driver.press("s")
    #expect(driver.office.syncsBegun == 1)
    driver.press("⏎")
    #expect(driver.topLine.contains("Đang đồng bộ"))
    #expect(driver.office.syncsBegun == 1)
    driver.tell(SyncTests.done)
    driver.press("⏎")
    #expect(driver.office.syncsBegun == 2)
  }

  @Test("it is reached and begun on the number pad alone")
  func numberPad() throws {
    var driver = try SyncTests.driver(SyncStatus(hub: "h"))
    driver.press(".")
    let line = driver.screen.split(separator: "\n").first { $0.contains("Đồng bộ") }
    let number = try #require(line?.first { $0.isNumber })
    driver.press(String(number))
    #expect(driver.screen.contains("ĐỒNG BỘ"))
    #expect(driver.office.syncsBegun == 1)
    driver.press("⌫")
    #expect(driver.screen.contains("PHÚC TRA"))
  }

  @Test("leaving it ends nothing: progress goes on in the head while meters are keyed")
  func background() throws {
    var driver = try SyncTests.driver(SyncTests.running)
    driver.press("s⎋")
    driver.tell(SyncTests.running)
    #expect(driver.screen.contains("chờ gửi 6"))
    driver.press("⏎013")
    var later = SyncTests.running
    later.waitingEntries = 2
    driver.tell(later)
    #expect(driver.screen.contains("CÔNG TƠ"))
    driver.press("074⏎⎋")
    #expect(driver.screen.contains("19013324"))
  }

  @Test("what comes never answers a save that is under way")
  func neverInTheWay() throws {
    var driver = try SyncTests.driver(SyncTests.running)
    driver.press("⏎")
    let before = driver.office.saves
    let effects = driver.pressWhileBusy("013074⏎")
    driver.tell(SyncTests.done)
    #expect(driver.pressWhileBusy("9").isEmpty)
    driver.run(effects)
    #expect(driver.office.saves == before + 1)
  }

  @Test("a list that comes in shows on the worklist at once")
  func arrival() throws {
    var driver = try SyncTests.driver(SyncTests.done)
    let loads = driver.office.rowLoads
    driver.tell(SyncTests.done)
    #expect(driver.office.rowLoads == loads)
    var changed = SyncTests.done
    changed.arrivals = 1
    driver.tell(changed)
    #expect(driver.office.rowLoads == loads + 1)
  }

  @Test("every way a run ends has words and what to do, in both languages")
  func words() throws {
    for wording in try FieldDriver.wordings().values {
      for outcome in SyncStatus.Outcome.allCases {
        #expect(!wording("sync.outcome.\(outcome.rawValue)", "12:44").hasPrefix("sync."))
        guard outcome != .complete else { continue }
        #expect(!wording("sync.outcome.\(outcome.rawValue).do").hasPrefix("sync."))
      }
      for stage in SyncStatus.Stage.allCases {
        #expect(!wording("sync.stage.\(stage.rawValue)").hasPrefix("sync."))
      }
    }
  }

  @Test("a long report scrolls on a small screen, and never off it")
  func scrolling() throws {
    var status = SyncTests.done
    status.last?.arrived = (1...40).map { .dispute(meter: "meter-\($0)") }
    var driver = try SyncTests.driver(status, columns: 40, rows: 15)
    driver.press("s")
    #expect(!driver.screen.contains("meter-40 ") && !driver.screen.contains("meter-40:"))
    for _ in 0..<300 { driver.press("▼") }
    #expect(driver.screen.contains("meter-40"))
    for _ in 0..<300 { driver.press("▲") }
    #expect(driver.screen.contains("meter-1:"))
  }
}
