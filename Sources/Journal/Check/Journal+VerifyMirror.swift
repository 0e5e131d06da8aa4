import Evidence
import Glibc

extension Journal {
  /// What the whole second copy says against the journal: that it has entries which the journal lost,
  /// or other ones. A copy that cannot be reached, or that only lacks something, says nothing.
  /// - Complexity: O(bytes of the copy).
  func mirrorFindings() -> [JournalVerification.Finding] {
    guard let folder = settings.mirror else { return [] }
    let head = head
    let path = MirrorFile.path(in: folder, head)
    let number = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return [] }
    let descriptor = Descriptor(number)
    guard let facts = FileSystem.facts(path) else { return [] }
    do {
      _ = try MirrorComparison(
        bytes: MirrorBytes(descriptor: descriptor, path: path, size: Int64(facts.st_size)),
        journal: self, head: head
      ).whole()
      return []
    } catch let conflict as MirrorConflict {
      return [.mirror(conflict.state)]
    } catch {
      return []
    }
  }
}

extension MirrorState {
  /// What verification says of it.
  var finding: String {
    switch self {
    case .ahead(let mirror, let journal):
      "the mirror has entries up to \(mirror), the journal ends at \(journal): its tail was lost"
    case .diverged(let sequence):
      "the mirror holds something else than the journal from entry \(sequence) on"
    case .missing(let reason): "the mirror is missing: \(reason)"
    case .none, .ok: "the mirror is as the journal"
    }
  }
}
