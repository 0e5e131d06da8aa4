import Metering

/// A customer made up day by day: habits, weather, absences, new appliances. Unlike the tables that the
/// diff goes by, nothing here is a quantile: the spread of its use is what comes out.
struct GeneratedHome {
  /// kWh of each day, the last ones after the recorded reading.
  var days: [Double]
  var isHome: Bool
  var multiplier: Int64

  /// Days of history before a billed month, of the billed month, and after it.
  static let before = 124
  static let billed = 30
  static let after = 12
  /// Months of a customer that may be looked at: two years, since most of a customer's months are
  /// flagged by no rule, and a customer takes longer to make up than to judge.
  static let months = 24

  init(using random: inout some RandomNumberGenerator) {
    let isHome = Draw.chance(0.9, &random)
    self.isHome = isHome
    multiplier = isHome ? 1 : Draw.pick([1, 1, 20, 30, 40, 60], &random)
    let mean = isHome ? 6.5 * Draw.lognormal(0.65, &random) : 18 * Draw.lognormal(1.0, &random)
    let restlessness = isHome ? Draw.pick([0.25, 0.35, 0.42, 0.5, 0.65, 0.95], &random) : 0.5
    let weekend = isHome ? 1.0 + 0.3 * Draw.uniform(&random) : 0.2 + 0.8 * Draw.uniform(&random)
    let leaves = isHome ? Draw.pick([0.0, 0.002, 0.005, 0.02], &random) : 0.001
    let count =
      GeneratedHome.before + GeneratedHome.months * GeneratedHome.billed + GeneratedHome.after
    var level = 1.0
    var mood = 0.0
    var away = 0
    var days: [Double] = []
    days.reserveCapacity(count)
    // The hot season sets in somewhere; how much it matters is the home's own.
    let heat = Draw.uniform(&random) * (Draw.chance(0.5, &random) ? 1.6 : 0.4)
    let onset = 365 * Draw.uniform(&random)
    let seasons = (0..<365).map { day in
      let since = Double(day) < onset ? Double(day) - onset + 365 : Double(day) - onset
      return 1 + heat / (1 + Draw.exponential((20 - since) / 6))
        - heat / (1 + Draw.exponential((170 - since) / 6))
    }
    for day in 0..<count {
      if away > 0 {
        away -= 1
      } else if Draw.chance(leaves, &random) {
        away = Int(3 * Draw.lognormal(1.1, &random))
      }
      if Draw.chance(0.004, &random) { level *= Draw.lognormal(0.5, &random) }
      level = min(max(level, 0.1), 8)
      mood = 0.5 * mood + 0.87 * restlessness * Draw.normal(&random)
      let season = seasons[day % 365]
      let week = day % 7 >= 5 ? weekend : 1
      let spread = Draw.exponential(mood - restlessness * restlessness / 2)
      let use = mean * level * season * week * spread
      let standby = mean * 0.02
      days.append(away > 0 ? (away > 25 && leaves > 0.01 ? 0 : standby) : use)
    }
    self.days = days
  }

  /// kWh from day `first` (counted from the start) over `count` days.
  func use(from first: Int, days count: Int) -> Double {
    days[first..<(first + count)].reduce(0, +)
  }
}

/// Draws from distributions; only for tests, where floating point does no harm.
enum Draw {
  static func uniform(_ random: inout some RandomNumberGenerator) -> Double {
    Double.random(in: 0..<1, using: &random)
  }

  static func chance(_ share: Double, _ random: inout some RandomNumberGenerator) -> Bool {
    uniform(&random) < share
  }

  static func pick<Value>(
    _ values: [Value], _ random: inout some RandomNumberGenerator
  ) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  /// About normal: the sum of eight evenly drawn numbers of 16 bits, to variance 1.
  static func normal(_ random: inout some RandomNumberGenerator) -> Double {
    var sum: UInt64 = 0
    for _ in 0..<2 {
      let bits = random.next()
      sum += bits & 0xFFFF + (bits >> 16) & 0xFFFF + (bits >> 32) & 0xFFFF + bits >> 48
    }
    return (Double(sum) / 65_536 - 4) * 1.224_744_871_391_589
  }

  /// Median 1.
  static func lognormal(_ spread: Double, _ random: inout some RandomNumberGenerator) -> Double {
    exponential(spread * normal(&random))
  }

  /// e^x, by its series on a halved argument: the tests of this room import no C library.
  static func exponential(_ value: Double) -> Double {
    let part = min(max(value, -40), 40) / 1024
    var result = 1 + part * (1 + part / 2 * (1 + part / 3))
    for _ in 0..<10 { result *= result }
    return result
  }
}
