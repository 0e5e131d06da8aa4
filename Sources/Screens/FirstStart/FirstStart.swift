import Casework
import Frames

/// Asked once, on the first start: who works with this device. The unit comes from the first list.
struct FirstStart: ScreenState, Hashable {
  var editor: LineEditor

  init(suggesting inspector: String) {
    editor = LineEditor(inspector, limit: 32)
  }

  func bindings(_ shared: Shared) -> [Binding] { BindingTable.firstStart }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    case .command(.open, _):
      let id = editor.text.filter { !$0.isWhitespace }
      guard !id.isEmpty else { return [] }
      let configuration = DeviceConfiguration(inspector: id, unit: shared.unit)
      return [.effect(.configure(configuration)), .holdKeys()]
    case .answer(.configured): return [.pop]
    case .key(let key, _): _ = editor.take(key)
    default: break
    }
    return []
  }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    frame.write(" " + say("first-start.title"), row: 0, column: 0, role: .title)
    let left = shared.isCompact ? 1 : 8
    var row = 3
    for line in DisplayWidth.wrapped(say("first-start.who"), to: frame.columns - left - 2) {
      frame.write(line, row: row, column: left, role: .emphasis)
      row += 1
    }
    editor.draw(row: row + 1, column: left, width: min(34, frame.columns - left - 1), into: &frame)
    row += 3
    for line in DisplayWidth.wrapped(say("first-start.note"), to: frame.columns - left - 2) {
      frame.write(line, row: row, column: left, role: .dim)
      row += 1
    }
    Footer.draw(bindings(shared), labels: [.open: say("command.continue")], say, into: &frame)
    return frame
  }
}
