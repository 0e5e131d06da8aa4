import CTerminal
package import Frames

/// What the screen is opened with; the environment is read by whoever starts the program.
package struct TerminalSettings: Sendable {
  /// The value of TERM.
  package var type: String?
  /// Which look roles have.
  package var theme: Theme
  /// False when `NO_COLOR` is set and not empty.
  package var usesColour: Bool
  /// Shows ASCII even where the locale is UTF-8.
  package var asciiOnly: Bool
  /// How a scanner marks its scans, if one is configured.
  package var scan: ScanFrame?
  /// Descriptor of the log that standard error goes to while the screen is up.
  package var log: Int32?

  /// Settings for a terminal of the given type.
  package init(
    type: String?, theme: Theme = .standard, usesColour: Bool = true, asciiOnly: Bool = false,
    scan: ScanFrame? = nil, log: Int32? = nil
  ) {
    self.type = type
    self.theme = theme
    self.usesColour = usesColour
    self.asciiOnly = asciiOnly
    self.scan = scan
    self.log = log
  }
}

/// The screen and the keyboard: draws frames and gives events.
///
/// One at a time, used by one thread; only `wake` may be called from others. While it is open a
/// crash, SIGTERM or SIGHUP leaves the terminal as it was found.
package final class TerminalDriver {
  let input: Int32
  private let settings: TerminalSettings
  private var shown: Frame?
  private var isOpen = true
  private var looks: [Role: Style] = [:]
  var decoder: KeyDecoder
  /// When the last byte came, in milliseconds of the monotonic clock.
  var lastInput = 0
  var isHungUp = false

  /// Columns and rows of the screen; kept up to date by `events`.
  package private(set) var size = Size(columns: 0, rows: 0)

  /// Takes over the terminal behind two descriptors.
  ///
  /// - Throws: `TerminalError` when there is no usable terminal; nothing has been changed then.
  package init(
    input: Int32 = 0, output: Int32 = 1, settings: TerminalSettings
  ) throws(TerminalError) {
    let code = terminal_open(input, output, settings.type ?? "", settings.log ?? -1)
    switch terminal_open_error(rawValue: UInt32(code)) {
    case TERMINAL_OPEN_NOT_A_TERMINAL: throw TerminalError(.notATerminal, type: settings.type)
    case TERMINAL_OPEN_UNKNOWN_TYPE: throw TerminalError(.unknownType, type: settings.type)
    case TERMINAL_OPEN_NO_RESOURCES: throw TerminalError(.noResources, type: settings.type)
    case TERMINAL_OPEN_ALREADY: throw TerminalError(.alreadyOpen, type: settings.type)
    default: break
    }
    self.input = input
    self.settings = settings
    decoder = KeyDecoder(scan: settings.scan)
    measure()
  }

  deinit { close() }

  /// Whether accents and signs are replaced because the locale is not UTF-8, or as asked for: worth
  /// a notice on the first screen.
  package var isASCII: Bool { settings.asciiOnly || terminal_is_utf8() == 0 }

  /// Gives the terminal back as it was found. Closing twice does nothing.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    terminal_close()
  }

  /// Shows a frame; sends only what differs from the one before.
  package func draw(_ frame: Frame) {
    guard isOpen, frame != shown else { return }
    for run in frame.diff(from: shown) {
      let style = look(of: run.role)
      let text = isASCII ? ASCIIText.of(run.text) : run.text
      terminal_put(
        Int32(run.row), Int32(run.column), text, style.bits, style.foreground?.rawValue ?? -1,
        style.background?.rawValue ?? -1)
    }
    terminal_cursor(Int32(frame.cursor?.row ?? -1), Int32(frame.cursor?.column ?? -1))
    terminal_flush()
    shown = frame
  }

  /// A short sound or flash: a key that does nothing here.
  package func bell() {
    if isOpen { terminal_bell() }
  }

  /// Stops the program as Ctrl-Z does elsewhere; returns when it goes on, and everything must be
  /// drawn anew (`events` says so).
  package func suspend() {
    guard isOpen else { return }
    terminal_suspend()
    forget()
  }

  /// Makes `events` return `.wake`. Any thread, any time.
  package static func wake() {
    terminal_wake()
  }

  /// Lets the calling thread's stack overflow be handled too; call it once on a worker thread.
  package static func guardThread() {
    terminal_guard_thread()
  }

  /// Something else has drawn on the terminal, or its size changed: the next frame goes out whole.
  func forget() {
    shown = nil
    measure()
    terminal_repaint()
  }

  /// The terminal was taken from us by a stop we did not ask for.
  func resume() {
    terminal_resume()
    forget()
  }

  private func measure() {
    var columns: Int32 = 0
    var rows: Int32 = 0
    terminal_resize(&columns, &rows)
    size = Size(columns: Int(columns), rows: Int(rows))
  }

  private func look(of role: Role) -> Style {
    if let style = looks[role] { return style }
    let colours = settings.usesColour ? Int(terminal_colours()) : 0
    let isLinux = settings.type?.hasPrefix("linux") ?? false
    let style = settings.theme.style(for: role, colours: colours, isLinuxConsole: isLinux)
    looks[role] = style
    return style
  }
}

extension Style {
  fileprivate var bits: Int32 {
    let attributes: [(Bool, terminal_attribute)] = [
      (bold, TERMINAL_BOLD), (dim, TERMINAL_DIM), (underline, TERMINAL_UNDERLINE),
      (reverse, TERMINAL_REVERSE),
    ]
    return attributes.reduce(0) { $1.0 ? $0 | Int32($1.1.rawValue) : $0 }
  }
}
