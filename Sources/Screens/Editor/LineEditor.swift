import Frames

/// A line of text being typed, by graphemes. Letters are text here, not commands.
struct LineEditor: Hashable, Sendable {
  private(set) var characters: [Character]
  private(set) var cursor: Int
  /// At most this many graphemes are taken.
  var limit: Int
  /// The whole text is selected: what is typed next takes its place, ⌫ empties the line, and moving the
  /// cursor goes back to editing it.
  private(set) var isSelected: Bool

  init(_ text: String = "", limit: Int = 200, selected: Bool = false) {
    characters = Array(text)
    cursor = characters.count
    self.limit = limit
    isSelected = selected && !text.isEmpty
  }

  var text: String { String(characters) }
  var isEmpty: Bool { characters.isEmpty }

  /// Takes a key; false where the key is none of an editor's.
  mutating func take(_ key: Key) -> Bool {
    if isSelected {
      isSelected = false
      switch key {
      case .character, .paste: clear()
      case .backspace, .delete:
        clear()
        return true
      default: break
      }
    }
    switch key {
    case .character(let character): insert(String(character))
    case .paste(let pasted): insert(pasted)
    case .backspace:
      guard cursor > 0 else { return false }
      cursor -= 1
      characters.remove(at: cursor)
    case .delete:
      guard cursor < characters.count else { return true }
      characters.remove(at: cursor)
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home: cursor = 0
    case .end: cursor = characters.count
    case .control("u"): clear()
    default: return false
    }
    return true
  }

  private mutating func clear() {
    characters.removeAll()
    cursor = 0
  }

  /// Inserts text at the cursor; a combining mark composes with the character before it.
  private mutating func insert(_ addition: String) {
    let before = String(characters[..<cursor]) + addition
    let composed = Array(Composer.normalised(before))
    let after = characters[cursor...]
    guard composed.count + after.count <= limit else { return }
    cursor = composed.count
    characters = composed + after
  }

  /// Draws the line with its end in view, and the terminal's cursor in it.
  func draw(row: Int, column: Int, width: Int, into frame: inout Frame) {
    frame.fill(row: row, column: column, columns: width, role: .activeField)
    let before = String(characters[..<cursor])
    let skipped = max(0, DisplayWidth.of(before) - (width - 1))
    var visible = text[...]
    var dropped = 0
    while dropped < skipped, let first = visible.first {
      dropped += DisplayWidth.of(String(first))
      visible.removeFirst()
    }
    frame.write(
      String(visible), row: row, column: column, role: isSelected ? .selected : .activeField,
      maxWidth: width)
    frame.cursor = Position(row: row, column: column + DisplayWidth.of(before) - dropped)
  }
}
