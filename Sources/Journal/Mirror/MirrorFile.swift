import Evidence
import Glibc

/// An open file that is closed when nobody holds it any more.
final class Descriptor: Sendable {
  let number: Int32

  init(_ number: Int32) {
    self.number = number
  }

  deinit { close(number) }
}

/// The mirror's file of one device and epoch, open, its last entry known.
///
/// It is one bundle of any length, written at its end only: one write and one sync for each commit.
struct MirrorFile {
  let path: String
  let epoch: Int64
  private let descriptor: Descriptor
  /// Bytes up to the end of the last entry.
  private(set) var size: Int64
  /// The last entry it holds; 0 where there is none.
  private(set) var sequence: Int64

  static func path(in folder: String, _ head: ChainHead) -> String {
    "\(folder)/\(head.device)-\(head.epoch).phuctra"
  }

  /// Takes an open file whose whole entries end at `size` with entry `sequence`.
  init(path: String, epoch: Int64, descriptor: Descriptor, size: Int64, sequence: Int64) {
    self.path = path
    self.epoch = epoch
    self.descriptor = descriptor
    self.size = size
    self.sequence = sequence
  }

  /// Makes a mirror without entries, its name durable.
  /// - Throws: `JournalError`.
  static func create(_ path: String, epoch: Int64) throws -> MirrorFile {
    let number = open(path, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    guard number >= 0 else {
      throw JournalError.system(errno, "cannot make", path: path, otherwise: .cannotCreate)
    }
    var file = MirrorFile(
      path: path, epoch: epoch, descriptor: Descriptor(number), size: 0, sequence: 0)
    try file.append(Bundle.opening, upTo: 0)
    try FileSystem.syncFolder(FileSystem.parent(of: path))
    return file
  }

  /// True while the path still names this file and nobody else has written to it: not so where the
  /// card was changed.
  var isCurrent: Bool {
    var mine = stat()
    guard fstat(descriptor.number, &mine) == 0, let theirs = FileSystem.facts(path) else {
      return false
    }
    return mine.st_dev == theirs.st_dev && mine.st_ino == theirs.st_ino
      && Int64(theirs.st_size) == size
  }

  /// Appends whole entries; they are durable when this returns. Where it fails, what was half
  /// written is cut off again as far as the storage allows.
  /// - Throws: `JournalError`.
  mutating func append(_ bytes: [UInt8], upTo last: Int64) throws {
    do {
      try bytes.withUnsafeBytes {
        try FileSystem.write($0, to: descriptor.number, path: path)
      }
      guard fdatasync(descriptor.number) == 0 else {
        throw JournalError.system(errno, "cannot sync", path: path)
      }
    } catch {
      _ = ftruncate(descriptor.number, off_t(size))
      throw error
    }
    size += Int64(bytes.count)
    sequence = last
  }

  /// Cuts off what comes after the last whole entry.
  /// - Throws: `JournalError`.
  func cut() throws {
    guard ftruncate(descriptor.number, off_t(size)) == 0, fdatasync(descriptor.number) == 0 else {
      throw JournalError.system(errno, "cannot cut", path: path)
    }
  }
}
