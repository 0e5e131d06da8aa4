import Glibc
import Wording

/// Why a paper did not reach the printer, and how far it came.
struct PrinterError: Error, Hashable {
  enum Code: String, CaseIterable {
    /// Nothing is at the path.
    case missing
    /// Something is there, but no printer answers: off, out of reach, nobody reads the pipe.
    case absent
    case denied, busy
    /// A folder.
    case notPrinter
    /// It takes nothing any more: no paper, cover open, battery empty.
    case stuck
    case inputOutput
  }

  var code: Code
  var path: String
  /// The system's own words; empty where it said nothing.
  var reason: String
  /// Bytes taken, and bytes of the whole job.
  var sent = 0
  var total = 0

  init(_ code: Code, path: String, reason: String, sent: Int = 0, total: Int = 0) {
    self.code = code
    self.path = path
    self.reason = reason
    self.sent = sent
    self.total = total
  }

  init(opening path: String, code: Int32) {
    let kind: Code =
      switch code {
      case ENOENT, ENOTDIR: .missing
      case ENXIO, ENODEV, EHOSTDOWN, EHOSTUNREACH, ECONNREFUSED, ETIMEDOUT: .absent
      case EACCES, EPERM, EROFS: .denied
      case EBUSY: .busy
      case EISDIR: .notPrinter
      default: .inputOutput
      }
    self.init(kind, path: path, reason: OutputError(code: code).reason)
  }

  init(writing path: String, code: Int32, sent: Int, of total: Int) {
    let isGone = [EPIPE, ENXIO, ENODEV, EIO, EHOSTDOWN, ECONNRESET].contains(code)
    self.init(
      isGone ? .absent : .inputOutput, path: path, reason: OutputError(code: code).reason,
      sent: sent, total: total)
  }
}

extension CommandFailure {
  /// What to read when a paper did not reach the printer.
  init(_ error: PrinterError, _ say: Wording) {
    let status: Status =
      switch error.code {
      case .missing: .noInput
      case .absent, .stuck, .busy: .unavailable
      case .denied: .refused
      case .notPrinter: .badConfiguration
      case .inputOutput: .inputOutput
      }
    var message = say("error.printer.\(error.code.rawValue)", error.path, error.reason)
    if error.sent > 0 {
      let percent = min(error.sent * 100 / max(error.total, 1), 99)
      message += "\n  " + say("error.printer.part", say.number(percent))
    }
    self.init(status, message)
  }
}
