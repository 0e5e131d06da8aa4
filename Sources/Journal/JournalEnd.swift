import Casework
import Evidence
import GRDB

/// Where a journal ends, as its database says it.
struct JournalEnd {
  /// The last entry that is durable.
  var head: ChainHead
  /// The row of that entry, 0 where there is none; all epochs' entries are counted.
  var row: Int64 = 0
  /// Its local time.
  var lastTime: String?
  /// Why the hub froze the device; nil where it did not.
  var frozen: String?
  /// Why the hub took the device out of service; nil where it did not, or enrolled it again since.
  var revoked: String?
  /// What the last `device-configured` entry set.
  var settings = DeviceSettings()

  /// Reads the end and says what is wrong with it, if anything is.
  /// - Throws: `JournalError` (`keyForeign`), or what SQLite reports.
  /// - Complexity: one signature check, and a count of the entries.
  static func read(
    _ database: Database, key: PublicKey, home: Home
  ) throws -> (end: JournalEnd, fault: JournalError?) {
    let start = ChainHead.start(key)
    var end = JournalEnd(head: start)
    try refuseForeignKey(database, start: start, home: home)
    var wrong: String?
    if let last = try StoredEntry.last(database) {
      do {
        let entry = try last.entry()
        end.head = start.advanced(by: entry, epoch: entry.header.epoch)
        end.row = last.row
        end.lastTime = try RecordBody.read(entry.body, kind: entry.kind.name)?.stamp.time
        wrong = last.fault(in: entry, key: key).map { "entry \(last.row): \($0)" }
      } catch let error as FormError {
        wrong = "entry \(last.row): \(error)"
      } catch let error as RecordBodyError {
        wrong = "entry \(last.row): \(error)"
      }
    }
    end.frozen = try SyncState.frozen.value(in: database)
    end.revoked = try? Revocations.counting(for: DeviceIdentity(key), in: database)?.reason
    end.settings = try Journal.configuration(database)?.settings ?? DeviceSettings()
    let folded = try Counters.value(database, .folded) ?? 0
    let count = try Int64.fetchOne(database, sql: "SELECT count(*) FROM journal") ?? 0
    if wrong == nil, folded != end.row || count != folded {
      wrong =
        "the journal has \(count) entries up to \(end.row), its tables know \(folded)"
    }
    if wrong == nil { wrong = try Schema.tampering(database) }
    // Going on from a journal that was cut off would contradict what the hub holds.
    if wrong == nil, let receipt = try? Receipts.last(database)?.receipt {
      let short = try Receipts.contradiction(of: receipt, head: end.head, in: database)
      if let short { return (end, Journal.restored(short)) }
    }
    return (end, wrong.map(Journal.damaged))
  }

  /// Refuses a key that another journal belongs to. The first entry names its device twice, in its
  /// own field and as its predecessor; where only one of them is another's, a row was changed.
  private static func refuseForeignKey(
    _ database: Database, start: ChainHead, home: Home
  ) throws {
    guard let first = (try? StoredEntry.at(1, in: database)?.entry())?.header,
      first.device != start.device, first.previous != start.hash
    else { return }
    throw JournalError(
      code: .keyForeign,
      message: "\(home.database) was signed by device \(first.device), but \(home.keyFile) is the "
        + "key of \(start.device); put the right key back")
  }

}

extension Journal {
  /// Why nothing is written to a journal that is not sound.
  static func damaged(_ what: String) -> JournalError {
    JournalError(
      code: .damaged,
      message: "the journal is not sound: \(what); nothing is written to it: copy the home, then "
        + "run `phuctra journal verify`")
  }
}

extension Journal {
  /// Why nothing is written to a journal that a hub's receipt contradicts.
  static func restored(_ what: String) -> JournalError {
    JournalError(
      code: .restored,
      message: "\(what): the home was copied, cut off or put back from a backup; nothing "
        + "is written to it: ask the office for a code and enrol it again (`phuctra device enroll`)"
    )
  }
}

extension ChainHead {
  /// As `advanced(by:)`, in the epoch that the entry says.
  func advanced(by entry: Entry, epoch: Int64) -> ChainHead {
    ChainHead(device: device, epoch: epoch, sequence: entry.sequence, hash: entry.hash)
  }
}
