import Evidence

extension Journal {
  /// How the second copy of the journal stands; nothing is looked at for this.
  package var mirrorState: MirrorState { state.withLock(\.mirror) }

  /// Begins or brings up to date the copy in the folder of the settings, blobs and all; the folder is
  /// made where the one above it is there. For a folder that was just named.
  /// - Complexity: O(bytes of the journal and of the blobs that the copy lacks).
  @discardableResult
  package func setUpMirror() -> MirrorState {
    bringMirror(isSetUp: true, budget: .max)
    while continueMirroring() {}
    return mirrorState
  }

  /// Copies the next piece that the mirror lacks: entries, then one blob; for idle moments, so that a
  /// new card is filled without anybody waiting for it.
  /// - Returns: true where more may be left.
  package func continueMirroring() -> Bool {
    guard case .ok(let upTo, _) = mirrorState, fault == nil, !isReadOnly,
      let folder = settings.mirror
    else { return false }
    if upTo < head.sequence {
      bringMirror(budget: MirrorCatchUp.piece)
      return mirrorState != .ok(upTo: upTo, sharesStorage: true)
        && mirrorState != .ok(upTo: upTo, sharesStorage: false)
    }
    let blobs = MirrorBlobs(blobs, folder: folder)
    let missing = blobs.missing()
    guard let next = missing.first, (try? blobs.copy(next)) != nil else { return false }
    return missing.count > 1
  }

  /// What is copied at an opening before anybody can work: more is left to idle moments.
  static let mirrorBudget: Int64 = 8 << 20

  func reconcileMirror() {
    bringMirror(budget: Journal.mirrorBudget)
  }

  /// Copies entries that were just committed, and the blobs that they name.
  func mirror(_ appended: [Appended], isSetUp: Bool) {
    bringMirror(
      fresh: appended.map(\.entry), isSetUp: isSetUp,
      budget: isSetUp ? Journal.mirrorBudget : MirrorCatchUp.piece)
    guard case .ok = mirrorState, let folder = settings.mirror else { return }
    let copies = MirrorBlobs(blobs, folder: folder)
    for name in appended.flatMap(\.body.record.blobs) {
      // A copy that fails is made up for later; the entry that names it is mirrored already.
      try? copies.copy(name)
    }
  }

  private func bringMirror(fresh: [Entry] = [], isSetUp: Bool = false, budget: Int64) {
    let outcome = mirror.withLock {
      $0.bring(self, fresh: fresh, isSetUp: isSetUp, budget: budget)
    }
    state.withLock { $0.mirror = outcome }
  }
}
