import Casework
import Frames
import Metering
import Wording

extension Reading {
  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let row = drawHead(shared, &frame)
    switch phase {
    case .countingBlack: drawCount("reading.count-black", row: row, shared, &frame)
    case .countingRed(let black): drawCount("reading.count-red", row: row, shared, &frame, black)
    case .choosing(let marked): drawChoice(marked, row: row, shared, &frame)
    case .keying, .done: drawFields(row: row, shared, &frame)
    }
    var labels = [Command.open: shared.say("command.choose")]
    if phase == .keying, !isFieldEmpty { labels[.back] = shared.say("command.erase") }
    Footer.draw(bindings(shared), labels: labels, shared.say, into: &frame)
    return frame
  }

  func dialText(_ dial: Dial, _ say: Wording) -> String {
    dial.decimals == 0
      ? say("dial.black", String(dial.integerDigits))
      : say("dial.black-red", String(dial.integerDigits), String(dial.decimals))
  }

  private func drawCount(
    _ key: String, row: Int, _ shared: Shared, _ frame: inout Frame, _ black: Int? = nil
  ) {
    let left = shared.isCompact ? 1 : 8
    let top = row + (shared.isCompact ? 0 : 1)
    let lines = DisplayWidth.wrapped(shared.say(key), to: frame.columns - left - 2)
    for (offset, line) in lines.enumerated() {
      frame.write(line, row: top + offset, column: left, role: .emphasis)
    }
    let entered = black.map { "\($0) + _" } ?? "_"
    frame.write(" \(entered) ", row: top + lines.count + 1, column: left, role: .activeField)
    drawHint(shared, row: top + lines.count + 3, left: left, &frame)
  }

  private func drawFields(row top: Int, _ shared: Shared, _ frame: inout Frame) {
    let left = shared.isCompact ? 1 : 12
    var row = top
    let boxed = !shared.isCompact && fields.count * 3 + row + 3 <= frame.rows
    for (position, field) in fields.enumerated() {
      let dial = DialView(
        field: field, isActive: position == active && phase == .keying,
        showsRegister: fields.count > 1)
      if boxed {
        dial.drawBoxed(row: row, column: left, &frame)
        row += 3
      } else {
        dial.drawSpaced(row: row, column: left, &frame)
        row += shared.isCompact && fields.count > 2 ? 1 : 2
      }
    }
    if let sum = sumText(shared) {
      frame.write(sum.text, row: row, column: left, role: sum.agrees ? .good : .warning)
      row += 1
    }
    drawHint(shared, row: row + (fields.count > 2 ? 0 : 1), left: shared.isCompact ? 1 : 8, &frame)
  }

  private func drawHint(_ shared: Shared, row: Int, left: Int, _ frame: inout Frame) {
    var line = row
    for (text, role) in hints(shared.say) {
      for part in DisplayWidth.wrapped(text, to: frame.columns - left - 1) {
        guard line < frame.rows - 1 else { return }
        frame.write(part, row: line, column: left, role: role)
        line += 1
      }
    }
  }

  /// What the lines below the digits say: what is wanted next, and where the digits there come from.
  private func hints(_ say: Wording) -> [(String, Role)] {
    if phase == .done { return [(say("reading.saving"), .dim)] }
    var texts: [(String, Role)] = []
    if let hint { texts.append((say.filled(hint), hint.isWarning ? .warning : .notice)) }
    if isRestored {
      let begun = fields.filter { !$0.isEmpty }.map(\.text).joined(separator: " · ")
      texts.append((say("reading.begun", begun), .warning))
    }
    if texts.isEmpty, phase == .keying {
      if dossier.wasJudged { texts.append((say("reading.known"), .notice)) }
      texts.append((say(hasRed ? "reading.prompt-red" : "reading.prompt"), .dim))
    }
    return texts
  }

  private var hasRed: Bool { fields.contains { $0.dial.decimals > 0 } }

  private func drawChoice(_ marked: Int, row: Int, _ shared: Shared, _ frame: inout Frame) {
    let left = shared.isCompact ? 1 : 8
    let lines = DisplayWidth.wrapped(
      shared.say("reading.choose"), to: frame.columns - left - 1)
    for (offset, line) in lines.enumerated() {
      frame.write(line, row: row + offset, column: left, role: .emphasis)
    }
    var at = row + lines.count + (shared.isCompact ? 0 : 1)
    let width = frame.columns - left - 6
    let rows =
      attempts.map { attemptLines($0, width: width, shared.say) }
      + [[shared.say("reading.none-of-these")]]
    for (number, lines) in rows.enumerated() {
      let isMarked = number == marked
      let role: Role = isMarked ? .selected : number < attempts.count ? .large : .text
      for (offset, part) in lines.enumerated() where at < frame.rows - 1 {
        let mark = offset > 0 ? "   " : "\(isMarked ? "▶" : " ") \(number + 1)"
        frame.write("\(mark)  \(part) ", row: at, column: left, role: role)
        at += 1
      }
    }
  }

  /// The digits of an attempt, each register's with its name where there are several: as many on a
  /// line as find room.
  private func attemptLines(_ attempt: [Index], width: Int, _ say: Wording) -> [String] {
    var lines: [String] = []
    for (field, index) in zip(fields, attempt) {
      let digits = Reading.digits(of: index, on: field.dial).dialGrouped(field.dial, say)
      let text = fields.count > 1 ? "\(field.register.rawValue) \(digits)" : digits
      if let last = lines.last, DisplayWidth.of(last) + 2 + DisplayWidth.of(text) <= width {
        lines[lines.count - 1] = "\(last)  \(text)"
      } else {
        lines.append(text)
      }
    }
    return lines
  }

  /// Whether SG agrees with the rates' sum, as soon as all are keyed; movements are compared, so
  /// nothing is given away that the dial does not show.
  private func sumText(_ shared: Shared) -> (text: String, agrees: Bool)? {
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
    let key = agrees ? "reading.sum-agrees" : "reading.sum-disagrees"
    return (shared.say(shared.isCompact ? "\(key).short" : key), agrees)
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
