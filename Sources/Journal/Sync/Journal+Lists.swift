package import Casework
package import Evidence
import FoundationEssentials
import GRDB

extension Journal {
  /// Lists that the hub gave this device and that are not what was loaded last under their names, oldest
  /// first; of several versions of one list the newest alone.
  /// - Throws: `JournalError`.
  /// - Complexity: O(lists ever assigned).
  package func waitingLists() throws -> [ListAssignment] {
    guard let certificate = try enrolment?.certificate else { return [] }
    var newest: [ListAssignment] = []
    for case .listAssigned(let assignment) in try office(.listAssigned)
    where assignment.isFor(certificate) {
      newest.removeAll {
        $0.list.name == assignment.list.name && $0.device == assignment.device
          && $0.listVersion <= assignment.listVersion
      }
      let isOlder = newest.contains {
        $0.list.name == assignment.list.name && $0.device == assignment.device
      }
      if !isOlder { newest.append(assignment) }
    }
    return try newest.filter { assignment in
      guard let hash = ContentHash(hex: assignment.list.sha256) else { return false }
      return try !isCurrent(
        hash, name: assignment.list.name, receiver: assignment.receiver(besides: certificate))
    }
  }

  /// True where the list is loaded and no other content came later under its name for its receiver: a
  /// list may go back to what it was.
  private func isCurrent(_ hash: ContentHash, name: String, receiver: String?) throws -> Bool {
    try read("cannot look for the list") {
      try Bool.fetchOne(
        $0,
        sql: """
          SELECT EXISTS (SELECT 1 FROM list l WHERE l.sha256 = ? AND NOT EXISTS (
            SELECT 1 FROM list o WHERE o.name = ? AND o.receiver IS ? AND o.seq > l.seq
              AND o.sha256 <> l.sha256))
          """, arguments: [Data(hash.bytes), name, receiver]) ?? false
    }
  }

  /// Blobs to fetch from the hub: assigned lists, and lists that other supervisors signed, whose file is
  /// not here.
  /// - Throws: `JournalError`.
  package func missingBlobs() throws -> [ContentHash] {
    let signed = try read("cannot look for signed lists") {
      try BookSignings.listsOfOthers(in: $0)
    }
    let waiting = try waitingLists().map(\.list.sha256)
    return (waiting + signed).compactMap { ContentHash(hex: $0) }.filter { !blobs.contains($0) }
  }

  /// Copies a file that was fetched into the blobs, where its content is what was asked for.
  /// - Throws: `JournalError` (`syncRefused` for other content; nothing is left of it then).
  package func keepBlob(_ hash: ContentHash, fileAt path: String) throws {
    try refuseReadOnly()
    let wasThere = blobs.contains(hash)
    let found = try blobs.add(fileAt: path).hash
    guard found == hash else {
      if try !wasThere && !isBlobNamed(found) { blobs.discard(found) }
      throw Journal.unsound("the file for \(hash) has the SHA-256 \(found)")
    }
  }

  /// Those of the waiting lists whose file has arrived.
  /// - Throws: `JournalError`.
  package func arrivedLists() throws -> [ListAssignment] {
    try waitingLists().filter { ContentHash(hex: $0.list.sha256).map(blobs.contains) == true }
  }

  /// Loads an assigned list whose file has arrived, as `load(fileAt:)` would.
  /// - Throws: `JournalError` (`fileMissing` where the file is not here), or what the source throws
  ///   where the file is not usable.
  @discardableResult
  package func load(_ assignment: ListAssignment) throws -> Loading {
    let list = assignment.list
    guard let hash = ContentHash(hex: list.sha256), blobs.contains(hash) else {
      throw JournalError(
        code: .fileMissing, message: "the file of the list \(list.name) is not here; sync again")
    }
    return try load(
      hash,
      as: WorklistLoading(
        name: list.name, sha256: hash.hex, bytes: list.bytes, format: "", points: 0, registers: 0,
        unit: list.unit, period: list.period,
        receiver: try enrolment.flatMap { assignment.receiver(besides: $0.certificate) },
        isSupplement: list.isSupplement),
      isNewVersion: true)
  }

  /// Loads every assigned list whose file has arrived.
  /// - Throws: as `load(_:)`, at the first that is not usable; those before it are loaded.
  @discardableResult
  package func loadAssignedLists() throws -> [Loading] {
    try arrivedLists().map { try load($0) }
  }
}
