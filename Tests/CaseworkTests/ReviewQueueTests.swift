import Metering
import TestSupport
import Testing

@testable import Casework

@Suite("The queue of a supervisor")
struct ReviewQueueTests {
  private func made(_ id: Int64, money: Int64?, at minute: Int, book: String) throws -> ReviewCase {
    ReviewCase(
      id: id,
      identity: PointIdentity(
        unit: "PE0700", point: "PE07\(id)001", meter: "\(19_000_000 + id)",
        period: try #require(BillingPeriod("2026-06/1"))),
      book: book, address: "\(id) Lũy Bán Bích", state: .pending, awaits: .minutes,
      entry: String(repeating: "0", count: 64), minutes: "PE0700-T1-2026-\(id)",
      author: Author(person: "H0\(id % 7)", tag: "T1"),
      time: "2026-06-16T\(10 + minute / 60 % 10):\(10 + minute % 50):00+07:00",
      verdict: .deviates, moneyChange: money, invoice: .notIssued)
  }

  @Test("stands the worst money first, however it came, and finds each case by its own words")
  func order() throws {
    var random = SeededGenerator.fresh()
    let seed = random.seed
    for count in [0, 1, 2, 3, 10, 500] {
      let cases = try (0..<count).map { id in
        // Few sums and times, so that equal ones are common.
        try made(
          Int64(id), money: Int64.random(in: -20...20, using: &random) * 10_000,
          at: Int.random(in: 0..<90, using: &random), book: "Q\(id % 5)")
      }.shuffled(using: &random)
      var queue = ReviewQueue(cases)
      #expect(queue.cases == cases.sorted(by: ReviewCase.isWorse), "seed \(seed)")
      #expect(queue.waiting == count)
      guard let some = cases.randomElement(using: &random) else { continue }
      let day = try #require(Day("2026-06-16"))
      var filter = ReviewFilter(group: .awaiting)
      filter.words = some.identity.meter
      #expect(
        queue.places(filter, today: day).map { queue.cases[$0].id } == [some.id], "seed \(seed)")

      var changed = some
      changed.moneyChange = 5_000_000
      let gone = cases.first { $0.id != some.id }
      queue.update([changed], gone: gone.map { [$0.id] } ?? [])
      let expected = cases.filter { $0.id != some.id && $0.id != gone?.id } + [changed]
      #expect(queue.cases == expected.sorted(by: ReviewCase.isWorse), "seed \(seed)")
      #expect(queue.cases.first == changed)
    }
  }
}
