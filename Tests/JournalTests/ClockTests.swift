import Casework
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Journal

@Suite("The device's clock")
struct ClockTests {
  @Test(
    "is marked where it ran backwards against the entry before, as instants and not as words",
    arguments: [
      (before: nil, now: "2026-06-16T08:00:00+07:00", clock: ClockState.ok),
      ("2026-06-16T08:00:00+07:00", "2026-06-16T08:00:00+07:00", .ok),
      ("2026-06-16T08:00:00+07:00", "2026-06-16T08:00:01+07:00", .ok),
      ("2026-06-16T08:00:01+07:00", "2026-06-16T08:00:00+07:00", .backwards),
      // Another zone: one hour later in words, the same moment; then a second before it.
      ("2026-06-16T08:00:00+07:00", "2026-06-16T09:00:00+08:00", .ok),
      ("2026-06-16T08:00:00+07:00", "2026-06-16T08:59:59+08:00", .backwards),
      ("2026-06-16T08:00:00+07:00", "2026-06-16T01:00:00Z", .ok),
      ("2026-06-16T00:30:00+07:00", "2026-06-15T17:29:59Z", .backwards),
      ("2026-06-16T08:00:00+07:00", "2026-06-15T20:00:00-05:00", .ok),
      // Days, months and years, the leap day among them.
      ("2027-12-31T23:59:59+07:00", "2028-01-01T00:00:00+07:00", .ok),
      ("2028-03-01T00:00:00+07:00", "2028-02-29T23:59:59+07:00", .backwards),
      ("2026-06-16T08:00:00+07:00", "2027-06-16T08:00:00+07:00", .ok),
      ("2027-06-16T08:00:00+07:00", "2026-06-16T08:00:00+07:00", .backwards),
      ("2026-06-16T08:00:00+07:00", "1970-01-01T00:00:00+00:00", .backwards),
      // A time that cannot be read proves nothing.
      ("yesterday", "2026-06-16T08:00:00+07:00", .ok), ("", "2026-06-16T08:00:00+07:00", .ok),
    ] as [(String?, String, ClockState)])
  func marks(before: String?, now: String, clock: ClockState) {
    let context = JournalContext(
      localTime: { now }, monotonic: { 5 }, boot: "0badcafe", person: "H07")
    let stamp = context.stamp(after: before, person: "H1")
    #expect(stamp.clock == clock && stamp.time == now && stamp.monotonic == 5)
  }

  /// A year forward by mistake and back: only the first entry after the way back is marked. While the
  /// clock is ahead nothing shows it; those after the mark are in order again, and the order of all is
  /// the sequence's.
  @Test(
    "a year forward and back, and backwards in mid-session, changes no order and is marked once")
  func session() throws {
    let times = [
      "2026-06-16T08:00:00+07:00", "2026-06-16T08:01:00+07:00", "2027-06-16T08:02:00+07:00",
      "2027-06-16T08:03:00+07:00", "2026-06-16T08:04:00+07:00", "2026-06-16T08:05:00+07:00",
      "2026-06-16T08:04:59+07:00", "2026-06-16T08:06:00+07:00",
    ]
    let marks: [ClockState] = [.ok, .ok, .ok, .ok, .backwards, .ok, .backwards, .ok]
    try withHome { (home) throws in
      // Opened anew after every entry, and in one session: the mark is the same.
      for isReopened in [false, true] {
        let place = TestHome(folder: home.folder.appendingPathComponent("\(isReopened)"))
        let next = Mutex(0)
        let context = JournalContext(
          localTime: {
            next.withLock { place in
              defer { place += 1 }
              return times[place % times.count]
            }
          }, monotonic: { 1 }, boot: "0badcafe", person: "H07")
        func open() throws -> Journal {
          try Journal.open(place.home, context: context, source: PlainCSVSource())
        }
        var journal = try open()
        for _ in times {
          try journal.append([configured()])
          guard isReopened else { continue }
          try journal.close()
          journal = try open()
        }
        let listed = try journal.entries(limit: 99).reversed()
        #expect(listed.map(\.sequence) == Array(1...8))
        #expect(listed.map { $0.body?.stamp.time } == times)
        #expect(listed.map { $0.body?.stamp.clock } == marks)
        #expect(try journal.verify().isSound)
        try journal.close()
      }
    }
  }
}
