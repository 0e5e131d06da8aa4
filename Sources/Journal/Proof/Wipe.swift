import Evidence
import Glibc

/// What a wipe left, and what it took.
package struct WipeReport: Hashable, Sendable {
  /// Files in the home's folder that are not the program's: they were left alone, and so the folder.
  package var strangers: [String] = []
  /// Entries that no receipt covered; nil where the journal could not be opened to count them.
  package var uncovered: Int64?
  /// Photos that the hub had not confirmed; nil where the journal could not be opened to count them.
  package var unconfirmedPhotos: Int?
  /// True where the second copy was removed as well.
  package var mirrorRemoved = false
}

extension Journal {
  /// Removes the home, everything in it, once a receipt covers every entry and the hub has confirmed
  /// every photo, or `device` was named.
  ///
  /// The key is overwritten first: whatever stops the rest, nothing can be signed with it any more. A
  /// wipe that was stopped is finished by `Home.finishWipe(withMirror:)`. What an overwritten file
  /// leaves in a flash chip is the storage's own matter; encryption at rest is the answer to that.
  /// The journal is closed after this.
  /// - Parameters:
  ///   - device: the device's identity as a person typed it, who gives up what the hub has not proven
  ///     to have.
  ///   - withMirror: the second copy goes too.
  /// - Throws: `JournalError` (`wipeRefused` naming how many entries and photos the hub may lack).
  package func wipe(
    evenWithout device: String? = nil, withMirror: Bool = false
  ) throws -> WipeReport {
    let uncovered = (try? uncovered()) ?? lastRow
    let photos = (try? unconfirmedBlobs().count) ?? FileSystem.names(in: blobs.folder).count
    if uncovered > 0 || photos > 0 {
      guard let device else { throw refusedWipe(uncovered: uncovered, photos: photos) }
      try Wipe.demand(
        device, is: self.device, losing: "\(uncovered) entries and \(photos) photos")
    }
    let mirror = withMirror ? try configuration()?.settings.mirror : nil
    try close()
    var report = try withExtendedLifetime(self) {
      try Wipe.erase(home, self.device, mirror: mirror)
    }
    report.uncovered = uncovered
    report.unconfirmedPhotos = photos
    return report
  }

  private func refusedWipe(uncovered: Int64, photos: Int) -> JournalError {
    let entries =
      uncovered > 0
      ? "\(uncovered) of \(lastRow) entries are covered by no receipt of a hub" : nil
    let files = photos > 0 ? "\(photos) photos were not confirmed by a hub" : nil
    return Wipe.refused(
      "\([entries, files].compactMap(\.self).joined(separator: " and ")) and would be lost; send "
        + "them (phuctra sync, or bundle write and read) or export them first, or give them up "
        + "with --even-without-receipt and the device's id (phuctra device show)")
  }
}

extension Home {
  /// True where a wipe was begun and stopped half-way.
  package var isBeingWiped: Bool { FileSystem.exists(Wipe.marker(self)) }

  /// Finishes a wipe that was stopped.
  /// - Throws: `JournalError`.
  package func finishWipe() throws -> WipeReport {
    let lock = try HomeLock(self)
    return try withExtendedLifetime(lock) { try Wipe.erase(self, nil, mirror: nil) }
  }

  /// Removes a home whose journal cannot be opened, for who names its device.
  /// - Throws: `JournalError` (`wipeRefused`, `keyMissing` where the device cannot be known any more).
  package func wipeUnopened(evenWithout device: String) throws -> WipeReport {
    let lock = try HomeLock(self)
    return try withExtendedLifetime(lock) {
      guard let key = DeviceKey(seed: (try? FileSystem.contents(keyFile, atMost: 33)) ?? []) else {
        throw JournalError(
          code: .keyMissing,
          message: "\(keyFile) is not there or not whole, so nobody can say which device this is; "
            + "remove \(path) by hand once you are sure")
      }
      let identity = DeviceIdentity(key.publicKey)
      try Wipe.demand(device, is: identity, losing: "all entries")
      return try Wipe.erase(self, identity, mirror: nil)
    }
  }
}

/// The removing itself.
enum Wipe {
  /// Says that a wipe was begun; the last file to go but the lock.
  static func marker(_ home: Home) -> String { "\(home.path)/wiping" }

  static func refused(_ why: String) -> JournalError {
    JournalError(code: .wipeRefused, message: why)
  }

  static func demand(_ typed: String, is device: DeviceIdentity, losing what: String) throws {
    guard typed == device.hex else {
      throw refused(
        "\(what) would be lost, and “\(typed)” is not this device; type its id in full "
          + "(phuctra device show)")
    }
  }

  static func erase(_ home: Home, _ device: DeviceIdentity?, mirror: String?) throws -> WipeReport {
    try FileSystem.replace("wiping", in: home.path, mode: 0o600, with: [])
    try overwrite(home.keyFile)
    var report = WipeReport()
    for name in FileSystem.names(in: home.path) {
      let path = "\(home.path)/\(name)"
      if name == "blobs" {
        for blob in FileSystem.names(in: path) { try remove("\(path)/\(blob)") }
        guard rmdir(path) == 0 else {
          throw JournalError.system(errno, "cannot remove", path: path)
        }
      } else if isOwn(name) {
        try remove(path)
      } else if name != "wiping", name != "lock" {
        report.strangers.append(name)
      }
    }
    try FileSystem.syncFolder(home.path)
    if let mirror, let device { report.mirrorRemoved = try erase(mirror: mirror, of: device) }
    try remove(marker(home))
    try remove(home.lockFile)
    try FileSystem.syncFolder(home.path)
    report.strangers.sort()
    if report.strangers.isEmpty { rmdir(home.path) }
    return report
  }

  /// The program's own files in a home, whatever made them.
  private static func isOwn(_ name: String) -> Bool {
    ["device.key", "phuctra.log", "reserve", "mirror", "capture.jpg", "making"].contains(name)
      || name.hasPrefix("journal.sqlite")
      || (name.hasPrefix(".") && (name.hasSuffix(".new") || name.hasPrefix(".incoming")))
      || name.hasSuffix(".certificate") || name.hasSuffix(".pub")
  }

  private static func erase(mirror: String, of device: DeviceIdentity) throws -> Bool {
    guard FileSystem.exists(mirror) else { return false }
    for name in FileSystem.names(in: mirror) where name.hasPrefix(device.hex) {
      try remove("\(mirror)/\(name)")
    }
    let blobs = "\(mirror)/blobs"
    for name in FileSystem.names(in: blobs) { try remove("\(blobs)/\(name)") }
    rmdir(blobs)
    try FileSystem.syncFolder(mirror)
    return true
  }

  /// Writes zeros over a file's bytes and empties it, each durable before the next.
  private static func overwrite(_ path: String) throws {
    guard FileSystem.exists(path) else { return }
    try FileSystem.withFile(path, flags: O_WRONLY) { descriptor in
      let zeros = [UInt8](repeating: 0, count: 32)
      try zeros.withUnsafeBytes { try FileSystem.write($0, to: descriptor, path: path) }
      try FileSystem.sync(descriptor, path: path)
      guard ftruncate(descriptor, 0) == 0 else {
        throw JournalError.system(errno, "cannot empty", path: path)
      }
      try FileSystem.sync(descriptor, path: path)
    }
  }

  private static func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw JournalError.system(errno, "cannot remove", path: path)
    }
  }
}
