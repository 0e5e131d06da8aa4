import Casework
import Frames
import Metering
import Wording

/// What may be known of a meter before it is read: where it hangs and what it is. No index, no
/// consumption: nothing from which the recorded one could be worked out.
struct PointDetails {
  let dossier: PointDossier

  init(_ dossier: PointDossier) {
    self.dossier = dossier
  }

  func lines(_ say: Wording, width: Int) -> [String] {
    let point = dossier.point
    var rows: [(String, String?)] = [
      ("details.meter", point.identity.meter), ("details.type", point.meterType),
      ("details.address", point.address), ("details.customer", point.customerName),
      ("details.customer-code", point.customer), ("details.pole", point.pole),
      ("details.box", point.box), ("details.transformer", point.transformer),
      ("details.book", point.book), ("details.route", point.route),
      ("details.reason", point.reason.map { say("reason-of-flag.\($0.rawValue)") }),
      ("details.hazard", point.hazard.map { say.hazard($0) }),
      ("details.returned", dossier.row.returned.map { say.returned($0) }),
    ]
    for register in point.registers {
      let dial = register.dial.map { dial in
        dial.decimals == 0
          ? say("dial.black", String(dial.integerDigits))
          : say("dial.black-red", String(dial.integerDigits), String(dial.decimals))
      }
      rows.append(("details.register", "\(register.kind.rawValue): \(dial ?? say("dial.unknown"))"))
      if register.multiplier != .one {
        rows.append(("details.multiplier", register.multiplier.description))
      }
    }
    if dossier.standing.attempts > 0 {
      let code = dossier.standing.noReadingCode.map { say("status.\($0)") } ?? ""
      rows.append(
        ("details.attempts", "\(say.number(dossier.standing.attempts)) (\(code))"))
    }
    return layOut(rows.compactMap { row in row.1.map { (say(row.0), $0) } }, width)
  }
}

/// Labels and values, one under the other, values wrapped.
func layOut(_ rows: [(String, String)], _ width: Int) -> [String] {
  let label = min((rows.map { DisplayWidth.of($0.0) }.max() ?? 0) + 2, width / 2)
  return rows.flatMap { row in
    DisplayWidth.wrapped(row.1, to: max(8, width - label)).enumerated().map { number, line in
      DisplayWidth.padded(number == 0 ? row.0 : "", to: label) + line
    }
  }
}
