import Evidence

/// One sync from the handheld's side, without a clock, a disk or a network of its own: it says what to
/// do next, is told what happened, and can therefore be driven through every schedule.
///
/// Entries go first, bundle by bundle, each on its own receipt; then the feed is pulled page by page;
/// then the files of assigned lists; then entries that those made; photos last, so that they never
/// hold up anything. Everything may be repeated: a run that was cut off anywhere is simply run again.
package struct SyncRun: Sendable {
  let identity: SyncIdentity
  var phase = Phase.starting
  /// After this sequence the next bundle begins.
  var pushedUpTo: Int64
  /// Where the hub has sent the device back to; each time must lie further back.
  var sentBackTo: Int64 = .max
  var cursor: Int64
  /// From where on the hub turned out to have lost entries; sent again once the feed was taken.
  var resendAfter: Int64?
  package internal(set) var report = SyncReport()

  /// What is being waited for.
  enum Phase: Sendable {
    case starting
    case readingBundle(Pass)
    case sendingBundle(OutgoingBundle, Pass)
    case keepingReceipt(Pass)
    case freezing
    case forgetting(Pass)
    case askingNonce(Errand, tries: Int)
    case carryingOut(Errand, tries: Int)
    case takingPage(more: Bool)
    case listingMissing
    case listingUnsent
    case keepingBlob(ContentHash, rest: [ContentHash])
    case notingSent(rest: [ContentHash])
    case keepingWarning
    case ended
  }

  /// Entries are pushed before the feed is pulled, and once more after lists were loaded.
  enum Pass: Sendable {
    case first, second
  }

  /// What needs a signed request.
  enum Errand: Sendable {
    case pull
    case fetch(ContentHash, rest: [ContentHash])
    case look(ContentHash, rest: [ContentHash])
    case give(ContentHash, rest: [ContentHash])
  }

  package init(_ identity: SyncIdentity) {
    self.identity = identity
    pushedUpTo = identity.receipted
    cursor = identity.cursor
  }

  /// What to do next, now that `event` has happened.
  package mutating func next(after event: SyncEvent) -> SyncStep {
    if case .impossible(let why) = event { return finish(.impossible(why)) }
    if case .failed(let why) = event { return finish(.unreachable(why)) }
    switch (phase, event) {
    case (.starting, _): return identity.isFrozen ? pull() : readBundle(.first)
    case (.readingBundle(let pass), .bundle(let bundle)): return send(bundle, pass)
    case (.sendingBundle(let bundle, let pass), .answer(let answer)):
      return settle(bundle, answer, pass)
    case (.keepingReceipt(let pass), .done): return readBundle(pass)
    case (.freezing, .done): return finish(.frozen)
    case (.forgetting(let pass), .done): return readBundle(pass)
    case (.keepingWarning, .done): return finish(report.outcome)
    case (.askingNonce(let errand, let tries), .answer(let answer)):
      return sign(errand, answer, tries: tries)
    case (.carryingOut(let errand, let tries), .answer(let answer)):
      return settle(errand, answer, tries: tries)
    case (.takingPage(let more), .done): return more ? pull() : afterFeed()
    case (.listingMissing, .blobs(let hashes)): return fetchNext(hashes[...])
    case (.keepingBlob(_, let rest), .done):
      report.receivedLists += 1
      return fetchNext(rest[...])
    case (.listingUnsent, .blobs(let hashes)): return lookNext(hashes[...])
    case (.notingSent(let rest), .done):
      report.sentPhotos += 1
      return lookNext(rest[...])
    default: return finish(.impossible("sync was answered with something it did not ask for"))
    }
  }

  mutating func finish(_ outcome: SyncReport.Outcome) -> SyncStep {
    if case .ended = phase { return .finish }
    report.outcome = outcome
    phase = .ended
    return .finish
  }
}
