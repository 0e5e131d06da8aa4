package import GRDB

/// Why the journal could not do what it was asked for.
package struct JournalError: Error, Sendable {
  /// What kind of fault it is; wording and exit status hang on it.
  package enum Code: String, CaseIterable, Hashable, Sendable {
    /// Another process holds the home.
    case homeInUse
    /// A folder or file of the home could not be made.
    case cannotCreate
    /// Reading or writing failed; nothing more is written through this handle.
    case inputOutput
    /// No space is left; nothing more is written through this handle.
    case diskFull
    /// The home can be read and not written: nothing is recorded, all else works.
    case readOnly
    /// Less room is left than is kept in reserve: no reading is begun; all else works.
    case noRoom
    /// The device key's file is gone, but a journal is there.
    case keyMissing
    /// The device key's file is not 32 bytes, or readable to others.
    case keyUnusable
    /// The device key's file is gone that signed this journal: another one lies there.
    case keyForeign
    /// The device key is there, but its journal is gone.
    case journalMissing
    /// The journal was written by a newer program.
    case newerSchema
    /// The journal is not sound: see `Journal.verify()`.
    case damaged
    /// An entry's body was refused before anything was written.
    case bodyRefused
    /// The point is in no list of this home.
    case unknownPoint
    /// A worklist is not usable as a whole.
    case badList
    /// A file to read is not there.
    case fileMissing
    /// A receipt is another device's, not the hub's, or contradicts one that is kept.
    case receiptRefused
    /// A hub holds more of this device's log than this home, or another end of it: the home was copied
    /// or put back from a backup. Nothing is recorded until it is enrolled again.
    case restored
    /// The hub found two logs of this device: nothing is recorded until it is enrolled again.
    case frozen
    /// The hub took the device out of service: nothing is recorded until it is enrolled again.
    case revoked
    /// Enrolment was refused, or what a hub sent is not to be believed.
    case syncRefused
    /// A supervisor's decision that nobody here may take, or that is on one's own work.
    case decisionRefused
    /// The home is not wiped: entries of it are nowhere else.
    case wipeRefused
  }

  package let code: Code
  /// Names the value, the place and the next thing to do.
  package let message: String

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }
}

extension JournalError: CustomStringConvertible {
  package var description: String { message }
}

extension JournalError.Code {
  /// The exit status of a command that ends with this error (sysexits.h where it has one).
  package var exitStatus: Int32 {
    switch self {
    case .homeInUse: 75
    case .cannotCreate: 73
    case .inputOutput, .diskFull, .damaged, .readOnly, .noRoom: 74
    case .keyMissing, .keyUnusable, .keyForeign, .journalMissing, .newerSchema: 78
    case .bodyRefused, .unknownPoint, .badList, .receiptRefused, .syncRefused: 65
    case .wipeRefused, .restored, .frozen, .revoked, .decisionRefused: 77
    case .fileMissing: 66
    }
  }

  /// True for faults of the storage: what was written last is in doubt until the journal is reopened
  /// (`Journal.reopen()`), and nothing is written before.
  package var poisons: Bool {
    switch self {
    case .inputOutput, .diskFull, .damaged, .readOnly: true
    default: false
    }
  }
}

extension JournalError {
  /// The same fault as SQLite reports it. Neither SQL arguments nor rows get into the message.
  package init(_ error: DatabaseError, doing what: String) {
    let detail = "\(what): \(error.message ?? "SQLite error") (\(error.extendedResultCode))"
    switch error.resultCode {
    case .SQLITE_FULL:
      self.init(
        code: .diskFull,
        message: "\(detail); free some space, then open the home again: all that was shown as "
          + "saved is kept")
    case .SQLITE_READONLY:
      self.init(
        code: .readOnly,
        message: "\(detail); make the file system writable again: nothing can be recorded before")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      self.init(
        code: .damaged, message: "\(detail); run `phuctra journal verify` on a copy of the home")
    default:
      self.init(
        code: .inputOutput,
        message: "\(detail); nothing more is written: open the home again, its end is checked then")
    }
  }

  /// The fault of a system call, by `errno`, with the path that it concerned.
  static func system(
    _ number: Int32, _ what: String, path: String, otherwise code: Code = .inputOutput
  ) -> JournalError {
    let reason = systemMessage(number)
    switch number {
    case POSIXNumber.noSpace, POSIXNumber.quota:
      return JournalError(
        code: .diskFull, message: "\(what) \(path): \(reason); free some space and try again")
    case POSIXNumber.readOnly:
      return JournalError(
        code: code == .cannotCreate ? code : .readOnly,
        message: "\(what) \(path): \(reason); make the file system writable again")
    case POSIXNumber.noEntry:
      return JournalError(
        code: code == .cannotCreate ? code : .fileMissing,
        message: "\(what) \(path): \(reason); check the path")
    default:
      return JournalError(
        code: code, message: "\(what) \(path): \(reason); check the disk and its permissions")
    }
  }
}
