import Formats
import Journal
import Shell
import SyncClient
import Terminal
import Wording

/// Why a command ends without having done what it was asked for: an exit status (sysexits.h) and
/// what a person should read, in the language of the command.
struct CommandFailure: Error {
  typealias Status = ExitStatus

  var status: Status
  var message: String

  init(_ status: Status, _ message: String) {
    self.status = status
    self.message = message
  }

  /// The one table from errors to statuses and words.
  init(_ error: any Error, _ say: Wording) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as JournalError:
      let headline = say("error.journal.\(error.code.rawValue)")
      self.init(
        Status(rawValue: error.code.exitStatus) ?? .inputOutput, "\(headline)\n  \(error.message)")
    case let error as FormatError:
      let language = FaultLanguage(rawValue: say.language.rawValue) ?? .vietnamese
      self.init(.badData, "\(say("error.format"))\n\(error.text(in: language))")
    case let error as FileReadError:
      self.init(
        error.isMissing ? .noInput : .inputOutput,
        say(error.isMissing ? "error.file.missing" : "error.file.unreadable", String(error.code)))
    case let error as PrinterError: self.init(error, say)
    case let error as TerminalError:
      let status: Status =
        switch error.code {
        case .notATerminal: .usage
        case .unknownType: .badConfiguration
        case .noResources, .alreadyOpen: .inputOutput
        }
      self.init(status, say("error.terminal.\(error.code.rawValue)"))
    case let error as TransportError: self.init(error, say)
    case let error as OutputError: self.init(error, to: nil, say)
    default: self.init(.inputOutput, say("error.other", "\(error)"))
    }
  }
}

extension FileReadError {
  /// ENOENT.
  var isMissing: Bool { code == 2 }
}

extension CommandFailure {
  // These come before any texts can be had, so they carry their words in both languages.

  static func assetsNotFound(tried: [String], _ language: Language) -> CommandFailure {
    let list = tried.map { "\n  \($0)" }.joined()
    return CommandFailure(
      .badConfiguration,
      language == .vietnamese
        ? "Không tìm thấy thư mục dữ liệu Assets. Đã tìm ở:\(list)\nĐặt PHUCTRA_ASSETS trỏ tới thư mục đó."
        : "The folder Assets was not found. Tried:\(list)\nSet PHUCTRA_ASSETS to that folder.")
  }

  init(_ error: LocaleError, _ language: Language) {
    let words =
      switch (language, error.fault) {
      case (.vietnamese, nil): "Không đọc được \(error.path). Cài đặt lại chương trình."
      case (_, nil): "\(error.path) cannot be read. Install the program again."
      case (.vietnamese, let fault?):
        "Tệp \(error.path) bị lỗi: \(fault). Cài đặt lại chương trình."
      case (_, let fault?): "\(error.path) is faulty: \(fault). Install the program again."
      }
    self.init(.badConfiguration, words)
  }
}
