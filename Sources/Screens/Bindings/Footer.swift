import Frames
import Wording

/// The last line of a screen: the keys that matter, from the binding table.
enum Footer {
  /// Draws the footer into the last row. What does not fit is left out whole, from the end; `?`
  /// stands first and the menu's `.` keeps its place, for behind it stands all the rest.
  static func draw(
    _ bindings: [Binding], labels: [Command: String] = [:], _ say: Wording, into frame: inout Frame
  ) {
    let row = frame.rows - 1
    let shown = bindings.filter { $0.footerRank != nil }
      .sorted { ($0.footerRank ?? 0) < ($1.footerRank ?? 0) }
    // On a narrow screen `?` goes without its word, so that one more key finds room.
    let isNarrow = frame.columns < 60
    let entries = shown.map { binding in
      Entry(
        key: binding.keys.first?.label ?? "",
        label: isNarrow && binding.command == .help
          ? "" : labels[binding.command] ?? say("command.\(binding.command.rawValue)"),
        isMenu: binding.command == .menu, isDisabled: binding.disabledBecause != nil)
    }
    var column = 1
    let menu = entries.first(where: \.isMenu)
    let reserved = menu.map { $0.width + 2 } ?? 0
    for entry in entries where !entry.isMenu {
      guard column + entry.width + reserved <= frame.columns else { continue }
      column = entry.draw(row: row, column: column, into: &frame) + 2
    }
    if let menu, column + menu.width <= frame.columns {
      _ = menu.draw(row: row, column: column, into: &frame)
    }
  }

  private struct Entry {
    let key: String
    let label: String
    let isMenu: Bool
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
