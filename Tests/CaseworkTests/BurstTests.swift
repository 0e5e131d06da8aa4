import Casework
import Metering
import Testing

@Suite("Saves too fast to be true")
struct BurstTests {
  /// Saves of one person, `gap` seconds apart, each at the place that `place` says.
  static func figures(
    _ seconds: [Int], place: (Int) -> Int = { $0 }, boot: (Int) -> String = { _ in "1a2b3c4d" }
  ) throws -> InspectorFigures {
    var report = Report()
    for (number, second) in seconds.enumerated() {
      var point = try ReportTests.point(number, .confirmed, second: second)
      point.visits[0].place = place(number)
      point.visits[0].boot = boot(number)
      report.add(point)
    }
    return try #require(report.inspectors["H07"])
  }

  static func every(_ gap: Int, _ count: Int, from start: Int = 0) -> [Int] {
    (0..<count).map { start + $0 * gap }
  }

  @Test("nine in a row are luck, ten are a burst")
  func length() throws {
    #expect(try Self.figures(Self.every(5, 9)).bursts().isEmpty)
    let bursts = try Self.figures(Self.every(5, 10)).bursts()
    #expect(bursts.map(\.saves) == [10])
    #expect(bursts.map(\.milliseconds) == [45_000])
    #expect(bursts.first?.start?.description == "2026-06-16T08:00")
  }

  @Test("an honest pace is none, and neither is one at the rule's own pace")
  func pace() throws {
    #expect(try Self.figures(Self.every(40, 60)).bursts().isEmpty)
    #expect(try Self.figures(Self.every(12, 60)).bursts().isEmpty)
    #expect(try Self.figures(Self.every(11, 60)).bursts().map(\.saves) == [60])
  }

  @Test("meters in one box are read in no time")
  func oneBox() throws {
    #expect(try Self.figures(Self.every(4, 20), place: { _ in 1 }).bursts().isEmpty)
    #expect(try Self.figures(Self.every(4, 20), place: { $0 / 2 }).bursts().map(\.saves) == [10])
  }

  @Test("a break parts two bursts, and the order in which points come says nothing")
  func twoBursts() throws {
    let seconds = Self.every(5, 12) + Self.every(5, 15, from: 4000)
    #expect(try Self.figures(seconds).bursts().map(\.saves).sorted() == [12, 15])
    #expect(
      try Self.figures(seconds.reversed()).bursts().map(\.saves).sorted() == [12, 15])
  }

  @Test("readings of two boots have nothing to do with each other")
  func boots() throws {
    let figures = try Self.figures(Self.every(5, 18), boot: { $0 < 9 ? "00000001" : "00000002" })
    #expect(figures.bursts().isEmpty)
  }

  @Test("the rule is data")
  func rule() throws {
    let figures = try Self.figures(Self.every(20, 5))
    #expect(figures.bursts(Burst.Rule(saves: 5, pace: 21_000)).map(\.saves) == [5])
    #expect(figures.bursts(Burst.Rule(saves: 5, pace: 20_000)).isEmpty)
  }

  @Test("a monotonic clock that a body made up breaks nothing")
  func madeUp() throws {
    var report = Report()
    for number in 0..<12 {
      var point = try ReportTests.point(number, .confirmed)
      point.visits[0].monotonic = number.isMultiple(of: 2) ? .min : .max
      report.add(point)
    }
    #expect(report.inspectors["H07"]?.saves.count == 12)
    #expect(report.inspectors["H07"]?.bursts().isEmpty == true)
  }
}
