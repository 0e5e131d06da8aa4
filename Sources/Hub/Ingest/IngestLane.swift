import Evidence
import Sync

/// Takes bundles one after the other, those that wait in one durable transaction, the short ones first:
/// on a store that syncs for every commit, a hundred small bundles cost one sync and not a hundred.
actor IngestLane {
  private let store: any HubStore
  private let signer: DeviceKey
  private let surroundings: HubSurroundings
  private var waiting = ShortFirstQueue<Job>()
  private var isRunning = false
  /// Entries in one transaction, so that none waits long for others; a bundle is never divided.
  private static let most = 512

  private struct Job {
    let bundle: CheckedBundle
    let done: CheckedContinuation<Result<Receipt, any Error>, Never>
  }

  init(store: any HubStore, signer: DeviceKey, surroundings: HubSurroundings) {
    self.store = store
    self.signer = signer
    self.surroundings = surroundings
  }

  /// The receipt, once the entries are durable.
  /// - Throws: `Refusal`; what the store throws.
  func ingest(_ bundle: CheckedBundle) async throws -> Receipt {
    let result = await withCheckedContinuation { done in
      waiting.append(Job(bundle: bundle, done: done), isShort: bundle.isShort)
      if !isRunning {
        isRunning = true
        Task { await drain() }
      }
    }
    return try result.get()
  }

  private func drain() async {
    while !waiting.isEmpty {
      var batch: [Job] = []
      var count = 0
      while let job = waiting.popFirst() {
        count += job.bundle.entries.count
        guard batch.isEmpty || count <= IngestLane.most else {
          waiting.putBack(job, isShort: job.bundle.isShort)
          break
        }
        batch.append(job)
      }
      let results = await commit(batch.map(\.bundle))
      for (job, result) in zip(batch, results) { job.done.resume(returning: result) }
    }
    isRunning = false
  }

  /// Where the store cannot take them together, each is tried alone: the fault of one is not theirs all.
  private func commit(_ bundles: [CheckedBundle]) async -> [Result<Receipt, any Error>] {
    do {
      let (signer, surroundings) = (signer, surroundings)
      let results = try await store.write { session in
        var transaction = IngestTransaction(session, signer: signer, surroundings: surroundings)
        let results = try bundles.map { try transaction.take($0) }
        try transaction.finish()
        return results
      }
      return results.map { result in result.mapError { $0 } }
    } catch {
      guard bundles.count > 1, (error as? HubStoreError)?.code != .unreachable else {
        return bundles.map { _ in .failure(error) }
      }
      var results: [Result<Receipt, any Error>] = []
      for bundle in bundles { results += await commit([bundle]) }
      return results
    }
  }
}
