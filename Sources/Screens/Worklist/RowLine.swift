import Casework
import Explanations
import Frames
import Metering
import Wording

/// How one row of the worklist is drawn.
struct RowLine {
  let row: WorklistRow
  let isSelected: Bool
  let say: Wording

  /// The columns of a wide screen.
  struct Columns {
    let serial = 8
    let address: Int
    let reason: Int
    let state: Int

    init(_ width: Int) {
      address = 20
      state = width - 17
      reason = state - 11
    }
  }

  private var role: Role { isSelected ? .selected : .text }

  func draw(at line: Int, _ frame: inout Frame) {
    let columns = Columns(frame.columns)
    frame.fill(row: line, column: 0, columns: frame.columns, role: role)
    if isSelected { frame.write("▶", row: line, column: 1, role: role) }
    frame.writeRight(
      row.walkOrder.map(String.init) ?? "", row: line, end: 6, role: isSelected ? role : .dim)
    frame.write(
      row.identity.meter, row: line, column: columns.serial, role: isSelected ? role : .emphasis,
      maxWidth: columns.address - columns.serial - 1)
    drawAddress(line, columns, &frame)
    if let reason = row.reason {
      frame.write(
        say("reason-of-flag.\(reason.rawValue)"), row: line, column: columns.reason, role: role,
        maxWidth: 10)
    }
    frame.write(
      "\(mark) \(state)", row: line, column: columns.state, role: isSelected ? role : stateRole,
      maxWidth: frame.columns - columns.state)
  }

  /// The address, with what must be known before the door at its right end.
  private func drawAddress(_ line: Int, _ columns: Columns, _ frame: inout Frame) {
    let extra = hazardText ?? registerText
    let end = columns.reason - 1
    let room = end - columns.address - (extra.isEmpty ? 0 : DisplayWidth.of(extra) + 1)
    frame.write(
      DisplayWidth.truncated(row.address, to: max(4, room)), row: line, column: columns.address,
      role: role)
    frame.writeRight(
      extra, row: line, end: end,
      role: row.hazard == nil
        ? (isSelected ? role : .dim) : isSelected ? .selectedWarning : .warning)
  }

  private var hazardText: String? {
    row.hazard.map { "⚠ " + say.hazard($0) }
  }

  private var registerText: String {
    row.registers.count > 1 ? row.registers.map(\.rawValue).joined(separator: " ") : ""
  }

  func drawCompact(at line: Int, _ frame: inout Frame) {
    frame.fill(row: line, column: 0, columns: frame.columns, role: role)
    if isSelected { frame.write("▶", row: line, column: 0, role: role) }
    frame.write(mark, row: line, column: 1, role: isSelected ? role : stateRole)
    let serial = DisplayWidth.truncated(row.identity.meter, to: 10)
    let used = frame.write(
      serial, row: line, column: 3, role: isSelected ? role : .emphasis)
    let reason = row.reason.map { say("reason-of-flag.\($0.rawValue).short") } ?? ""
    let right =
      (isBegunElsewhere ? "✎ " : "") + (row.hazard == nil ? "" : "⚠ ")
      + (row.registers.count > 1 ? "\(row.registers.count)G " : "") + reason
    frame.writeRight(
      right, row: line, role: isSelected ? role : row.hazard == nil ? .dim : .warning)
    let start = 3 + used + 1
    let room = frame.columns - start - DisplayWidth.of(right) - 1
    frame.write(
      DisplayWidth.truncated(row.address, to: max(0, room)), row: line, column: start, role: role)
  }

  private var mark: String {
    if row.isDisputed { return "!" }
    if row.recordChanged { return "≠" }
    return switch row.state {
    case .unvisited: row.isBegun ? "✎" : "○"
    case .confirmed: "✓"
    case .deviates: "✗"
    case .unresolved: "?"
    case .unread: "–"
    case .pending: "…"
    case .returned: "↩"
    case .approved, .applied: "✔"
    case .rejected: "⊘"
    case .disputed: "!"
    }
  }

  /// Begun where the state has a word of its own.
  private var isBegunElsewhere: Bool { row.isBegun && row.state != .unvisited }

  private var state: String {
    isBegunElsewhere ? "\(standing) ✎" : standing
  }

  private var standing: String {
    if row.isDisputed { return say("state.disputed") }
    // Who was there, and not what he found: the next reading is to be blind as well.
    if row.state == .unvisited, let seen = row.seen { return say("state.seen", seen.tag) }
    if row.recordChanged { return say("state.record-changed") }
    if row.state == .unvisited, row.isBegun { return say("state.begun") }
    if row.state == .unread, row.attempts > 1 {
      return say("state.unread-times", say.number(row.attempts))
    }
    return say("state.\(row.state.rawValue)")
  }

  private var stateRole: Role {
    if row.isDisputed { return .bad }
    if row.recordChanged { return .warning }
    return switch row.state {
    case .unvisited: .text
    case .confirmed, .approved, .applied: .good
    case .deviates, .returned, .disputed: .bad
    case .unresolved, .unread, .pending, .rejected: .warning
    }
  }
}

extension Wording {
  /// Who sent the work back, by when it is to be done, and why.
  func returned(_ returned: AttributedReview) -> String {
    let due = returned.review.due.map { ", " + self("review.due", shortDate($0)) } ?? ""
    return self("point.returned", returned.author.person + due, returned.review.reason ?? "")
  }

  /// A hazard code in words; the code itself where it is not known.
  func hazard(_ code: String) -> String {
    known("hazard.\(code)") ?? code
  }
}

/// A bar of a part of a whole.
struct Bar {
  let part: Int
  let whole: Int
  let width: Int

  init(part: Int, of whole: Int, width: Int) {
    self.part = part
    self.whole = whole
    self.width = max(0, width)
  }

  /// Cells filled: none only for no part, all only for the whole.
  var filled: Int {
    guard whole > 0, part > 0, width > 0 else { return 0 }
    if part >= whole { return width }
    return min(max(part * width / whole, 1), max(1, width - 1))
  }

  func draw(
    row: Int, column: Int, role: Role = .bar, empty: Character = "░", _ frame: inout Frame
  ) {
    frame.fill(row: row, column: column, columns: filled, with: "▓", role: role)
    frame.fill(
      row: row, column: column + filled, columns: width - filled, with: empty, role: .barEmpty)
  }
}
