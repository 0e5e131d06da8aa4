/// What a piece of the screen *means*. Screens choose roles; only the terminal's theme knows
/// colours, so that a monochrome terminal and a sunlit one need no change to any screen.
///
/// The raw value is the letter of the role in `Frame.roles`.
package enum Role: Unicode.Scalar, CaseIterable, Sendable {
  /// Ordinary text.
  case text = "."
  /// Text of secondary importance.
  case dim = "d"
  /// The title line of a screen.
  case title = "T"
  /// The name of a value, beside the value.
  case label = "l"
  /// A heading within a screen, or a column's heading.
  case heading = "H"
  /// Text that stands out from the line it is in.
  case emphasis = "E"
  /// The largest thing of a screen: one thing at a time.
  case large = "L"
  /// The row or choice that the next key acts on.
  case selected = "S"
  /// A part of the selected row that carries a warning.
  case selectedWarning = "W"
  /// Proven right, done, received.
  case good = "g"
  /// Needs attention: hazard, doubtful, waiting.
  case warning = "w"
  /// Proven wrong, refused, failed.
  case bad = "b"
  /// An entry field that keys do not go to.
  case field = "f"
  /// The entry field that keys go to.
  case activeField = "F"
  /// A decimal ("red") digit of a dial.
  case redDigit = "r"
  /// A digit that differs from the one it is compared with.
  case digitDiffers = "X"
  /// The filled part of a bar.
  case bar = "B"
  /// The filled part of a bar whose figure is in doubt.
  case barDoubtful = "D"
  /// The empty part of a bar.
  case barEmpty = "e"
  /// Lines and boxes.
  case rule = "-"
  /// A key in the footer.
  case footerKey = "K"
  /// What a key in the footer does.
  case footerLabel = "k"
  /// A key of the footer that does nothing now.
  case footerDisabled = "x"
  /// A message about what has just happened.
  case notice = "n"
  /// A message that must not be missed: nothing was saved, a destructive choice.
  case alert = "A"
  /// The text of a paper (minutes) shown for reading.
  case paper = "p"
}
