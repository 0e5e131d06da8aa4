package import Frames

/// Which look the roles of a frame have.
package enum Theme: String, CaseIterable, Sendable {
  /// Eight colours on the terminal's own background.
  case standard
  /// Black on white, nothing faint: for sunlight.
  case highContrast = "high-contrast"
  /// No colour at all; bold, underline and reverse tell roles apart.
  case monochrome

  /// The look of a role.
  ///
  /// - Parameters:
  ///   - role: what the text means.
  ///   - colours: how many the terminal has; fewer than eight count as none, as does `NO_COLOR`.
  ///   - isLinuxConsole: the linux console shows underline as a colour of its own and so loses the
  ///     colour asked for; there a coloured role is not underlined.
  package func style(for role: Role, colours: Int = 8, isLinuxConsole: Bool = false) -> Style {
    if self == .monochrome || colours < 8 { return Self.monochromeStyle(role) }
    var style = self == .standard ? Self.standardStyle(role) : Self.highContrastStyle(role)
    if isLinuxConsole, style.foreground != nil { style.underline = false }
    return style
  }

  private static func standardStyle(_ role: Role) -> Style {
    switch role {
    case .text, .paper, .footerLabel: .plain
    case .dim, .label, .barEmpty, .rule, .footerDisabled: Style(dim: true)
    case .title, .heading, .emphasis, .large: Style(bold: true)
    case .selected: Style(reverse: true)
    case .selectedWarning: Style(bold: true, reverse: true, .yellow)
    case .good: Style(.green)
    case .warning, .barDoubtful: Style(.yellow)
    case .bad: Style(bold: true, .red)
    case .field: Style(underline: true)
    case .activeField: Style(bold: true, .cyan)
    case .redDigit: Style(underline: true, .red)
    case .digitDiffers: Style(bold: true, reverse: true, .red)
    case .bar: Style(.cyan)
    case .footerKey: Style(bold: true, .cyan)
    case .notice: Style(bold: true, .green)
    case .alert: Style(bold: true, reverse: true, .red)
    }
  }

  private static func highContrastStyle(_ role: Role) -> Style {
    switch role {
    case .text, .dim, .label, .paper, .footerLabel, .footerDisabled, .barEmpty, .rule, .bar:
      Style(.black, on: .white)
    case .title, .heading, .emphasis, .large, .activeField, .footerKey, .notice, .good:
      Style(bold: true, .black, on: .white)
    case .field: Style(underline: true, .black, on: .white)
    case .selected: Style(.white, on: .black)
    case .selectedWarning: Style(bold: true, .yellow, on: .black)
    case .warning, .barDoubtful: Style(.black, on: .yellow)
    case .bad, .redDigit: Style(bold: true, .red, on: .white)
    case .digitDiffers, .alert: Style(bold: true, .white, on: .red)
    }
  }

  private static func monochromeStyle(_ role: Role) -> Style {
    switch role {
    case .text, .dim, .label, .paper, .footerLabel, .footerDisabled, .bar, .barDoubtful,
      .barEmpty, .rule, .good:
      .plain
    case .title, .heading, .emphasis, .large, .activeField, .footerKey, .notice, .warning, .bad:
      Style(bold: true)
    case .field, .redDigit: Style(underline: true)
    case .selected: Style(reverse: true)
    case .selectedWarning: Style(bold: true, reverse: true)
    case .digitDiffers, .alert: Style(bold: true, reverse: true)
    }
  }
}
