import Evidence
import Glibc

/// Finds a mirror's file, or begins one, and settles what it holds.
struct MirrorOpening {
  let journal: Journal
  let head: ChainHead
  let folder: String
  let isSetUp: Bool

  /// In the home: the folder of a mirror that was set up on the home's own storage.
  static let note = "mirror"

  /// True where folder and home lie on one file system.
  static func sharesStorage(_ folder: String, _ home: Home) -> Bool {
    guard let theirs = FileSystem.facts(folder), let ours = FileSystem.facts(home.path) else {
      return false
    }
    return theirs.st_dev == ours.st_dev
  }

  private var mayWrite: Bool { journal.fault == nil && !journal.isReadOnly }

  /// - Throws: `MirrorConflict`, or `JournalError` where it cannot be reached.
  func open() throws -> MirrorFile? {
    let path = MirrorFile.path(in: folder, head)
    guard let facts = FileSystem.facts(folder), facts.st_mode & S_IFMT == S_IFDIR else {
      throw JournalError(
        code: .fileMissing,
        message: "\(folder) is not there; put the card in, or name another folder "
          + "(`phuctra device set --mirror`)")
    }
    guard let file = FileSystem.facts(path) else {
      try refuseEmptyPlace()
      return mayWrite ? try MirrorFile.create(path, epoch: head.epoch) : nil
    }
    let flags = mayWrite ? O_RDWR | O_APPEND : O_RDONLY
    let number = Glibc.open(path, flags | O_CLOEXEC)
    guard number >= 0 else { throw JournalError.system(errno, "cannot open", path: path) }
    let descriptor = Descriptor(number)
    let comparison = MirrorComparison(
      bytes: MirrorBytes(descriptor: descriptor, path: path, size: Int64(file.st_size)),
      journal: journal, head: head)
    let outcome = try comparison.end() ?? comparison.whole()
    var opened = MirrorFile(
      path: path, epoch: head.epoch, descriptor: descriptor, size: outcome.size,
      sequence: outcome.sequence)
    guard mayWrite else { return opened }
    if outcome.isTorn { try opened.cut() }
    if outcome.size == 0 { try opened.append(Bundle.opening, upTo: 0) }
    return opened
  }

  /// The place where a card is mounted is an empty folder of the home's own storage while the card is
  /// out: a copy begun there would protect from nothing and be hidden once the card is back.
  private func refuseEmptyPlace() throws {
    guard !isSetUp, MirrorOpening.sharesStorage(folder, journal.home) else { return }
    let path = "\(journal.home.path)/\(MirrorOpening.note)"
    let noted = (try? FileSystem.contents(path, atMost: 4096)) ?? []
    guard noted == Array("\(folder)\n".utf8) else {
      throw JournalError(
        code: .fileMissing,
        message: "\(folder) is empty and on the home's own storage: the card is not in; put it in, "
          + "or set the folder again (`phuctra device set --mirror \(folder)`)")
    }
  }
}
