import Frames
import Wording

/// A question laid over a screen before something that is not easily taken back: `1` does it, Enter keeps
/// everything as it is.
struct Question {
  /// What would be done, and what with it.
  let sentences: [String]
  /// The word for doing it.
  let yes: String

  /// - Parameter below: rows that stay free below it.
  func draw(below: Int, _ say: Wording, _ frame: inout Frame) {
    let lines =
      sentences.flatMap { DisplayWidth.wrapped($0, to: frame.columns - 4) }
      + ["1  \(yes)", "⏎  \(say("command.keep"))"]
    let top = max(1, frame.rows - lines.count - below)
    frame.fill(row: top, column: 0, rows: lines.count, columns: frame.columns, role: .alert)
    for (offset, line) in lines.enumerated() {
      frame.write(line, row: top + offset, column: 2, role: .alert)
    }
  }
}
