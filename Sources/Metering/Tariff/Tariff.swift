/// A price table for households: tiers (*bậc thang*) of kWh a month and their prices, by a decision.
package struct Tariff: Hashable, Sendable {
  /// One tier: the kWh of a whole month that it holds for one household, and its price.
  package struct Tier: Hashable, Sendable {
    /// kWh a month; nil for the last tier, which has no end.
    package var quota: Int64?
    /// VND a kWh, before VAT.
    package var price: Int64

    package init(quota: Int64?, price: Int64) {
      self.quota = quota
      self.price = price
    }
  }

  /// The decision's number, such as `1279/QĐ-BCT`: printed beside every amount.
  package let decision: String
  /// The first day on which it is in force; it ends with the day before the next one.
  package let from: Day
  /// Cheapest first; the last alone has no quota.
  package let tiers: [Tier]

  /// Nil unless there is a tier, the last one alone is open, quotas are above 0 and prices not below 0.
  package init?(decision: String, from: Day, tiers: [Tier]) {
    guard let last = tiers.last, last.quota == nil,
      tiers.dropLast().allSatisfy({ ($0.quota ?? 0) > 0 && ($0.quota ?? 0) <= 1_000_000 }),
      tiers.allSatisfy({ (0...1_000_000).contains($0.price) })
    else { return nil }
    self.decision = decision
    self.from = from
    self.tiers = tiers
  }
}

/// The rate of value added tax on electricity in a window of days.
package struct ValueAddedTax: Hashable, Sendable {
  package var from: Day
  /// The last day of the window; nil where no end is set.
  package var through: Day?
  /// Whole per cent.
  package var percent: Int64

  package init(from: Day, through: Day? = nil, percent: Int64) {
    self.from = from
    self.through = through
    self.percent = percent
  }

  /// How long the window is, in days after its first; the longest there is where no end is set.
  var days: Int { through.map { $0.number - from.number } ?? .max }
}

/// All price tables and tax rates that the program knows, by date: data with its sources, from the
/// assets.
package struct TariffBook: Hashable, Sendable {
  /// By the day on which they came into force.
  package let tariffs: [Tariff]
  package let taxes: [ValueAddedTax]
  /// Codes of prices in CHUOI_GIA that mean these tiers.
  package let residentialCodes: Set<String>

  /// No tables: whatever is asked, no amount is known.
  package static let empty = TariffBook(tariffs: [], taxes: [])

  package init(
    tariffs: [Tariff], taxes: [ValueAddedTax], residentialCodes: Set<String> = []
  ) {
    self.tariffs = tariffs.sorted { $0.from < $1.from }
    self.taxes = taxes
    self.residentialCodes = residentialCodes
  }

  /// Holds a point against the tables: is it billed by the residential tiers, as far as its list says?
  ///
  /// The class (MA_NN) must be a household's. Where there is a price string as well, every code in it,
  /// that is every word of three letters or more, must be one of `residentialCodes`: a home that is
  /// partly a shop pays two prices.
  /// - Throws: `UnpricedReason`.
  package func checkResidential(_ point: MeteringPoint) throws(UnpricedReason) {
    guard point.isResidential else { throw .notResidential }
    guard let text = point.priceString else { return }
    let words = text.uppercased().split { !$0.isLetter }.filter { $0.count >= 3 }.map(String.init)
    guard !words.isEmpty, words.allSatisfy(residentialCodes.contains) else { throw .otherPrice }
  }

  /// The table in force on a day; nil before the first that is known.
  package func tariff(on day: Day) -> Tariff? {
    tariffs.last { $0.from <= day }
  }

  /// The tax rate on a day, in per cent: the shortest window counts, so that a reduction in a set
  /// window stands above the general rate, also where that one began later; of equally long ones the
  /// one that began last. Nil where no window holds the day.
  package func tax(on day: Day) -> Int64? {
    let holding = taxes.filter { $0.from <= day && day <= ($0.through ?? day) }
    return holding.min { ($0.days, $1.from) < ($1.days, $0.from) }?.percent
  }
}
