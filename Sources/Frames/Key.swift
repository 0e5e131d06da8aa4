/// What a person pressed, whatever bytes the terminal sent for it.
///
/// CR, LF and the keypad's Enter are `.enter`; DEL and BS are `.backspace`; digits of the numeric
/// pad are `.character`.
package enum Key: Hashable, Sendable {
  /// A printable character, or a combining mark that belongs on the character typed before it.
  case character(Character)
  /// Enter, of either block of keys.
  case enter
  /// Escape alone.
  case escape
  /// Backspace.
  case backspace
  /// Tab.
  case tab
  /// Shift and Tab.
  case backTab
  /// Arrow up.
  case up
  /// Arrow down.
  case down
  /// Arrow left.
  case left
  /// Arrow right.
  case right
  /// Home.
  case home
  /// End.
  case end
  /// Page up.
  case pageUp
  /// Page down.
  case pageDown
  /// Delete.
  case delete
  /// Insert.
  case insert
  /// A function key, F1 is 1.
  case function(Int)
  /// Text that arrived as one piece: pasted, or scanned. Control characters are removed, and line
  /// breaks within it are spaces, so it never confirms anything.
  case paste(String)
  /// Ctrl and a letter, the letter in lower case.
  case control(Character)
}
