package import Casework
import Evidence
import Foundation
import Metering

extension Hub {
  /// Gives a worklist to a device, to every device of a unit, or, shared out, to the unit's inspectors:
  /// each gets a run of the walk that no other has.
  ///
  /// The same file for the same receiver again changes nothing; another file under the same name is
  /// its next version.
  /// - Parameters:
  ///   - receiver: a device's 32 hex digits, or a unit.
  ///   - folder: where parts of a list may be staged.
  /// - Throws: `FormatError` of the list; `HubRequestError`; `HubStoreError`.
  package func assign(
    file: String, name: String, to receiver: String, split: Bool, folder: String
  ) async throws -> [ListAssignment] {
    let list = try AssignedList(path: file)
    let device = DeviceIdentity(hex: receiver)
    let all = try await devicesHeld()
    if let device {
      guard let held = all.first(where: { $0.identity == device }) else {
        throw HubRequestError(code: .unknownReceiver, value: receiver)
      }
      return [try await assign(list, file, name, unit: held.unit, device: device, list.points[...])]
    }
    guard all.contains(where: { $0.unit == receiver }) else {
      throw HubRequestError(code: .unknownReceiver, value: receiver)
    }
    guard split else {
      return [try await assign(list, file, name, unit: receiver, device: nil, list.points[...])]
    }
    let inspectors = all.filter {
      $0.unit == receiver && $0.role == .inspector && $0.state == .active
    }.sorted { $0.tag < $1.tag }
    guard !inspectors.isEmpty else { throw HubRequestError(code: .noInspectors, value: receiver) }
    var assignments: [ListAssignment] = []
    for (held, share) in zip(inspectors, list.shares(among: inspectors.count))
    where !share.isEmpty {
      let part = "\(folder)/\(held.identity.hex).xml"
      defer { try? FileManager.default.removeItem(atPath: part) }
      try list.write(share, to: part)
      let stem = (name as NSString).deletingPathExtension
      assignments.append(
        try await assign(
          list, part, "\(stem)-\(held.tag).xml", unit: receiver, device: held.identity, share))
    }
    return assignments
  }

  /// Gives some points of a list away, as the file `file` has them.
  /// - Parameters:
  ///   - isSupplement: they come beside what the receiver has of their books.
  ///   - records: what goes into the hub's log in the same transaction, made with the list's SHA-256.
  func assign(
    _ list: AssignedList, _ file: String, _ name: String, unit: String, device: DeviceIdentity?,
    _ points: ArraySlice<AssignedList.Point>, isSupplement: Bool = false,
    beside records: @escaping @Sendable (String) -> [OfficeRecord] = { _ in [] }
  ) async throws -> ListAssignment {
    let (hash, bytes) = try Hub.hash(ofFile: file)
    try await keep(hash, file: file, unit: unit)
    let receiver = device?.hex ?? Hub.receiver(unit: unit)
    let isPart = isSupplement || points.count < list.points.count
    let loading = WorklistLoading(
      name: name, sha256: hash.hex, bytes: bytes,
      format: isPart ? "cmis-xml" : list.formatName, points: points.count,
      registers: points.reduce(0) { $0 + $1.rows.count }, isSupplement: isSupplement)
    let visited = points.filter { isSupplement || $0.reason != .context }
      .map { PointKey.of($0.identity) }
    return try await write { session, office in
      let (version, isNew) = try ListVersions(session: session)
        .next(unit: unit, receiver: receiver, name: name, hash: hash)
      let assignment = ListAssignment(
        list: loading, unit: unit, device: device?.hex, listVersion: version)
      for record in records(hash.hex) {
        try office.append(record, unit: unit, to: device?.hex ?? "")
      }
      guard isNew else { return assignment }
      try session.insert(
        visited.map { [.text(receiver), .bytes($0)] }, into: "assigned_point",
        ["device", "point"], passingOverKnown: true)
      try office.append(.listAssigned(assignment), unit: unit, to: device?.hex ?? "")
      return assignment
    }
  }

  /// Under which a whole unit's points are noted.
  static func receiver(unit: String) -> String { "unit:\(unit)" }

  /// Runs one transaction that may write to the hub's own log.
  func write<Result: Sendable>(
    _ work: @escaping @Sendable (any SQLSession, inout OfficeLog) throws -> Result
  ) async throws -> Result {
    let (signer, surroundings) = (signer, surroundings)
    return try await store.write { session in
      var office = OfficeLog(session, signer: signer, surroundings: surroundings)
      let result = try work(session, &office)
      var feed = FeedPositions()
      try office.write(feed: &feed)
      try feed.write(session)
      return result
    }
  }

  static func hash(ofFile path: String) throws -> (ContentHash, Int) {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    var hasher = ContentHasher()
    var size = 0
    while let piece = try handle.read(upToCount: Hub.pieceLength), !piece.isEmpty {
      piece.withUnsafeBytes { hasher.update($0) }
      size += piece.count
    }
    guard let hash = hasher.finalized() else {
      throw HubStoreError(code: .failed, message: "the list could not be hashed")
    }
    return (hash, size)
  }
}

/// The versions of lists by name and receiver.
private struct ListVersions {
  let session: any SQLSession

  /// The version for this file, and whether it is another file than the last one.
  func next(
    unit: String, receiver: String, name: String, hash: ContentHash
  ) throws -> (Int64, Bool) {
    let row = try session.first(
      "SELECT version, hash FROM list_version WHERE unit = $1 AND receiver = $2 AND name = $3",
      [.text(unit), .text(receiver), .text(name)])
    if let row, try row.text(1) == hash.hex { return (try row.integer(0), false) }
    let version = try (row?.integer(0) ?? 0) + 1
    try session.execute(
      """
      INSERT INTO list_version(unit, receiver, name, version, hash) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (unit, receiver, name) DO UPDATE SET version = $4, hash = $5
      """,
      [.text(unit), .text(receiver), .text(name), .integer(version), .text(hash.hex)])
    return (version, true)
  }
}
