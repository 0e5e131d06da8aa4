import Glibc

/// A part of the reserve that is taken in earnest: a file whose blocks are allocated and hold nothing.
///
/// The reserve is a number that other programs on the device do not know. Where one of them has filled
/// the disk between the question before a reading and its commit, this file goes, and the reading has
/// room.
struct Ballast {
  private let path: String

  /// The most that it takes, in bytes. A commit takes a few pages; the log is copied into the database
  /// once it has 4 MiB, and that has to have room as well.
  static let largest: Int64 = 4 << 20

  init(_ home: Home) {
    path = "\(home.path)/reserve"
  }

  /// Makes it where it is missing and more room is left than the reserve asks for.
  ///
  /// Nothing is synced: a power cut that takes the file costs nothing but making it again.
  /// - Returns: true where it is there.
  func make(in room: Room) -> Bool {
    let size = min(room.reserve, Ballast.largest)
    guard size > 0 else { return false }
    if let facts = FileSystem.facts(path), facts.st_size >= size { return true }
    guard room.free - size >= room.reserve else { return false }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard posix_fallocate(descriptor, 0, off_t(size)) == 0 else {
      unlink(path)
      return false
    }
    return true
  }

  func remove() {
    unlink(path)
  }
}
