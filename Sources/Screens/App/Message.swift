import Frames
import Wording

/// A few sentences that must be read before work goes on: too long for the top line.
struct Message: ScreenState, Hashable {
  /// The keys of the texts, with what is put into the second.
  var title: String
  var text: String
  var arguments: [String]

  /// Why no reading is begun, and what to do about it.
  init(_ problem: DeviceStatus.RecordingProblem) {
    title = "problem.title"
    switch problem {
    case .noRoom(let free, let reserve):
      text = "problem.no-room"
      arguments = [String(free), String(reserve)]
    case .readOnly:
      text = "problem.read-only"
      arguments = []
    case .fault(let words):
      text = "problem.fault"
      arguments = [words]
    }
  }

  func bindings(_ shared: Shared) -> [Binding] {
    BindingTable.message
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    case .command(.back, _), .command(.open, _): [.pop]
    default: []
    }
  }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .alert)
    frame.write(" " + say(title), row: 0, column: 0, role: .alert)
    let left = shared.isCompact ? 1 : 8
    var row = shared.isCompact ? 2 : 3
    let words =
      switch arguments.count {
      case 0: say(text)
      case 1: say(text, arguments[0])
      default: say(text, arguments[0], arguments[1])
      }
    let texts: [(String, Role)] = [
      (words, .emphasis), (say("\(text).do"), .text), (say("problem.still"), .dim),
    ]
    for part in texts {
      for line in DisplayWidth.wrapped(part.0, to: frame.columns - left - 1) {
        guard row < frame.rows - 1 else { break }
        frame.write(line, row: row, column: left, role: part.1)
        row += 1
      }
      row += 1
    }
    Footer.draw(bindings(shared), labels: [.open: say("command.back")], say, into: &frame)
    return frame
  }
}
