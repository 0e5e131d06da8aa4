import Metering
import Wording

/// What a flagged month comes to, for a person and for scripts. Shares are printed by the method of
/// the largest remainder, so that the printed parts add up to the printed whole.
struct FlagReport {
  let tally: FlagTally
  let say: Wording

  private var counts: FlagCounts { tally.counts }

  /// The lines of the report: outcomes with bars, then class and reading.
  /// - Parameter columns: of the terminal, at least 40.
  func lines(columns: Int) -> [String] {
    var lines = [
      say(
        "flag.summary", say.number(tally.points), say.number(tally.rows),
        say.number(tally.flagged), "\(tally.ratio)")
    ]
    lines += outcomeLines(columns)
    lines += partitionLines(
      "flag.by-class",
      FlagCounts.CustomerClass.allCases.map { kind in
        (say("flag.class.\(kind)"), counts.points(tally.flaggedOutcomes, kind))
      })
    lines += partitionLines(
      "flag.by-reading",
      FlagCounts.Reading.allCases.map { reading in
        (say("flag.reading.\(reading)"), counts.points(tally.flaggedOutcomes, nil, reading))
      })
    lines.append("")
    lines.append(say("flag.lists", say.number(tally.lists), say.number(tally.context)))
    if tally.rejectedRows > 0 || tally.scatteredPoints > 0 {
      lines.append(
        say("flag.rejected", say.number(tally.rejectedRows), say.number(tally.scatteredPoints)))
    }
    return lines
  }

  /// Points and shares of all points, by outcome; the flagged ones with bars.
  private func outcomeLines(_ columns: Int) -> [String] {
    let outcomes = tally.outcomes
    let points = outcomes.map { counts.points([$0]) }
    let shares = Apportionment.shares(of: points)
    let flagged = zip(outcomes, zip(points, shares)).filter { $0.0.reason != nil }
    let most = flagged.map { $0.1.0 }.max() ?? 0
    let table = TextColumns(20, -10, -8)
    func line(_ outcome: FlagOutcome, _ count: Int, _ share: Int) -> String {
      table.line([name(outcome), say.number(count), percent(share)])
    }
    var lines = [""]
    for (outcome, (count, share)) in flagged {
      let text = line(outcome, count, share)
      lines.append(text + bar(count, of: most, columns: columns - 46))
    }
    let sum = flagged.reduce((0, 0)) { ($0.0 + $1.1.0, $0.1 + $1.1.1) }
    lines.append(table.line([say("flag.flagged"), say.number(sum.0), percent(sum.1)]))
    for (outcome, (count, share)) in zip(outcomes, zip(points, shares))
    where outcome.reason == nil && (count > 0 || outcome == .usual) {
      lines.append(line(outcome, count, share))
    }
    lines.append(
      table.line([say("flag.all"), say.number(tally.points), percent(shares.reduce(0, +))]))
    return lines
  }

  private func partitionLines(_ title: String, _ parts: [(name: String, points: Int)]) -> [String] {
    let table = TextColumns(20, -10, -8)
    let shares = Apportionment.shares(of: parts.map(\.points))
    var lines = ["", say(title)]
    for (part, share) in zip(parts, shares) {
      lines.append(table.line([part.name, say.number(part.points), percent(share)]))
    }
    lines.append(
      table.line([
        say("flag.flagged"), say.number(parts.reduce(0) { $0 + $1.points }),
        percent(shares.reduce(0, +)),
      ]))
    return lines
  }

  private func bar(_ count: Int, of most: Int, columns: Int) -> String {
    guard most > 0, columns > 0, count > 0 else { return "" }
    let width = max(1, count * columns / most)
    return "  " + String(repeating: "█", count: width)
  }

  private func name(_ outcome: FlagOutcome) -> String {
    guard case .rise(let band) = outcome else { return say("flag.outcome.\(word(outcome))") }
    let starts = tally.ratio.bandStarts
    let from = rise(starts[min(band, starts.count - 1)])
    guard band + 1 < starts.count else { return say("flag.band.last", from) }
    return say("flag.band", from, rise(starts[band + 1]))
  }

  /// A ratio in millionths as a rise in per cent: 1.3 → 30.
  private func rise(_ ratio: Int64) -> String {
    say.number(Decimal.text(ratio - 1_000_000, places: 4))
  }

  private func percent(_ hundredths: Int) -> String {
    let digits = "\(hundredths % 100)"
    let fraction = digits.count < 2 ? "0\(digits)" : digits
    return "\(say.number(hundredths / 100))\(say.decimalMark)\(fraction) %"
  }

  private func word(_ outcome: FlagOutcome) -> String {
    switch outcome {
    case .rise: "rise"
    case .afterZero: "afterZero"
    case .negative: "negative"
    case .zero: "zero"
    case .complaint: "complaint"
    case .usual: "usual"
    case .noMonthBefore: "noMonthBefore"
    case .notBilled: "notBilled"
    case .unreadable: "unreadable"
    }
  }

  /// One object; every list of counts adds up to `points` or to `flagged`.
  var json: String {
    var object = JSONObject()
    object.add("ratio", "\(tally.ratio)")
    object.add("rows", tally.rows)
    object.add("rejectedRows", tally.rejectedRows)
    object.add("scatteredPoints", tally.scatteredPoints)
    object.add("points", tally.points)
    object.add("flagged", tally.flagged)
    object.add("context", tally.context)
    object.add("lists", tally.lists)
    let outcomes = tally.outcomes
    let shares = Apportionment.shares(of: outcomes.map { counts.points([$0]) })
    object.add("outcomes", zip(outcomes, shares).map { part($0, share: $1) })
    object.add(
      "byClass",
      FlagCounts.CustomerClass.allCases.map { kind in
        part("class", "\(kind)", counts.points(tally.flaggedOutcomes, kind))
      })
    object.add(
      "byReading",
      FlagCounts.Reading.allCases.map { reading in
        part("reading", "\(reading)", counts.points(tally.flaggedOutcomes, nil, reading))
      })
    return object.text
  }

  private func part(_ outcome: FlagOutcome, share: Int) -> JSONObject {
    var object = JSONObject()
    object.add("outcome", word(outcome))
    if case .rise(let band) = outcome {
      let starts = tally.ratio.bandStarts
      object.add("fromRatio", Decimal.text(starts[min(band, starts.count - 1)], places: 6))
      if band + 1 < starts.count {
        object.add("belowRatio", Decimal.text(starts[band + 1], places: 6))
      }
    }
    object.add("reason", outcome.reason?.rawValue)
    object.add("points", counts.points([outcome]))
    object.add("shareHundredthsOfPercent", share)
    return object
  }

  private func part(_ key: String, _ name: String, _ points: Int) -> JSONObject {
    var object = JSONObject()
    object.add(key, name)
    object.add("flagged", points)
    return object
  }
}
