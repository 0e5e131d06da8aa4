import Formats
import Foundation
import Hub
import Shell
import Wording

/// Why a command of the hub ends without having done what it was asked for.
struct HubFailure: Error {
  var status: ExitStatus
  var message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// The one table from errors to statuses and words.
  init(_ error: any Error, _ say: Wording) {
    switch error {
    case let failure as HubFailure: self = failure
    case let error as HubRequestError:
      let status: ExitStatus =
        switch error.code {
        case .unknownCustomer: .noInput
        case .badFile: .badData
        default: .refused
        }
      self.init(status, say("hub.error.\(error.code.rawValue)", error.value, error.detail))
    case let error as UntakenAnswers:
      let lines = error.rows.map { HubFailure.line($0, say) }
      self.init(.badData, ([say("hub.error.untaken")] + lines).joined(separator: "\n  "))
    case let error as FormatError:
      let language = FaultLanguage(rawValue: say.language.rawValue) ?? .vietnamese
      self.init(.badData, "\(say("hub.error.badFile", ""))\n\(error.text(in: language))")
    case let error as FileReadError:
      self.init(error.code == 2 ? .noInput : .inputOutput, say("hub.error.file"))
    case let error as HubStoreError:
      let status: ExitStatus =
        switch error.code {
        case .unreachable: .unavailable
        case .missing: .noInput
        case .exposed: .refused
        case .conflict, .failed, .unexpected, .newer: .inputOutput
        }
      self.init(status, "\(say("hub.error.store"))\n  \(error.message)")
    case let error as LocaleError: self.init(.badConfiguration, error.path)
    default: self.init(.inputOutput, say("hub.error.other", "\(error)"))
    }
  }

  /// What is wrong with one of billing's answers, and where it stands.
  private static func line(_ row: UntakenAnswers.Row, _ say: Wording) -> String {
    switch row.reason {
    case .unknownMinutes: say("hub.error.unknownMinutes", "\(row.line)", row.minutes)
    case .notApproved(let state):
      say(
        "hub.error.notApproved", "\(row.line)", row.minutes,
        say("hub.standing.\(state.rawValue)"))
    }
  }
}
