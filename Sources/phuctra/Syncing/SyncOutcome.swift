import Journal
import Screens
import Sync
import SyncClient
import Wording

extension SyncStatus.Outcome {
  /// How a run's end is told to a person; `fault` is what the network did last.
  init(_ outcome: SyncReport.Outcome, _ fault: TransportError?) {
    switch outcome {
    case .complete: self = .complete
    case .unreachable: self = fault.map(SyncStatus.Outcome.init) ?? .unreachable
    case .refused(let refusal):
      switch refusal.code {
      case .revoked: self = .revoked
      case .busy: self = .unreachable
      default: self = .refused
      }
    case .frozen: self = .frozen
    case .restored: self = .restored
    case .unsound: self = .unsound
    case .impossible: self = .impossible
    }
  }

  /// What a request without an answer means.
  init(_ fault: TransportError) {
    self =
      switch fault.code {
      case .unreachable, .badAddress, .cancelled: .unreachable
      case .timedOut: .slow
      case .cut: .cut
      case .untrusted, .badTrust: .untrusted
      case .malformed, .tooLarge: .unsound
      case .file: .impossible
      }
  }

  /// The exit status of a command that ended so.
  var status: CommandFailure.Status? {
    switch self {
    case .complete: nil
    case .unreachable, .cut, .slow, .untrusted, .unsound: .unavailable
    case .refused, .frozen, .restored, .revoked: .refused
    case .impossible: .inputOutput
    }
  }
}

extension SyncReport.Outcome {
  /// What exactly happened, in a protocol's words: for a log and for whoever looks after the hub.
  func detail(_ fault: TransportError?) -> String {
    switch self {
    case .complete: ""
    case .unreachable(let why):
      fault.map { "\($0.code.rawValue) (\($0.place)): \($0.reason)" } ?? why
    case .refused(let refusal): "\(refusal.code.rawValue): \(refusal.message)"
    case .frozen: "fork"
    case .restored(let receipt): "epoch \(receipt.epoch), entry \(receipt.sequence)"
    case .unsound(let why), .impossible(let why): why
    }
  }
}

extension CommandFailure {
  /// What to read where the hub gave no whole answer, or could not even be asked.
  init(_ error: TransportError, _ say: Wording) {
    switch error.code {
    case .badAddress:
      self.init(.usage, say("error.hub.address", error.place))
    case .badTrust:
      self.init(.noInput, say("error.hub.trust-file", error.place))
    case .file:
      self.init(.inputOutput, say("error.hub.file", error.place, error.reason))
    default:
      let outcome = SyncStatus.Outcome(error)
      self.init(
        .unavailable,
        say("sync.outcome.\(outcome.rawValue)") + "\n  "
          + say("sync.outcome.\(outcome.rawValue).do")
          + "\n  \(error.place): \(error.code.rawValue)")
    }
  }
}

extension SyncStatus {
  /// How a device stands with its hub by its journal; nil while it is enrolled with none.
  /// - Throws: `JournalError`.
  init?(_ journal: Journal) throws {
    guard let enrolment = try journal.enrolment else { return nil }
    let standing: Standing =
      if try journal.revocation != nil {
        .revoked
      } else if try journal.isFrozen {
        .frozen
      } else if journal.fault?.code == .restored {
        .restored
      } else {
        .active
      }
    self.init(
      hub: enrolment.address,
      waitingEntries: Int(max(0, journal.head.sequence - (try journal.pushed))),
      waitingPhotos: try journal.unsentBlobs().count, standing: standing)
  }
}
