import Frames
import Wording

/// A numbered list to choose from: `1`–`9` choose at once, `0` shows the next nine; ▲▼ and Enter too.
struct Choice: ScreenState, Hashable {
  /// What is chosen: a command for the screen below, or the number of an option for it.
  enum Meaning: Hashable {
    case commands([Command])
    case options(String)
  }

  /// One line; `disabledBecause` is a text's key.
  struct Option: Hashable {
    var text: String
    var disabledBecause: String?
  }

  var title: String
  /// What is to be known before choosing; stands above the options.
  var note: String?
  var options: [Option]
  var meaning: Meaning
  var selected = 0
  /// Text may be typed instead of chosen: what has been typed, while it is.
  var editor: LineEditor?
  var allowsText = false

  /// The numbered menu of a screen's bindings in the table's order, what does work first; help and
  /// language, which change nothing, come last.
  static func menu(_ bindings: [Binding]) -> Choice {
    let inMenu = bindings.filter { $0.isInMenu && $0.command != .menu && $0.command != .back }
    let last: Set<Command> = [.help, .language, .quit]
    let offered =
      inMenu.filter { !last.contains($0.command) } + inMenu.filter { last.contains($0.command) }
    return Choice(
      title: "menu.title",
      options: offered.map {
        Option(text: "command.\($0.command.rawValue)", disabledBecause: $0.disabledBecause)
      }, meaning: .commands(offered.map(\.command)))
  }

  /// Numbered phrases; `purpose` comes back to the screen below with the choice.
  static func phrases(
    _ title: String, _ texts: [String], purpose: String, allowsText: Bool
  ) -> Choice {
    Choice(
      title: title, options: texts.map { Option(text: $0, disabledBecause: nil) },
      meaning: .options(purpose), allowsText: allowsText)
  }

  func bindings(_ shared: Shared) -> [Binding] {
    editor == nil ? BindingTable.choice : BindingTable.editing
  }

  /// Options on one page: as many as there are digits but 0.
  private var page: Int { selected / 9 }
  private var lines: Int { options.count + (allowsText ? 1 : 0) }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    if editor != nil { return edit(input) }
    switch input {
    case .command(.up, _): selected = max(0, selected - 1)
    case .command(.down, _): selected = min(lines - 1, selected + 1)
    case .command(.back, _): return [.pop]
    case .command(.open, _): return choose(selected, &shared)
    case .key(.character("0"), _):
      selected = lines > 9 ? (page + 1) * 9 % (((lines - 1) / 9 + 1) * 9) : selected
      selected = selected < lines ? selected : 0
    case .key(.character(let digit), _):
      guard let number = digit.wholeNumberValue, number > 0 else { return [] }
      return choose(page * 9 + number - 1, &shared)
    default: break
    }
    return []
  }

  private mutating func choose(_ number: Int, _ shared: inout Shared) -> [Step] {
    guard number < lines else { return [] }
    selected = number
    if number == options.count {
      editor = LineEditor()
      return []
    }
    switch meaning {
    case .commands(let commands): return [.popAndSend(commands[number])]
    case .options(let purpose):
      if let reason = options[number].disabledBecause {
        shared.notice = Notice(shared.say(reason), .warning)
        return []
      }
      return [.pop, .chosen(purpose, options[number].text, number)]
    }
  }

  private mutating func edit(_ input: Input) -> [Step] {
    switch input {
    case .command(.back, _): editor = nil
    case .command(.open, _):
      guard let text = editor?.text, !text.isEmpty, case .options(let purpose) = meaning else {
        return []
      }
      return [.pop, .chosen(purpose, text, options.count)]
    case .key(let key, _):
      if editor?.take(key) == false, key == .backspace { editor = nil }
    default: break
    }
    return []
  }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    frame.write(" " + title(say), row: 0, column: 0, role: .title)
    var top = 2
    if let note {
      for line in DisplayWidth.wrapped(note, to: frame.columns - 2) {
        frame.write(line, row: top, column: 1, role: .warning)
        top += 1
      }
      top += 1
    }
    let first = page * 9
    for line in first..<max(first, min(first + 9, lines)) {
      draw(line, row: top + line - first, say, &frame)
    }
    if lines > 9 {
      frame.write(
        " 0  \(say("menu.more"))", row: min(frame.rows - 2, 12), column: 0, role: .dim)
    }
    var labels = [Command.open: say("command.choose")]
    if editor?.isEmpty == false { labels[.back] = say("command.erase") }
    Footer.draw(bindings(shared), labels: labels, say, into: &frame)
    return frame
  }

  private func title(_ say: Wording) -> String {
    if case .commands = meaning { return say(title) }
    return title
  }

  private func draw(_ line: Int, row: Int, _ say: Wording, _ frame: inout Frame) {
    let isSelected = line == selected
    let mark = isSelected ? "▶" : " "
    let number = line % 9 + 1
    if line == options.count, let editor {
      frame.write("\(mark)\(number)  ", row: row, column: 0, role: .selected)
      editor.draw(row: row, column: 4, width: frame.columns - 5, into: &frame)
      return
    }
    let option = line < options.count ? options[line] : nil
    var text =
      option.map { if case .commands = meaning { say($0.text) } else { $0.text } }
      ?? say("choice.own-words")
    if let reason = option?.disabledBecause { text += " (\(say(reason)))" }
    let role: Role =
      isSelected ? .selected : option?.disabledBecause == nil ? .text : .footerDisabled
    frame.fill(row: row, column: 0, columns: frame.columns, role: role)
    frame.write(
      DisplayWidth.truncated("\(mark)\(number)  \(text)", to: frame.columns), row: row, column: 0,
      role: role)
  }
}
