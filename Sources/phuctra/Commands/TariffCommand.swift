import ArgumentParser
import Metering
import Wording

/// What some kWh cost a household in a period, tier by tier: the arithmetic behind every estimate.
struct TariffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tariff",
    abstract: "Tính tiền điện sinh hoạt từng bậc / a household's bill, tier by tier.",
    discussion: """
      Shows how an estimate came about: the quotas of the tiers for the days of the period, the \
      amount of each tier, VAT and the total. A period in which prices changed is parted by days.
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: "Energy of the period in kWh, such as 740 or 127.4.")
  var kwh: String

  @Option(help: "Day of the reading before, such as 2026-05-13.")
  var from: String

  @Option(help: "Day of the reading that ends the period.")
  var to: String

  @Option(help: "Households behind the meter, 1 to 9999.")
  var households = 1

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard let energy = Energy(kwh), energy >= .zero else {
      throw ValidationError("--kwh \(kwh): expected kWh from 0 with a point, such as 127.4")
    }
    guard let start = LocalMinute(from)?.day, let end = LocalMinute(to)?.day, start < end else {
      throw ValidationError(
        "--from \(from) --to \(to): expected two days such as 2026-05-13, the second one later")
    }
    guard (1...9999).contains(households) else {
      throw ValidationError("--households \(households): expected 1 to 9999")
    }
  }

  func run() throws {
    try global.run { surroundings in
      guard let energy = Energy(kwh), let start = LocalMinute(from)?.day,
        let end = LocalMinute(to)?.day
      else { return }
      let tariffs = try surroundings.tariffs()
      let bill: Bill
      do throws(UnpricedReason) {
        bill = try tariffs.bill(
          energy, in: BilledPeriod(from: start, to: end, households: households))
      } catch {
        let why = surroundings.say("cost.unknown.\(error.rawValue)")
        throw CommandFailure(.badData, surroundings.say("cost.unknown", why))
      }
      var output = LineOutput()
      for line in json ? [object(bill).text] : lines(bill, surroundings.say) {
        try output.line(line)
      }
      try output.flush()
    }
  }

  private func lines(_ bill: Bill, _ say: Wording) -> [String] {
    let columns = TextColumns(-9, -12, -10, -16)
    var lines: [String] = []
    for part in bill.parts {
      lines.append(say("tariff.part", part.decision, say.number(part.days)))
      lines.append(
        columns.line([say("tariff.quota"), "kWh", say("tariff.price"), say("tariff.amount")]))
      for line in part.lines {
        lines.append(
          columns.line([
            line.quota.map { say.number($0) } ?? "…", say.number(line.energy.description),
            say.number(line.price), say.number(line.amount),
          ]))
      }
    }
    lines.append(say("tariff.beforeTax", say.number(bill.beforeTax)))
    lines.append(say("tariff.tax", "\(bill.taxPercent)", say.number(bill.tax)))
    lines.append(say("tariff.total", say.number(bill.total)))
    return lines
  }

  private func object(_ bill: Bill) -> JSONObject {
    var object = JSONObject()
    let parts = bill.parts.map { part in
      var json = JSONObject()
      json.add("decision", part.decision)
      json.add("days", part.days)
      let tiers = part.lines.map { line in
        var tier = JSONObject()
        if let quota = line.quota { tier.add("quota", quota) }
        tier.add("kwh", line.energy.description)
        tier.add("price", line.price)
        tier.add("amount", line.amount)
        return tier
      }
      json.add("tiers", tiers)
      return json
    }
    object.add("parts", parts)
    object.add("beforeTax", bill.beforeTax)
    object.add("taxPercent", bill.taxPercent)
    object.add("tax", bill.tax)
    object.add("total", bill.total)
    return object
  }
}
