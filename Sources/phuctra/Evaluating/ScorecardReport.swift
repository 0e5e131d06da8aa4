import Metering
import Wording

/// A scorecard as people and scripts read it.
struct ScorecardReport {
  let card: Scorecard
  let say: Wording

  /// Numbers of the development's targets, each with its counts, so that every share can be redone.
  func lines() -> [String] {
    var lines = [say("evaluate.confusion")]
    let columns = TextColumns(22, -8, -8, -18, -14)
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
    lines += stated().map { "\(say("evaluate.\($0.key)")): \(Decimal.text($0.value, places: 6))" }
    lines.append(
      "\(say("evaluate.calibration")): \(Decimal.text(card.calibrationError, places: 6))")
    lines += card.bins.enumerated().filter { $0.element.registers > 0 }.map(bin)
    lines += causes()
    if !card.misses.isEmpty { lines.append(say("evaluate.misses")) }
    lines += card.misses.map { line($0) }
    if !card.mistold.isEmpty { lines.append(say("evaluate.mistold")) }
    lines += card.mistold.map { line($0) + "  " + said($0) }
    return lines
  }

  /// Material errors by how they came about: how many, caught, told exactly, told by their cause.
  private func causes() -> [String] {
    let columns = TextColumns(34, -8, -10, -13, -9)
    let words = ["number", "caught.word", "exact.word", "cause.word"].map { say("evaluate.\($0)") }
    let rows = Cause.allCases.compactMap { cause in
      card.byCause[cause].map { tally in
        let counts = [tally.material, tally.caught, tally.exactIndex, tally.rightCause]
        return columns.line([say("cause.\(cause.rawValue)")] + counts.map { say.number($0) })
      }
    }
    return [columns.line([say("evaluate.by-cause")] + words)] + rows
  }

  private func line(_ miss: Scorecard.Miss) -> String {
    "  \(miss.meter) \(miss.kind.rawValue)  \(say("verdict.\(miss.verdict.rawValue)"))  "
      + "\(miss.cause.rawValue)  \(miss.recorded) ← \(miss.truth) → \(miss.reread)  "
      + "\(miss.error) kWh"
      + (miss.isOutsideEnvelope ? "  " + say("evaluate.outside") : "")
  }

  private func said(_ miss: Scorecard.Miss) -> String {
    let cause = miss.said?.cause.rawValue ?? "–"
    return say("evaluate.said", cause, miss.saidIndex.map { "\($0)" } ?? "–")
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
      ("exact-pinned", card.exactPinned, card.pinned),
      ("band", card.bandHolds, card.caught - card.pinned),
      ("exact-deviating", card.exactIndexOfDeviating, deviating),
      ("cause", card.rightCause, card.caught),
      ("cause-deviating", card.rightCauseOfDeviating, deviating),
    ]
  }

  /// How often the first index and the first cause may be expected to be right by what was stated,
  /// in millionths of the caught.
  private func stated() -> [(key: String, value: Int64)] {
    let caught = Int64(max(card.caught, 1))
    return [
      ("stated-exact", card.statedIndex / caught), ("stated-cause", card.statedCause / caught),
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
    for stated in stated() { object.add(stated.key, millionths: Int(stated.value)) }
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
    object.add(
      "causes",
      Cause.allCases.compactMap { cause in
        card.byCause[cause].map { tally in
          var row = JSONObject()
          row.add("cause", cause.rawValue)
          row.add("material", tally.material)
          row.add("caught", tally.caught)
          row.add("exact", tally.exactIndex)
          row.add("rightCause", tally.rightCause)
          return row
        }
      })
    object.add("misses", card.misses.map(object(of:)))
    object.add("mistold", card.mistold.map(object(of:)))
    return object.text
  }

  private func object(of miss: Scorecard.Miss) -> JSONObject {
    var row = JSONObject()
    row.add("meter", miss.meter)
    row.add("register", miss.kind.rawValue)
    row.add("verdict", miss.verdict.rawValue)
    row.add("cause", miss.cause.rawValue)
    row.add("recorded", "\(miss.recorded)")
    row.add("truth", "\(miss.truth)")
    row.add("reinspected", "\(miss.reread)")
    row.add("error", "\(miss.error)")
    row.add("probabilityRecordRight", millionths: miss.probabilityRecordRight)
    row.add("outsideEnvelope", miss.isOutsideEnvelope)
    if let said = miss.said { row.add("said", said.cause.rawValue) }
    if let index = miss.saidIndex { row.add("saidIndex", "\(index)") }
    return row
  }

  private func text(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let share = Decimal.text((part * 1_000_000 + whole / 2) / whole, places: 6)
    return "\(share)  (\(say.number(part))/\(say.number(whole)))"
  }
}
