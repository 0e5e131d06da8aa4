import Metering

/// A customer made up from what stands in the house: things that run always, people who come and go,
/// cooling on hot nights, machines that run or do not. Use comes in lumps, not in a smooth spread.
struct ApplianceHome {
  private var always: Double
  private var perPerson: Double
  private var people: Int
  private var cooling: Double
  private var comfort: Double
  private var laundry: Double
  private var vehicle: Double
  private var isRented: Bool
  private var away = 0

  init(using random: inout some RandomNumberGenerator) {
    always = 0.4 + 2.2 * Draw.uniform(&random)
    perPerson = 0.4 + 0.8 * Draw.uniform(&random)
    people = Draw.pick([1, 2, 2, 3, 3, 4, 4, 4, 5, 6, 8], &random)
    cooling = Draw.chance(0.55, &random) ? 2 + 7 * Draw.uniform(&random) : 0
    comfort = 27 + 4 * Draw.uniform(&random)
    laundry = Draw.chance(0.8, &random) ? 0.5 + 1.2 * Draw.uniform(&random) : 0
    vehicle = Draw.chance(0.04, &random) ? 8 + 10 * Draw.uniform(&random) : 0
    isRented = Draw.chance(0.15, &random)
  }

  mutating func days(_ count: Int, using random: inout some RandomNumberGenerator) -> [Double] {
    var weather = 0.0
    let onset = Int(365 * Draw.uniform(&random))
    return (0..<count).map { day in
      weather = 0.7 * weather + 1.2 * Draw.normal(&random)
      let season = Double(abs((day + onset) % 365 - 182)) / 182
      let warmth = 26 + 7 * season + weather
      return day % 7 == 0
        ? self.day(warmth: warmth, isSunday: true, using: &random)
        : self.day(warmth: warmth, isSunday: false, using: &random)
    }
  }

  private mutating func day(
    warmth: Double, isSunday: Bool, using random: inout some RandomNumberGenerator
  ) -> Double {
    if away > 0 {
      away -= 1
      if away == 0, isRented { people = Draw.pick([1, 2, 2, 3, 4, 5], &random) }
      return always * (isRented && away > 20 ? 0.02 : 0.7)
    }
    if Draw.chance(isSunday ? 0.01 : 0.003, &random) {
      away = Int.random(in: 1...6, using: &random)
    } else if isRented, Draw.chance(0.002, &random) {
      away = Int.random(in: 10...80, using: &random)
    } else if Draw.chance(0.0015, &random) {
      // Somebody moves in or out, or buys something that stays.
      people = max(1, people + Draw.pick([-1, 1, 1, 2], &random))
      always += Draw.pick([0, 0.3, 0.8], &random)
    }
    var use = always * (0.9 + 0.2 * Draw.uniform(&random))
    for _ in 0..<people where Draw.chance(isSunday ? 0.8 : 0.93, &random) {
      use += perPerson * (0.4 + 1.2 * Draw.uniform(&random))
    }
    if cooling > 0, warmth > comfort {
      use += cooling * min(1, (warmth - comfort) / 4 + 0.4 * Draw.uniform(&random))
    }
    if Draw.chance(min(0.9, 0.12 * Double(people)), &random) { use += laundry }
    if Draw.chance(0.3, &random) { use += vehicle }
    return use
  }
}

extension GeneratedHome {
  init(_ model: ConsumptionModel, using random: inout some RandomNumberGenerator) {
    switch model {
    case .habits: self.init(using: &random)
    case .appliances: self.init(appliances: &random)
    }
  }

  private init(appliances random: inout some RandomNumberGenerator) {
    let count =
      GeneratedHome.before + GeneratedHome.months * GeneratedHome.billed + GeneratedHome.after
    var home = ApplianceHome(using: &random)
    days = home.days(count, using: &random)
    isHome = true
    multiplier = 1
    if Draw.chance(0.08, &random) {
      // A workshop: the same lumps, many times over.
      isHome = false
      multiplier = Draw.pick([1, 1, 20, 40], &random)
      days = days.map { $0 * 6 }
    }
  }
}
