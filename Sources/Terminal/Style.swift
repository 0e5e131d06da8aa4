/// How a role looks: what every terminal of the field can show.
package struct Style: Hashable, Sendable {
  /// One of the eight colours of ECMA-48.
  package enum Colour: Int32, Sendable {
    case black = 0
    case red, green, yellow, blue, magenta, cyan, white
  }

  /// Bright or heavy.
  package var bold = false
  /// Faint.
  package var dim = false
  /// Underlined.
  package var underline = false
  /// Foreground and background exchanged.
  package var reverse = false
  /// Colour of the text; `nil` is the terminal's own.
  package var foreground: Colour?
  /// Colour behind the text; `nil` is the terminal's own.
  package var background: Colour?

  /// Text as the terminal shows it by itself.
  package static let plain = Style()

  init(
    bold: Bool = false, dim: Bool = false, underline: Bool = false, reverse: Bool = false,
    _ foreground: Colour? = nil, on background: Colour? = nil
  ) {
    self.bold = bold
    self.dim = dim
    self.underline = underline
    self.reverse = reverse
    self.foreground = foreground
    self.background = background
  }

  /// The same without colours.
  package var withoutColours: Style {
    Style(bold: bold, dim: dim, underline: underline, reverse: reverse)
  }
}
