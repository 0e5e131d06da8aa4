import Sync
import TestSupport
import Testing

@Suite("A device left to itself")
struct SyncTimetableTests {
  private static let minute: Int64 = 60_000

  @Test("never tries while nothing was saved")
  func idle() {
    #expect(SyncTimetable().due == nil)
  }

  @Test("tries twenty seconds after a save, and puts that off while saves go on, for two minutes")
  func settling() {
    var timetable = SyncTimetable()
    timetable.saved(at: 1_000)
    #expect(timetable.due == 21_000)
    timetable.saved(at: 15_000)
    #expect(timetable.due == 35_000)
    for second in 16...130 as ClosedRange<Int64> { timetable.saved(at: second * 1_000) }
    #expect(timetable.due == 121_000)
  }

  @Test("rests when all is sent")
  func resting() {
    var random = SeededGenerator(seed: 1)
    var timetable = SyncTimetable()
    timetable.saved(at: 0)
    timetable.began()
    #expect(timetable.due == nil)
    timetable.ended(.done(isWaiting: false), at: 25_000, using: &random)
    #expect(timetable.due == nil)
  }

  @Test("tries again for what was saved while it sent")
  func savedMeanwhile() {
    var random = SeededGenerator(seed: 1)
    var timetable = SyncTimetable()
    timetable.saved(at: 0)
    timetable.began()
    timetable.saved(at: 21_000)
    #expect(timetable.due == nil)
    timetable.ended(.done(isWaiting: false), at: 22_000, using: &random)
    #expect(timetable.due == 42_000)
  }

  @Test("tries no more until a person has acted, once the hub has refused for good")
  func stopped() {
    var random = SeededGenerator(seed: 1)
    var timetable = SyncTimetable()
    timetable.saved(at: 0)
    timetable.began()
    timetable.ended(.stopped, at: 1_000, using: &random)
    timetable.saved(at: 2_000)
    #expect(timetable.due == nil)
    timetable.began()
    timetable.ended(.done(isWaiting: true), at: 9_000, using: &random)
    #expect(timetable.due == 29_000)
  }

  @Test("is not hurried by saves while the hub does not answer")
  func deadNetworkWhileKeying() {
    var random = SeededGenerator(seed: 3)
    var timetable = SyncTimetable()
    timetable.saved(at: 0)
    timetable.began()
    timetable.ended(.failed, at: 30_000, using: &random)
    let due = timetable.due
    timetable.saved(at: 31_000)
    #expect(timetable.due == max(due ?? 0, 51_000))
  }

  /// Eight hours of a crew that saves a meter every forty seconds.
  @Test(
    "costs no battery on a dead network: attempts by the hour", arguments: 0..<50 as Range<UInt64>)
  func attemptsOnDeadNetwork(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var timetable = SyncTimetable()
    var attempts = [Int](repeating: 0, count: 8)
    var savedAt: Int64 = 0
    var now: Int64 = 0
    while now < 8 * 60 * SyncTimetableTests.minute {
      let due = timetable.due ?? .max
      if due <= savedAt {
        now = due
        attempts[min(7, Int(now / (60 * SyncTimetableTests.minute)))] += 1
        timetable.began()
        // It takes ten seconds to learn that nobody answers.
        timetable.ended(.failed, at: now + 10_000, using: &random)
      } else {
        now = savedAt
        timetable.saved(at: now)
        savedAt += 40_000
      }
    }
    #expect(attempts[0] <= 10, "seed \(seed)")
    #expect(attempts[1...].allSatisfy { $0 <= 4 }, "seed \(seed): \(attempts)")
    #expect(attempts.allSatisfy { $0 >= 1 }, "seed \(seed): \(attempts)")
  }
}
