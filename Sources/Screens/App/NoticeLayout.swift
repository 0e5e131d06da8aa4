import Frames
import Wording

/// The lines that a notice takes, from the top one down: as many as it needs up to three, for a reason
/// cut off is none. `u` stands at its right, or below it where that has no room.
struct NoticeLayout {
  var lines: [String]
  let undo: String
  /// Where `u` is offered; nil where it is not.
  var undoRow: Int?

  init(_ notice: Notice, offersUndo: Bool, _ shared: Shared) {
    let columns = shared.size.columns
    undo = " u \(shared.say("command.undo")) "
    lines = Array(DisplayWidth.wrapped(notice.text, to: columns - 2).prefix(3))
    guard offersUndo else { return }
    if 1 + DisplayWidth.of(notice.text) + DisplayWidth.of(undo) <= columns {
      undoRow = 0
    } else {
      undoRow = lines.count
      lines.append("")
    }
  }
}

extension Shared {
  /// How many lines a notice covers on a screen that offers `u`.
  var noticeHeight: Int {
    notice.map { NoticeLayout($0, offersUndo: undo != nil, self).lines.count } ?? 0
  }
}
