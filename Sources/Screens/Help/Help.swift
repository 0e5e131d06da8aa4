import Frames

/// The keys of the screen below, all of them, from its bindings.
struct Help: ScreenState, Hashable {
  private let shown: [Binding]
  private var top = 0

  init(_ bindings: [Binding]) {
    shown = bindings
  }

  func bindings(_ shared: Shared) -> [Binding] {
    BindingTable.paper.without([.help, .menu, .language])
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    let lines = lines(shared).count
    let room = max(1, shared.size.rows - 3)
    switch input {
    case .command(.up, _): top = max(0, top - 1)
    case .command(.down, _): top = max(0, min(lines - room, top + 1))
    case .command(.pageUp, _): top = max(0, top - room)
    case .command(.pageDown, _): top = max(0, min(lines - room, top + room))
    case .command(.first, _): top = 0
    case .command(.last, _): top = max(0, lines - room)
    case .command(.back, _), .key(.enter, _), .key(.character("?"), _): return [.pop]
    default: break
    }
    return []
  }

  private func lines(_ shared: Shared) -> [(keys: String, text: String, role: Role)] {
    let say = shared.say
    var lines: [(keys: String, text: String, role: Role)] = []
    let width = max(10, shared.size.columns - 16)
    for binding in shown {
      let keys = binding.keys.map(\.label).joined(separator: " ")
      var text = say("command.\(binding.command.rawValue).help")
      if let reason = binding.disabledBecause { text += " — " + say(reason) }
      for (number, line) in DisplayWidth.wrapped(text, to: width).enumerated() {
        let role: Role = binding.disabledBecause == nil ? .text : .footerDisabled
        lines.append((number == 0 ? keys : "", line, role))
      }
    }
    for line in DisplayWidth.wrapped(say("help.pad"), to: shared.size.columns - 2) {
      lines.append(("", line, .dim))
    }
    return lines
  }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    frame.write(" " + shared.say("help.title"), row: 0, column: 0, role: .title)
    let all = lines(shared)
    for (row, line) in all.dropFirst(top).prefix(frame.rows - 3).enumerated() {
      frame.write(line.keys, row: row + 1, column: 1, role: .footerKey, maxWidth: 13)
      frame.write(line.text, row: row + 1, column: 15, role: line.role)
    }
    if all.count > top + frame.rows - 3 {
      frame.writeRight("▼ ", row: frame.rows - 2, role: .dim)
    }
    Footer.draw(bindings(shared), shared.say, into: &frame)
    return frame
  }
}
