import GRDB
import Glibc

/// A copy of a journal's database in private storage, for a home that can be read but not written.
///
/// SQLite cannot open a WAL database it may not write (`mode=ro`), or does not see what its log holds
/// (`immutable=1`); so database and log are copied together and opened there. The copy is unlinked
/// as soon as it is open: it leaves nothing behind, however the process ends.
enum PrivateCopy {
  /// - Parameter scratch: folders to try, in order.
  /// - Throws: `JournalError` (`cannotCreate` where no folder takes the copy), or what SQLite reports.
  /// - Complexity: O(bytes of the database and its log).
  static func open(_ home: Home, scratch: [String]) throws -> DatabaseQueue {
    var reasons: [String] = []
    for base in scratch {
      do {
        return try open(home, in: base)
      } catch let error as JournalError where error.code != .journalMissing {
        reasons.append(error.message)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
        reasons.append("\(base) is full")
      }
    }
    throw JournalError(
      code: .cannotCreate,
      message: "\(home.path) cannot be written, and no copy to read can be made "
        + "(\(reasons.joined(separator: "; "))); set TMPDIR to a folder with enough room")
  }

  private static func open(_ home: Home, in base: String) throws -> DatabaseQueue {
    var template = Array("\(base)/phuctra-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw JournalError.system(errno, "cannot make a folder in", path: base)
    }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = "\(folder)/journal.sqlite"
    defer {
      for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
      rmdir(folder)
    }
    for suffix in ["", "-wal"] where FileSystem.exists(home.database + suffix) {
      try FileSystem.copy(home.database + suffix, to: path + suffix)
    }
    let queue = try Connection.open(path, mayBeNew: false)
    // The log and its index are open once something was read.
    _ = try queue.unsafeRead { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
    return queue
  }
}
