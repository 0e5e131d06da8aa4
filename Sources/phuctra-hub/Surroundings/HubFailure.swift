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
      let isInFile = [.badFile, .unknownMinutes, .notApproved].contains(error.code)
      self.init(
        error.code == .unknownCustomer ? .noInput : isInFile ? .badData : .refused,
        say("hub.error.\(error.code.rawValue)", error.value, HubFailure.state(error, say)))
    case let error as FormatError:
      let language = FaultLanguage(rawValue: say.language.rawValue) ?? .vietnamese
      self.init(.badData, "\(say("hub.error.badFile", ""))\n\(error.text(in: language))")
    case let error as FileReadError:
      self.init(error.code == 2 ? .noInput : .inputOutput, say("hub.error.file"))
    case let error as HubStoreError:
      self.init(
        error.code == .unreachable ? .unavailable : .inputOutput,
        "\(say("hub.error.store"))\n  \(error.message)")
    case let error as LocaleError: self.init(.badConfiguration, error.path)
    default: self.init(.inputOutput, say("hub.error.other", "\(error)"))
    }
  }

  /// How a point stands, in words, where that is what is wrong.
  private static func state(_ error: HubRequestError, _ say: Wording) -> String {
    error.code == .notApproved ? say("hub.standing.\(error.detail)") : error.detail
  }
}
