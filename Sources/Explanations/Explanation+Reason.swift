package import Metering
import Wording

extension Explanation {
  /// A reason as a clause: `4 ngày qua dùng 17 kWh, trong mức thường dùng 13–22 kWh`.
  ///
  /// `register` is the one the reason is about; it decides between kWh and kvarh.
  package func clause(_ reason: Reason, of register: RegisterKind = .single) -> String {
    switch reason {
    case .useWithinUsual(let use, let days, let usual):
      clause("useWithinUsual", use, days, usual, register)
    case .useOutsideUsual(let use, let days, let usual):
      outside(use, days, usual, register)
    case .rereadBelowRecorded(let thousandths):
      say("reason.rereadBelowRecorded", say.number(Decimal.text(thousandths, places: 3)))
    case .unchangedDespiteUse(let days): say("reason.unchangedDespiteUse", say.days(days))
    case .recordedBeyondDial(let digits): say("reason.recordedBeyondDial", say.number(digits))
    case .rereadBeyondDial(let digits): say("reason.rereadBeyondDial", say.number(digits))
    case .dialDoubtful(let digits): say("reason.dialDoubtful", say.number(digits))
    case .recordedBelowOld(let thousandths):
      say("reason.recordedBelowOld", say.number(Decimal.text(thousandths, places: 3)))
    case .rereadBelowOld(let thousandths):
      say("reason.rereadBelowOld", say.number(Decimal.text(thousandths, places: 3)))
    case .notReadThen(let code): say("reason.notReadThen", word(statusCode: code))
    case .otherIndexFits(let index): say("reason.otherIndexFits", say.index(index))
    case .rolloverPossible(let digits?): say("reason.rolloverPossible", say.number(digits))
    case .rolloverPossible(nil): say("reason.rolloverPossible.unknownDial")
    case .rateAloneProvesNothing: say("reason.rateAloneProvesNothing")
    case .noHistory: say("reason.noHistory")
    case .statusContradicted(let code):
      say("reason.statusContradicted", word(statusCode: code))
    case .sumDisagrees(let total, let parts): sums(total, parts)
    case .sumAgrees(let total): say("reason.sumAgrees", say.energy(total, precision: precision))
    case .consumptionDisagrees(let recorded, let computed):
      say(
        "reason.consumptionDisagrees",
        say.energy(recorded, of: register, precision: .exact),
        say.energy(computed, of: register, precision: .exact))
    case .registerMissing: say("reason.registerMissing")
    case .rereadBeforeRecord: say("reason.rereadBeforeRecord")
    case .otherMeter: say("reason.otherMeter")
    case .notBelowRecorded: say("reason.notBelowRecorded")
    case .exchangePossible: say("reason.exchangePossible")
    case .runsBackwards: say("reason.runsBackwards")
    case .likelyMultiplier(let recorded, let likely):
      say(
        "reason.likelyMultiplier", say.number("\(recorded)"), say.number("\(likely)"))
    case .neighbourShows(let meter): say("reason.neighbourShows", meter)
    }
  }

  /// Two sums that differ are never rounded to the same number.
  private func sums(_ total: Energy, _ parts: Energy) -> String {
    let same = total.roundedKilowattHours == parts.roundedKilowattHours
    let precision = same ? EnergyPrecision.exact : precision
    return say(
      "reason.sumDisagrees", say.energy(total, precision: precision),
      say.energy(parts, precision: precision))
  }

  private func outside(
    _ use: Energy, _ days: Int, _ usual: ClosedRange<Energy>, _ register: RegisterKind
  ) -> String {
    if use < .zero {
      return say("reason.useNegative", say.energy(use, of: register, precision: precision))
    }
    return use > usual.upperBound
      ? clause("useAboveUsual", use, days, usual, register)
      : clause("useBelowUsual", use, days, usual, register)
  }

  private func clause(
    _ key: String, _ use: Energy, _ days: Int, _ usual: ClosedRange<Energy>,
    _ register: RegisterKind
  ) -> String {
    let isOutside = !usual.contains(use)
    let written = say.energy(use, of: register, precision: precision)
    var range = say.energyRange(usual, of: register)
    // 22.4 against 13–22.3 must not read "22, more than the usual 13–22".
    if isOutside, Explanation.roundedContains(usual, use) {
      range = say.energyRange(usual, of: register, precision: .exact)
      let exact = say.energy(use, of: register, precision: .exact)
      return days > 0
        ? say("reason.\(key)", say.days(days), exact, range)
        : say("reason.\(key).sameDay", exact, range)
    }
    return days > 0
      ? say("reason.\(key)", say.days(days), written, range)
      : say("reason.\(key).sameDay", written, range)
  }

  private static func roundedContains(_ usual: ClosedRange<Energy>, _ use: Energy) -> Bool {
    let rounded = use.roundedKilowattHours
    return rounded >= usual.lowerBound.roundedKilowattHours
      && rounded <= usual.upperBound.roundedKilowattHours
  }
}
