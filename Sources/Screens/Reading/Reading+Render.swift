import Casework
import Frames
import Metering
import Wording

extension Reading {
  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    drawHead(shared, &frame)
    switch phase {
    case .countingBlack: drawCount("reading.count-black", shared, &frame)
    case .countingRed(let black): drawCount("reading.count-red", shared, &frame, black)
    case .choosing(let marked): drawChoice(marked, shared, &frame)
    case .keying, .done: drawFields(shared, &frame)
    }
    Footer.draw(
      bindings(shared), labels: [.open: shared.say("command.choose")], shared.say, into: &frame)
    return frame
  }

  /// Where the meter hangs, and its serial: what the eye compares before anything is keyed.
  private func drawHead(_ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    let order = dossier.row.walkOrder.map { "\($0)/" } ?? ""
    let held = photos.isEmpty ? "" : " · " + say("photo.count", say.number(photos.count))
    let used = frame.write(
      " \(order)\(say.number(shared.counters.total))\(held)  ", row: 0, column: 0, role: .title)
    var place: [String] = []
    if !dossier.row.pole.isEmpty { place.append(say("point.pole", dossier.row.pole)) }
    if !dossier.row.box.isEmpty { place.append(say("point.box", dossier.row.box)) }
    let head = [dossier.row.address] + (shared.isCompact ? [] : place)
    frame.writeRight(
      head.joined(separator: " · ") + " ", row: 0, role: .title, maxWidth: frame.columns - used)
    drawBelowHead(place, shared, &frame)
    let compact = shared.isCompact
    let row = compact ? 2 : 3
    let left = compact ? 1 : 8
    let width = frame.write(
      say("reading.meter", dossier.point.identity.meter), row: row, column: left, role: .large)
    if let dial = fields.first?.dial, fields.count == 1 {
      let text = "\(fields[0].register.rawValue)  " + dialText(dial, say)
      frame.writeRight(
        text, row: row, end: frame.columns - (compact ? 1 : 8), role: .dim,
        maxWidth: max(0, frame.columns - left - width - 2))
    }
    drawBox(shared, row: row + 1, left: left, &frame)
  }

  /// The hazard, why a supervisor sent the work back, and on a small screen the pole and box that the title has no room for.
  private func drawBelowHead(_ place: [String], _ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    let hazard = dossier.row.hazard.map { say.hazard($0) }
    let returned = dossier.row.returned.map { say.returned($0) }
    if shared.isCompact {
      let warnings = [hazard.map { "⚠ \($0)" }, returned].compactMap(\.self)
      let parts = returned == nil ? warnings + place : warnings
      frame.write(
        DisplayWidth.truncated(" " + parts.joined(separator: " · "), to: frame.columns), row: 1,
        column: 0, role: warnings.isEmpty ? .dim : .warning)
      return
    }
    if let hazard {
      frame.write(" ⚠ \(say("point.hazard", hazard))", row: 1, column: 0, role: .warning)
    }
    if let returned {
      frame.write(
        DisplayWidth.truncated(" " + returned, to: frame.columns), row: hazard == nil ? 1 : 2,
        column: 0, role: .warning)
    }
  }

  /// The meters of the same box, this one marked.
  private func drawBox(_ shared: Shared, row: Int, left: Int, _ frame: inout Frame) {
    guard dossier.boxMates.count > 1 else { return }
    var column = left + frame.write(shared.say("reading.box"), row: row, column: left, role: .dim)
    for mate in dossier.boxMates {
      let isThis = mate.id == dossier.row.id
      let mark = mate.state == .unvisited ? "○" : "✓"
      let tail = String(mate.identity.meter.suffix(4))
      let text = isThis ? " ▶\(mark)…\(tail)" : " \(mark)…\(tail)"
      column += frame.write(
        text, row: row, column: column, role: isThis ? .emphasis : .dim)
    }
  }

  func dialText(_ dial: Dial, _ say: Wording) -> String {
    dial.decimals == 0
      ? say("dial.black", String(dial.integerDigits))
      : say("dial.black-red", String(dial.integerDigits), String(dial.decimals))
  }

  private func drawCount(
    _ key: String, _ shared: Shared, _ frame: inout Frame, _ black: Int? = nil
  ) {
    let left = shared.isCompact ? 1 : 8
    let top = shared.isCompact ? 5 : 7
    let lines = DisplayWidth.wrapped(shared.say(key), to: frame.columns - left - 2)
    for (offset, line) in lines.enumerated() {
      frame.write(line, row: top + offset, column: left, role: .emphasis)
    }
    let entered = black.map { "\($0) + _" } ?? "_"
    frame.write(" \(entered) ", row: top + lines.count + 1, column: left, role: .activeField)
    drawHint(shared, row: top + lines.count + 3, left: left, &frame)
  }

  private func drawFields(_ shared: Shared, _ frame: inout Frame) {
    let left = shared.isCompact ? 1 : 12
    var row = shared.isCompact ? 5 : 6
    let boxed = !shared.isCompact && fields.count * 3 + row + 4 <= frame.rows
    if !boxed, !shared.isCompact { row = 5 }
    for (position, field) in fields.enumerated() {
      let dial = DialView(
        field: field, isActive: position == active && phase == .keying,
        showsRegister: fields.count > 1)
      if boxed {
        dial.drawBoxed(row: row, column: left, &frame)
        row += 3
      } else {
        dial.drawSpaced(row: row, column: left, &frame)
        row += shared.isCompact && fields.count > 3 ? 1 : 2
      }
    }
    if let sum = sumText(shared.say) {
      frame.write(sum.text, row: row, column: left, role: sum.agrees ? .good : .warning)
      row += 1
    }
    drawHint(shared, row: row + (fields.count > 2 ? 0 : 1), left: shared.isCompact ? 1 : 8, &frame)
  }

  private func drawHint(_ shared: Shared, row: Int, left: Int, _ frame: inout Frame) {
    let say = shared.say
    let role: Role = hint == nil ? .dim : hint?.isWarning == true ? .warning : .notice
    let text: String
    if phase == .done {
      text = say("reading.saving")
    } else if let hint {
      text = say.filled(hint)
    } else if phase == .keying {
      text = say(hasRed ? "reading.prompt-red" : "reading.prompt")
    } else {
      return
    }
    let lines = DisplayWidth.wrapped(text, to: frame.columns - left - 1)
    for (offset, line) in lines.enumerated() where row + offset < frame.rows - 1 {
      frame.write(line, row: row + offset, column: left, role: role)
    }
  }

  private var hasRed: Bool { fields.contains { $0.dial.decimals > 0 } }

  private func drawChoice(_ marked: Int, _ shared: Shared, _ frame: inout Frame) {
    let left = shared.isCompact ? 1 : 8
    let top = shared.isCompact ? 4 : 6
    let lines = DisplayWidth.wrapped(
      shared.say("reading.choose"), to: frame.columns - left - 1)
    for (offset, line) in lines.enumerated() {
      frame.write(line, row: top + offset, column: left, role: .emphasis)
    }
    for (number, attempt) in attempts.enumerated() {
      let text = zip(fields, attempt)
        .map { Reading.digits(of: $1, on: $0.dial).dialGrouped($0.dial, shared.say) }
        .joined(separator: "  ")
      frame.write(
        "\(number == marked ? "▶" : " ") \(number + 1)   \(text) ",
        row: top + lines.count + 1 + number, column: left,
        role: number == marked ? .selected : .large)
    }
  }

  /// Whether SG agrees with the rates' sum, as soon as all are keyed; movements are compared, so
  /// nothing is given away that the dial does not show.
  private func sumText(_ say: Wording) -> (text: String, agrees: Bool)? {
    func movement(_ kind: RegisterKind) -> Int64? {
      guard let field = fields.first(where: { $0.register == kind }), let index = field.index,
        let record = dossier.point.registers.first(where: { $0.kind == kind })
      else { return nil }
      let moved = index.thousandths - record.old.thousandths
      return moved < 0 ? moved + field.dial.turn : moved
    }
    let parts = [RegisterKind.normal, .peak, .offPeak].map(movement)
    guard let total = movement(.total), !parts.contains(nil) else { return nil }
    let sum = parts.compactMap { $0 }.reduce(0, +)
    let agrees = (total - sum).magnitude <= 3000
    return (say(agrees ? "reading.sum-agrees" : "reading.sum-disagrees"), agrees)
  }
}

extension Wording {
  /// A hint's text with its arguments.
  func filled(_ hint: Reading.Hint) -> String {
    switch hint.arguments.count {
    case 0: self(hint.key)
    case 1: self(hint.key, hint.arguments[0])
    case 2: self(hint.key, hint.arguments[0], hint.arguments[1])
    default: self(hint.key, hint.arguments[0], hint.arguments[1], hint.arguments[2])
    }
  }
}
