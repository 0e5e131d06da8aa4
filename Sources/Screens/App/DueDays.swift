import Explanations
import Metering

/// Days from today by which something is to be done, as a choice offers them.
struct DueDays {
  /// How many days from today; each has its words.
  let days: [Int]

  func texts(_ shared: Shared) -> [String] {
    let today = shared.lastMoment.local.day
    return days.map { days in
      shared.say("review.due-in.\(days)", shared.say.shortDate(Day(number: today.number + days)))
    }
  }

  /// The day that was chosen by its number from 0; nil for a number that none has.
  func day(_ number: Int, _ shared: Shared) -> Day? {
    guard days.indices.contains(number) else { return nil }
    return Day(number: shared.lastMoment.local.day.number + days[number])
  }
}
