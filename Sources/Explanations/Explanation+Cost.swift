package import Casework
import Metering

extension Explanation {
  /// What a correction moves, in one sentence: this month first, then what the next one takes back.
  ///
  /// `isShort` for a small screen: this month alone, and nothing where no amount is known.
  package func sentence(_ cost: EstimatedCost, isShort: Bool = false) -> String? {
    guard case .known(let amounts) = cost else {
      return isShort ? nil : unpriced(cost).map { say("cost.unknown", $0) }
    }
    let direction =
      amounts.thisMonth < 0 ? "decrease" : amounts.thisMonth > 0 ? "increase" : "same"
    let this = say.money(Int64(clamping: amounts.thisMonth.magnitude))
    guard !isShort, let next = amounts.nextMonth, next != 0 else {
      return say("cost.\(direction)", this)
    }
    return say("cost.\(direction).next", this, say.money(next, signed: true))
  }

  /// `thoái hoàn 2.187.432 đ`, `truy thu 5.000 đ`: what is settled over both months.
  package func settlement(_ difference: Int64) -> String {
    let word = difference < 0 ? "refund" : difference > 0 ? "backCharge" : "none"
    return say("cost.\(word)", say.money(Int64(clamping: difference.magnitude)))
  }

  /// By which prices, and that it is an estimate.
  package func basis(_ amounts: EstimatedCost.Amounts) -> String {
    say("cost.basis", amounts.decisions.joined(separator: ", "), "\(amounts.taxPercent)")
  }

  /// Why no money is told, as a clause; nil where it is.
  package func unpriced(_ cost: EstimatedCost) -> String? {
    guard case .unknown(let reason) = cost else { return nil }
    return say("cost.unknown.\(reason.rawValue)")
  }
}
