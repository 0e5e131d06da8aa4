import Casework
import Metering
import TestSupport
import Testing

@Suite("The work at a glance")
struct ReportTests {
  static let day = "2026-06-16"

  /// A point with one visit of a person, or none.
  static func point(
    _ number: Int, _ state: Standing.State, person: String = "H07", reader: String = "GCS1",
    cause: Cause? = nil, invoice: InvoiceState = .notIssued, kilowattHours: Int = 0,
    money: Int64? = nil, day: String = day, second: Int = 0, dwell: Int64 = 9000
  ) throws -> ReportedPoint {
    var standing = Standing(state: state, attempts: state == .unread ? 1 : 0)
    standing.noReadingCode = state == .unread ? "V" : nil
    var point = ReportedPoint(
      identity: PointIdentity(
        unit: "PE0700", point: "P\(number)", meter: "M\(number)",
        period: try #require(BillingPeriod("2026-06/1"))),
      book: "Q\(number % 3)", reader: reader, isResidential: number % 4 == 0 ? nil : true,
      method: number % 5 == 0 ? .remote : .byHand, cause: cause)
    if state != .unvisited {
      standing.author = Author(person: person, tag: person)
      if state != .unread { standing.inspectedAt = "\(day)T08:00:00+07:00" }
      point.visits = [
        ReportedPoint.Visit(
          time: "\(day)T08:00:00+07:00", boot: "1a2b3c4d", monotonic: Int64(second) * 1000,
          person: person, dwell: dwell, isPeeked: number % 7 == 0, place: number)
      ]
    }
    if [.pending, .returned, .approved, .rejected, .applied].contains(state) {
      point.correction = ReportedCorrection(
        invoice: invoice, energy: try #require(Energy("\(kilowattHours)")), money: money)
    }
    point.standing = standing
    return point
  }

  @Test("nothing at all is a report of nothing")
  func empty() {
    let report = Report()
    #expect(report.isConsistent)
    #expect(report.total.listed == 0)
    #expect(report.coverage.millionths == nil)
    #expect(report.total.hitRate.millionths == nil)
    #expect(report.pareto.isEmpty)
    #expect(report.money() == MoneyFigures())
  }

  @Test("one inspector's day adds up")
  func oneInspector() throws {
    var report = Report()
    report.add(try Self.point(1, .confirmed, dwell: 4000))
    report.add(try Self.point(2, .unread, dwell: 6000))
    report.add(try Self.point(3, .unvisited))
    report.add(
      try Self.point(
        7, .pending, cause: .transposition, invoice: .issued, kilowattHours: -613,
        money: -2_187_432, dwell: 48_000))
    report.add(
      try Self.point(5, .approved, cause: .meterExchanged, kilowattHours: 20, dwell: 5000))
    var neighbour = try Self.point(6, .unvisited)
    neighbour.isContext = true
    report.add(neighbour)
    #expect(report.isConsistent)
    #expect(report.context == 1)
    #expect(report.coverage == Share(4, of: 5))
    #expect(report.total.hitRate == Share(2, of: 3))
    #expect(report.unread == ["V": 1])
    let inspector = try #require(report.inspectors["H07"])
    #expect(inspector.dwell?.median == 5000)
    #expect(inspector.dwell?.ninth == 48_000)
    #expect(inspector.peeks == Share(1, of: 4))
    let reader = try #require(report.readers["GCS1"])
    #expect(reader.errorRate == Share(2, of: 3))
    #expect(reader.subjective == 1)
    #expect(reader.origins == [.miskeyed: 1, .notReaders: 1])
    #expect(report.money(.issued, .refund).money == -2_187_432)
    #expect(report.money(.notIssued, .backCharge).unpriced == 1)
    #expect(report.money(nil, .refund).energy.description == "-613")
  }

  @Test("causes come largest first, their shares add up to the whole")
  func pareto() throws {
    var report = Report()
    let causes: [Cause] = [.omission, .transposition, .transposition, .substitution, .omission]
    for (number, cause) in (causes + [.transposition]).enumerated() {
      report.add(try Self.point(number, .pending, cause: cause))
    }
    #expect(report.pareto.map(\.cause) == [.transposition, .omission, .substitution])
    #expect(report.pareto.map(\.count) == [3, 2, 1])
    #expect(report.pareto.map(\.cumulative.permille) == [500, 833, 1000])
  }

  @Test("days that were not asked for are counted apart, and nothing is lost")
  func days() throws {
    let asked = try #require(Day(year: 2026, month: 6, day: 16))
    var report = Report(days: asked...asked, book: "Q1")
    report.add(try Self.point(1, .confirmed))
    report.add(try Self.point(4, .confirmed, day: "2026-06-15"))
    report.add(try Self.point(7, .unvisited))
    report.add(try Self.point(2, .confirmed))
    #expect(report.isConsistent)
    #expect(report.total.listed == 3)
    #expect(report.total.onOtherDays == 1)
    #expect(report.total.visited == 1)
    #expect(report.coverage == Share(2, of: 3))
  }

  @Test("shares are rounded half up, and what is rare keeps two decimals in ten thousand")
  func shares() {
    #expect(Share(1, of: 2).permille == 500)
    #expect(Share(1, of: 16).permille == 63)
    #expect(Share(2, of: 3).millionths == 666_667)
    #expect(PublishedRate.all.first?.wrong.hundredthsPerTenThousand == 35)
    #expect(Share(.max, of: .max).millionths == 1_000_000)
  }

  @Test("whatever points there are, every breakdown adds up", arguments: 1...200)
  func addsUp(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let asked = try #require(Day(year: 2026, month: 6, day: 16))
    var report = Report(days: Bool.random(using: &random) ? asked...asked : nil)
    let count = Int.random(in: 0...60, using: &random)
    for number in 0..<count {
      let state = Standing.State.allCases.randomElement(using: &random) ?? .confirmed
      report.add(
        try Self.point(
          number, state, person: "H0\(Int.random(in: 1...4, using: &random))",
          reader: ["", "GCS1", "GCS2"].randomElement(using: &random) ?? "",
          cause: Bool.random(using: &random) ? Cause.allCases.randomElement(using: &random) : nil,
          invoice: InvoiceState.allCases.randomElement(using: &random) ?? .unknown,
          kilowattHours: Int.random(in: -50...50, using: &random),
          money: Bool.random(using: &random) ? Int64.random(in: -9...9, using: &random) : nil,
          day: Bool.random(using: &random) ? Self.day : "2026-06-15"))
    }
    #expect(report.isConsistent, "seed \(seed)")
    #expect(report.total.listed == count, "seed \(seed)")
    let cells = InvoiceState.allCases.flatMap { invoice in
      MoneyCell.Direction.allCases.map { report.money(invoice, $0).points }
    }
    #expect(cells.reduce(0, +) == report.corrected, "seed \(seed)")
  }
}
