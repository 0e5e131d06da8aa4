import Frames
import Wording

/// The last line of a screen: the keys that matter, from the binding table.
enum Footer {
  /// Draws the footer into the last row. What does not fit is left out whole, from the end; `?`
  /// stands first, and the menu's `.` and the way back keep their places: behind the one stands all
  /// the rest, and nobody may be shut in.
  static func draw(
    _ bindings: [Binding], labels: [Command: String] = [:], keys: [Command: String] = [:],
    _ say: Wording, into frame: inout Frame
  ) {
    let row = frame.rows - 1
    let shown = bindings.filter { $0.footerRank != nil }
      .sorted { ($0.footerRank ?? 0) < ($1.footerRank ?? 0) }
    // On a narrow screen `?` goes without its word, so that one more key finds room.
    let isNarrow = frame.columns < 60
    let entries = shown.map { binding in
      Entry(
        key: keys[binding.command] ?? key(binding),
        label: isNarrow && binding.command == .help
          ? "" : labels[binding.command] ?? say("command.\(binding.command.rawValue)"),
        isKept: [.menu, .back].contains(binding.command),
        isDisabled: binding.disabledBecause != nil)
    }
    let kept = Array(entries.filter(\.isKept).reversed())
    let reserved = kept.reduce(0) { $0 + $1.width + 2 }
    var column = 1
    for entry in entries where !entry.isKept {
      guard column + entry.width + reserved <= frame.columns else { break }
      column = entry.draw(row: row, column: column, into: &frame) + 2
    }
    for entry in kept where column + entry.width <= frame.columns {
      column = entry.draw(row: row, column: column, into: &frame) + 2
    }
  }

  /// The key that the pad has: going back is ⌫ there, for it has no Esc.
  private static func key(_ binding: Binding) -> String {
    binding.command == .back ? Key.backspace.label : binding.keys.first?.label ?? ""
  }

  private struct Entry {
    let key: String
    let label: String
    /// Left out last of all.
    let isKept: Bool
    let isDisabled: Bool

    var width: Int { DisplayWidth.of(key) + (label.isEmpty ? 0 : 1 + DisplayWidth.of(label)) }

    func draw(row: Int, column: Int, into frame: inout Frame) -> Int {
      var at = column
      at += frame.write(key, row: row, column: at, role: isDisabled ? .footerDisabled : .footerKey)
      guard !label.isEmpty else { return at }
      at += frame.write(" ", row: row, column: at)
      at += frame.write(
        label, row: row, column: at, role: isDisabled ? .footerDisabled : .footerLabel)
      return at
    }
  }
}
