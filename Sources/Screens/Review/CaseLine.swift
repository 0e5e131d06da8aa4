import Casework
import Explanations
import Metering
import Wording

/// What the queue says of one case, in words and figures.
struct CaseLine {
  let one: ReviewCase

  init(_ one: ReviewCase, _ say: Wording) {
    self.one = one
  }

  /// One sign, so that a column of them is read at a glance.
  var sign: String {
    if one.isCrossed || one.isContested { return "≠" }
    return switch one.state {
    case .disputed: "!"
    case .returned: "↩"
    case .approved, .applied: "✔"
    case .rejected: "⊘"
    case .unresolved: "?"
    case .unread: "–"
    case .deviates: "✗"
    case .pending, .unvisited, .confirmed: " "
    }
  }

  /// Where the numbers of one unit's minutes differ: the device's tag and the count; the tag alone where
  /// there are no minutes.
  var number: String {
    guard let minutes = one.minutes else { return one.author.tag }
    let parts = minutes.split(separator: "-")
    guard parts.count >= 4, let count = Int(parts[parts.count - 1]) else { return minutes }
    return "\(parts[parts.count - 3])-\(count)"
  }

  func energy(_ say: Wording) -> String {
    one.energyChange.map { say.number($0.roundedKilowattHours, signed: true) } ?? ""
  }

  /// An estimate; what is not priced says its kWh on a small screen, else nothing.
  func money(_ say: Wording, isShort: Bool) -> String {
    if let money = one.moneyChange {
      return say.number(money, signed: true) + (isShort ? " " + say("review.currency") : "")
    }
    guard isShort, let energy = one.energyChange else { return isShort ? "" : "—" }
    return say.number(energy.roundedKilowattHours, signed: true) + " kWh"
  }

  /// Why it is here: the cause and how sure it is, else how the point stands.
  func what(_ say: Wording) -> String {
    let warning = one.marks.isDisjoint(with: [.peeked, .attemptsDiffer, .overruled]) ? "" : " ⚠"
    if one.isCrossed { return say("review.crossed") }
    if one.marks.contains(.invoiceChanged) { return say("review.mark.invoice-changed") }
    switch one.state {
    case .disputed, .unresolved, .unread: return say("state.\(one.state.rawValue)") + warning
    default:
      guard let cause = one.cause else { return say("state.\(one.state.rawValue)") + warning }
      let sure = one.causeProbability.map { " " + say.percent(millionths: $0) } ?? ""
      return Explanation(say).word(cause) + sure + warning
    }
  }

  func place(_ say: Wording) -> String {
    [one.address, say("header.book", one.book), say("state.\(one.state.rawValue)")]
      .joined(separator: " · ")
  }

  /// What a supervisor looks at twice.
  func marks(_ say: Wording) -> String {
    var parts = [say("review.invoice.\(one.invoice.rawValue)")]
    if one.dwell > 0 { parts.append(say("review.dwell", say.number(one.dwell / 1000))) }
    let flags: [(ReviewCase.Marks, String)] = [
      (.peeked, "peeked"), (.attemptsDiffer, "attempts"), (.overruled, "overruled"),
      (.unattended, "unattended"), (.recordChanged, "record-changed"),
      (.invoiceChanged, "invoice-changed"),
    ]
    for (mark, name) in flags where one.marks.contains(mark) {
      parts.append("⚠ " + say("review.mark.\(name)"))
    }
    parts.append(say(one.marks.contains(.photo) ? "review.photo" : "review.no-photo"))
    if one.marks.contains(.position) { parts.append(say("review.position")) }
    if let basis = one.basis, basis.needsSupervisor {
      parts.append("⚠ " + say("review.basis.\(basis.rawValue)"))
    }
    if one.isContested { parts.append("⚠ " + say("review.contested")) }
    return parts.joined(separator: " · ")
  }
}
