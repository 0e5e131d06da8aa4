package import Casework
package import Evidence
import GRDB

extension Journal {
  /// Lists that the hub gave this device and that are not loaded, oldest first; of several versions
  /// of one list the newest alone.
  /// - Throws: `JournalError`.
  /// - Complexity: O(lists ever assigned).
  package func waitingLists() throws -> [ListAssignment] {
    var newest: [ListAssignment] = []
    for case .listAssigned(let assignment) in try office(.listAssigned)
    where assignment.device == nil || assignment.device == device.hex {
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
      return try !isNamed(hash)
    }
  }

  /// Blobs to fetch from the hub: assigned lists whose file is not here.
  /// - Throws: `JournalError`.
  package func missingBlobs() throws -> [ContentHash] {
    try waitingLists().compactMap { ContentHash(hex: $0.list.sha256) }
      .filter { !blobs.contains($0) }
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

  /// Loads an assigned list whose file has arrived, as `load(fileAt:)` would.
  /// - Throws: `JournalError` (`fileMissing` where the file is not here or no list is assigned under
  ///   it), or what the source throws where the file is not usable.
  @discardableResult
  package func loadAssigned(_ hash: ContentHash) throws -> Loading {
    let assigned = try office(.listAssigned).compactMap { record -> ListAssignment? in
      guard case .listAssigned(let found) = record, found.list.sha256 == hash.hex else {
        return nil
      }
      return found
    }
    guard let list = assigned.last?.list, blobs.contains(hash) else {
      throw JournalError(
        code: .fileMissing,
        message: "the list \(hash) is not here, or the hub gave none of that name; sync again")
    }
    return try load(hash, bytes: list.bytes, name: list.name, unit: list.unit, period: list.period)
  }

  /// Loads every assigned list whose file has arrived.
  /// - Throws: as `loadAssigned(_:)`, at the first that is not usable; those before it are loaded.
  @discardableResult
  package func loadAssignedLists() throws -> [Loading] {
    try waitingLists().compactMap { ContentHash(hex: $0.list.sha256) }
      .filter(blobs.contains).map { try loadAssigned($0) }
  }
}
