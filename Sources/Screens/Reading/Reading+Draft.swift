import Casework
import Frames
import Metering

/// A reading that was begun and not committed, as text: one `name: value` a line. It is no evidence;
/// it only has to survive a flat battery.
extension Reading {
  func keepDraft() -> Step {
    let isWorthKeeping =
      !fields.allSatisfy(\.isEmpty) || !attempts.isEmpty || peeked
      || !photos.isEmpty
    return .effect(.keepDraft(point: dossier.row.id, isWorthKeeping ? draft : nil))
  }

  private var draft: String {
    var lines = [
      "dials: "
        + fields.map { "\($0.dial.integerDigits).\($0.dial.decimals)" }.joined(separator: " "),
      "digits: " + fields.map { $0.isEmpty ? "-" : $0.text }.joined(separator: " "),
      "keys: \(keys)", "peeked: \(peeked)",
    ]
    for attempt in attempts {
      lines.append("attempt: " + attempt.map(\.description).joined(separator: " "))
    }
    lines += photos.map(\.draftLine)
    return lines.joined(separator: "\n")
  }

  /// Takes a draft up again; one that does not fit this meter any more is left alone.
  mutating func restore(_ draft: String?) {
    guard let draft, !CorrectionForm.isDraft(draft), !SigningForm.isDraft(draft) else { return }
    photos = [Photo](draft: draft)
    let lines = draft.split(separator: "\n").map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (
        String(parts.first ?? ""), (parts.last ?? "").split(separator: " ").map(String.init)
      )
    }
    func values(_ name: String) -> [String] { lines.first { $0.0 == name }?.1 ?? [] }
    let registers = dossier.point.registers
    let dials = values("dials").compactMap(Reading.dial)
    let digits = values("digits")
    guard dials.count == registers.count, digits.count == registers.count else { return }
    let agrees = zip(registers, dials).allSatisfy { $0.dial == nil || $0.dial == $1 }
    guard agrees else { return }
    fields = zip(registers, zip(dials, digits)).map { register, typed in
      DigitField(
        register: register.kind, dial: typed.0, digits: typed.1 == "-" ? "" : typed.1)
    }
    phase = .keying
    keys = values("keys").first.flatMap { Int($0) } ?? 0
    peeked = values("peeked").first == "true"
    attempts = lines.filter { $0.0 == "attempt" }.map { $0.1.compactMap { Index($0) } }
      .filter { $0.count == registers.count }
    active = fields.firstIndex { !$0.isFull } ?? 0
    isRestored = !fields.allSatisfy(\.isEmpty)
    switch attempts.count {
    case 0: break
    case 1:
      hint = Hint(key: "reading.second-look", arguments: [dossier.point.identity.meter])
    case 2: hint = Hint(key: "reading.third-look", arguments: [dossier.point.identity.meter])
    default: phase = .choosing(attempts.count - 1)
    }
  }

  private static func dial(_ text: String) -> Dial? {
    let parts = text.split(separator: ".").compactMap { Int($0) }
    return parts.count == 2 ? Dial(integerDigits: parts[0], decimals: parts[1]) : nil
  }
}
