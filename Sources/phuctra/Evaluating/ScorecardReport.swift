import Metering
import Wording

/// A scorecard as people and scripts read it.
struct ScorecardReport {
  let card: Scorecard
  let say: Wording

  /// Numbers of the development's targets, each with its counts, so that every share can be redone.
  func lines() -> [String] {
    var lines = [say("evaluate.confusion")]
    let columns = TextColumns(22, -11, -11, -11, -11)
    lines.append(
      columns.line([""] + Verdict.allCases.map { say("verdict.\($0.rawValue)") }))
    for actual in Scorecard.Actual.allCases {
      lines.append(
        columns.line(
          [say("evaluate.\(actual.rawValue)")]
            + Verdict.allCases.map { say.number(card.registers(actual, $0)) }))
    }
    lines += shares().map { share in
      "\(say("evaluate.\(share.key)")): \(text(share.part, of: share.whole))"
    }
    lines.append(
      "\(say("evaluate.calibration")): \(Decimal.text(card.calibrationError, places: 6))")
    lines += card.bins.enumerated().filter { $0.element.registers > 0 }.map(bin)
    if !card.misses.isEmpty { lines.append(say("evaluate.misses")) }
    lines += card.misses.map { miss in
      "  \(miss.meter) \(miss.kind.rawValue)  \(say("verdict.\(miss.verdict.rawValue)"))  "
        + "\(miss.cause.rawValue)  \(miss.recorded) ← \(miss.truth) → \(miss.reread)  "
        + "\(miss.error) kWh"
    }
    return lines
  }

  private func bin(_ position: Int, _ bin: Scorecard.Bin) -> String {
    let stated = Decimal.text(bin.stated / Int64(bin.registers), places: 6)
    let range = "0.\(position)–\(position == 9 ? "1.0" : "0.\(position + 1)")"
    return "  \(range)  n = \(bin.registers)  \(say("evaluate.stated")) \(stated)  "
      + "\(say("evaluate.found")) \(text(bin.wrong, of: bin.registers))"
  }

  /// The shares that are targets, by key.
  func shares() -> [(key: String, part: Int, whole: Int)] {
    let material = card.registers(.material)
    let deviating = card.registers(.material, .deviates)
    return [
      ("caught", card.caught, material),
      ("deviating", deviating, material),
      ("outside-caught", card.outsideEnvelopeCaught, card.outsideEnvelope),
      ("honest-wrong", card.honestPoints[.deviates] ?? 0, card.honest),
      ("honest-unresolved", card.honestPoints[.unresolved] ?? 0, card.honest),
      ("exact", card.exactIndex, card.caught),
      ("exact-deviating", card.exactIndexOfDeviating, deviating),
      ("cause", card.rightCause, card.caught),
      ("cause-deviating", card.rightCauseOfDeviating, deviating),
    ]
  }

  func json() -> String {
    var object = JSONObject()
    for share in shares() {
      var part = JSONObject()
      part.add("count", share.part)
      part.add("of", share.whole)
      part.add("share", millionths: share.whole == 0 ? 0 : share.part * 1_000_000 / share.whole)
      object.add(share.key, [part])
    }
    object.add(
      "confusion",
      Scorecard.Actual.allCases.map { actual in
        var row = JSONObject()
        row.add("actual", actual.rawValue)
        for verdict in Verdict.allCases {
          row.add(verdict.rawValue, card.registers(actual, verdict))
        }
        return row
      })
    object.add("calibrationError", millionths: Int(card.calibrationError))
    object.add(
      "bins",
      card.bins.map { bin in
        var row = JSONObject()
        row.add("registers", bin.registers)
        row.add("wrong", bin.wrong)
        row.add(
          "stated", millionths: bin.registers == 0 ? 0 : Int(bin.stated) / bin.registers)
        return row
      })
    return object.text
  }

  private func text(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let share = Decimal.text((part * 1_000_000 + whole / 2) / whole, places: 6)
    return "\(share)  (\(say.number(part))/\(say.number(whole)))"
  }
}
