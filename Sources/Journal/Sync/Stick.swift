import Evidence
import GRDB
import Glibc

/// A folder that a courier carries between a device and a hub: `phuctra` on a stick.
package struct Stick: Sendable {
  /// The folder of the files.
  package let folder: String

  /// - Parameter place: where the stick is mounted.
  package init(at place: String) {
    let plain = place.count > 1 && place.hasSuffix("/") ? String(place.dropLast()) : place
    folder = "\(plain)/phuctra"
  }

  var blobs: String { "\(folder)/blobs" }

  /// Puts a file in place whole or not at all, durably, and reads it back from the stick: cheap ones
  /// lose what they said they wrote.
  /// - Throws: `JournalError`.
  func put(_ name: String, in folder: String, _ bytes: [UInt8]) throws -> String {
    let path = "\(folder)/\(name)"
    if (try? Stick.bytes(path)) != bytes {
      try FileSystem.replace(name, in: folder, mode: 0o644, with: bytes)
      try FileSystem.syncFolder(folder)
      FileSystem.forget(path)
      guard try Stick.bytes(path) == bytes else {
        throw JournalError(
          code: .inputOutput,
          message: "\(path) reads back other than it was written; the stick is bad: take another")
      }
    }
    return path
  }

  /// The largest file of a stick that is read whole.
  static let most = 64 << 20

  static func bytes(_ path: String) throws -> [UInt8] {
    guard let facts = FileSystem.facts(path), facts.st_mode & S_IFMT == S_IFREG,
      Int64(facts.st_size) <= Int64(most)
    else {
      throw JournalError(
        code: .fileMissing, message: "\(path) is no file of at most 64 MiB; leave it out")
    }
    return try FileSystem.contents(path, atMost: Int(facts.st_size) + 1)
  }
}

extension Journal {
  /// Writes what waits for the hub to a stick: the very bundles that sync would send, the key and the
  /// certificate, and after them the photos that the hub has not confirmed.
  /// - Returns: the paths, bundles and key first.
  /// - Throws: `JournalError`; files that are in place by then are whole.
  @discardableResult
  package func write(to stick: Stick) throws -> [String] {
    try FileSystem.makeFolder(stick.folder)
    var written = [
      try stick.put("\(device).pub", in: stick.folder, Array("\(publicKey.hex)\n".utf8))
    ]
    if let certificate = try enrolment?.certificate {
      written.append(
        try stick.put("\(device).certificate", in: stick.folder, certificate.bytes))
    }
    // The hub puts onto the stick what comes after this position.
    written.append(
      try stick.put("\(device).cursor", in: stick.folder, Array("\(try cursor)\n".utf8)))
    var last = try pushed
    while let bundle = try bundle(after: last) {
      written.append(try stick.put(bundle.name(device), in: stick.folder, bundle.bytes))
      last = bundle.range.upperBound
    }
    // A stick carries the entries of these photos as well, whether a receipt covers them or not.
    let photos = try unconfirmedBlobs()
    if !photos.isEmpty { try FileSystem.makeFolder(stick.blobs) }
    for hash in photos {
      let bytes = try Stick.bytes(blobs.path(hash))
      written.append(try stick.put(hash.hex, in: stick.blobs, bytes))
    }
    return written
  }
}
