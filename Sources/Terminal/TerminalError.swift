/// Why the screen could not be opened.
package struct TerminalError: Error, Equatable, Sendable {
  /// What is wrong.
  package enum Code: String, Sendable {
    /// Input or output is a file or a pipe.
    case notATerminal
    /// TERM names nothing that the terminfo database knows, or nothing that a screen can be drawn
    /// on.
    case unknownType
    /// Out of descriptors or memory.
    case noResources
    /// This process has a screen open already.
    case alreadyOpen
  }

  /// What is wrong.
  package let code: Code
  /// What is wrong and what to do about it, in English; the code is for other languages.
  package let message: String

  init(_ code: Code, type: String?) {
    self.code = code
    message =
      switch code {
      case .notATerminal:
        "standard input and output are not both a terminal; run phuctra in a terminal, or use its "
          + "subcommands (phuctra --help)"
      case .unknownType:
        "TERM is \(type.map { "'\($0)'" } ?? "not set"), for which no screen can be drawn "
          + "here; try TERM=xterm phuctra, then phuctra doctor"
      case .noResources: "no file descriptor or memory left for the screen; close other programs"
      case .alreadyOpen: "the screen is open already"
      }
  }
}
