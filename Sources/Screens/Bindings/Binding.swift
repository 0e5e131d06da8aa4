import Frames

/// One row of the binding table: what a command is, which keys ask for it, and why it may not be had.
///
/// The table feeds the keys themselves, the footer, the numbered menu and the help, so that none of
/// them can disagree with another.
struct Binding: Hashable, Sendable {
  var command: Command
  /// The keys, the one to show first.
  var keys: [Key]
  /// The key of the text that says why the command does nothing now; nil where it works.
  var disabledBecause: String?
  /// Where the footer shows it: the lower the earlier; nil: not in the footer.
  var footerRank: Int?
  /// True where the numbered menu offers it.
  var isInMenu: Bool

  init(
    _ command: Command, _ keys: [Key], footer: Int? = nil, menu: Bool = true,
    disabledBecause: String? = nil
  ) {
    self.command = command
    self.keys = keys
    self.footerRank = footer
    self.isInMenu = menu
    self.disabledBecause = disabledBecause
  }

  /// The same without its place in the footer.
  var hidden: Binding {
    var binding = self
    binding.footerRank = nil
    return binding
  }
}

extension Key {
  /// What the footer and the help call the key, the same in every language.
  var label: String {
    switch self {
    case .character(let character): String(character)
    case .enter: "⏎"
    case .escape: "Esc"
    case .backspace: "⌫"
    case .tab: "Tab"
    case .backTab: "⇧Tab"
    case .up: "▲"
    case .down: "▼"
    case .left: "◀"
    case .right: "▶"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .delete: "Del"
    case .insert: "Ins"
    case .function(let number): "F\(number)"
    case .control(let character): "Ctrl-\(character)"
    case .paste: ""
    }
  }
}
