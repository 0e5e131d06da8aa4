import Frames

/// The keys of the screen below, all of them, from its bindings.
struct Help: ScreenState, Hashable {
  private let shown: [Binding]
  private var top = 0

  init(_ bindings: [Binding]) {
    shown = bindings
  }

  func bindings(_ shared: Shared) -> [Binding] { BindingTable.helpPage }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    let lines = lines(shared).count
    let room = Help.room(shared)
    switch input {
    case .command(.up, _): top -= 1
    case .command(.down, _): top += 1
    case .command(.pageUp, _): top -= room - 1
    case .command(.pageDown, _): top += room - 1
    case .command(.first, _): top = 0
    case .command(.last, _): top = lines - room
    case .command(.back, _), .key(.enter, _), .key(.character("?"), _): return [.pop]
    default: break
    }
    top = max(0, min(lines - room, top))
    return []
  }

  private static func room(_ shared: Shared) -> Int { max(1, shared.size.rows - 2) }

  private struct Line {
    var keys = ""
    var text: String
    var role: Role
    /// A sentence stands at the edge, what a key does behind its key.
    var isSentence = false
  }

  /// What the pad alone can do comes first: it is what who asks for help must know.
  private func lines(_ shared: Shared) -> [Line] {
    let say = shared.say
    var lines = DisplayWidth.wrapped(say("help.pad"), to: shared.size.columns - 2).map {
      Line(text: $0, role: .emphasis, isSentence: true)
    }
    lines.append(Line(text: "", role: .text, isSentence: true))
    let width = max(10, shared.size.columns - 17)
    for binding in shown where !binding.keys.isEmpty {
      let keys = binding.keys.map(\.label).joined(separator: " ")
      var text = say("command.\(binding.command.rawValue).help")
      if let reason = binding.disabledBecause { text += " — " + say(reason) }
      let role: Role = binding.disabledBecause == nil ? .text : .footerDisabled
      for (number, part) in DisplayWidth.wrapped(text, to: width).enumerated() {
        lines.append(Line(keys: number == 0 ? keys : "", text: part, role: role))
      }
    }
    return lines
  }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    frame.write(" " + shared.say("help.title"), row: 0, column: 0, role: .title)
    let all = lines(shared)
    let room = Help.room(shared)
    for (row, line) in all.dropFirst(top).prefix(room).enumerated() {
      frame.write(line.keys, row: row + 1, column: 1, role: .footerKey, maxWidth: 13)
      frame.write(line.text, row: row + 1, column: line.isSentence ? 1 : 15, role: line.role)
    }
    if all.count > top + room { frame.writeRight("▼ ", row: frame.rows - 2, role: .dim) }
    Footer.draw(bindings(shared), shared.say, into: &frame)
    if all.count > room { frame.writeRight("▲▼ ", row: frame.rows - 1, role: .footerKey) }
    return frame
  }
}
