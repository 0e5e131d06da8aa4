import Evidence

extension SyncRun {
  mutating func fetchNext(_ hashes: ArraySlice<ContentHash>) -> SyncStep {
    guard let hash = hashes.first else {
      // Loading a list makes an entry: it goes in the same run.
      return identity.isFrozen ? listUnsent() : readBundle(.second)
    }
    return ask(.fetch(hash, rest: Array(hashes.dropFirst())))
  }

  mutating func settleFetched(
    _ hash: ContentHash, _ rest: [ContentHash], _ answer: WireAnswer
  ) -> SyncStep {
    guard answer.status == 200 else { return skip(hash, answer) ?? fetchNext(rest[...]) }
    phase = .keepingBlob(hash, rest: rest)
    return .keepBlob(hash)
  }

  mutating func listUnsent() -> SyncStep {
    phase = .listingUnsent
    return .listUnsentBlobs
  }

  mutating func lookNext(_ hashes: ArraySlice<ContentHash>) -> SyncStep {
    guard let hash = hashes.first else { return finish(.complete) }
    return ask(.look(hash, rest: Array(hashes.dropFirst())))
  }

  mutating func settleLooked(
    _ hash: ContentHash, _ rest: [ContentHash], _ answer: WireAnswer
  ) -> SyncStep {
    switch answer.status {
    case 200: return note(hash, rest)
    case 404: return ask(.give(hash, rest: rest))
    default: return skip(hash, answer) ?? lookNext(rest[...])
    }
  }

  mutating func settleGiven(
    _ hash: ContentHash, _ rest: [ContentHash], _ answer: WireAnswer
  ) -> SyncStep {
    (200...201).contains(answer.status)
      ? note(hash, rest) : skip(hash, answer) ?? lookNext(rest[...])
  }

  private mutating func note(_ hash: ContentHash, _ rest: [ContentHash]) -> SyncStep {
    phase = .notingSent(rest: rest)
    return .noteSent(hash)
  }

  /// A blob that is refused is told and passed over; a hub that cannot answer ends the run.
  private mutating func skip(_ hash: ContentHash, _ answer: WireAnswer) -> SyncStep? {
    if answer.status >= 500 { return finish(unexpected(answer)) }
    let why = Refusal(answer)?.message ?? "HTTP \(answer.status)"
    report.refusedBlobs.append(SyncReport.RefusedBlob(hash: hash, why: why))
    return nil
  }
}
