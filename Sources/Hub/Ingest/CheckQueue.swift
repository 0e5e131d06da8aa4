import Dispatch
import Evidence
import Sync
import Synchronization

/// Checks the hashes and signatures of bundles on all processors, a few entries at a time: a short
/// bundle waits for a few entries of the long ones and not for all of them.
///
/// The workers have threads of their own. On the few that all requests share, each step of a request
/// would wait for a slice: measured, a fifth of a second for the slowest of a hundred.
final class CheckQueue: Sendable {
  private let threads: [DispatchQueue]
  private let state: Mutex<State>

  /// Entries that a worker checks before it looks around: a few milliseconds of work.
  private static let slice = 16

  private struct State {
    var waiting = ShortFirstQueue<Turn>()
    /// The numbers of the threads that have nothing to do.
    var idle: [Int]
  }

  /// A bundle, and how much of it was given out.
  private struct Turn {
    let check: BundleCheck
    var next = 0
  }

  /// - Parameter workers: how many may check at one time.
  init(workers: Int) {
    threads = (0..<max(1, workers)).map { DispatchQueue(label: "phuctra.check.\($0)") }
    state = Mutex(State(idle: Array(threads.indices)))
  }

  /// What the bundle's bodies say, once every entry was found sound.
  /// - Throws: `Refusal` of the first entry that is not.
  /// - Complexity: one signature check an entry.
  func check(_ entries: [Entry], key: PublicKey) async throws(Refusal) -> CheckedBundle {
    guard let first = entries.first else { throw Refusal(.malformed, "the bundle is empty") }
    let result = await withCheckedContinuation { done in
      enqueue(BundleCheck(entries, key: key, done: done))
    }
    return CheckedBundle(device: first.header.device, entries: entries, facts: try result.get())
  }

  private func enqueue(_ check: BundleCheck) {
    let worker = state.withLock { state in
      state.waiting.append(Turn(check: check), isShort: check.isShort)
      return state.idle.popLast()
    }
    guard let worker else { return }
    threads[worker].async {
      while let (check, range) = self.nextSlice(of: worker) { check.run(range) }
    }
  }

  /// The next entries to check; nil, and the worker is idle again, where there are none.
  private func nextSlice(of worker: Int) -> (BundleCheck, Range<Int>)? {
    state.withLock { state in
      guard var turn = state.waiting.popFirst() else {
        state.idle.append(worker)
        return nil
      }
      let end = min(turn.next + CheckQueue.slice, turn.check.count)
      let range = turn.next..<end
      turn.next = end
      if end < turn.check.count {
        state.waiting.putBack(turn, isShort: turn.check.isShort)
      }
      return (turn.check, range)
    }
  }
}

/// One bundle's check, by several workers at a time.
private final class BundleCheck: Sendable {
  typealias Done = CheckedContinuation<Result<[EntryFacts], Refusal>, Never>

  private let entries: [Entry]
  private let key: PublicKey
  private let done: Done
  private let state: Mutex<State>

  private struct State {
    var facts: [EntryFacts?]
    var left: Int
    /// Of the first entry that is not sound.
    var fault: (index: Int, refusal: Refusal)?
  }

  init(_ entries: [Entry], key: PublicKey, done: Done) {
    self.entries = entries
    self.key = key
    self.done = done
    state = Mutex(
      State(facts: Array(repeating: nil, count: entries.count), left: entries.count))
  }

  var count: Int { entries.count }

  var isShort: Bool { count <= CheckedBundle.short }

  /// Checks some of the entries; with the last of all the bundle is done.
  func run(_ range: Range<Int>) {
    var facts: [EntryFacts] = []
    var fault: (index: Int, refusal: Refusal)?
    for index in range {
      let entry = entries[index]
      if let found = ChainVerifier.contentFault(of: entry, key: key) {
        fault = (index, Refusal(.signature, "entry \(entry.header.sequence): \(found)"))
        break
      }
      facts.append(EntryFacts(entry))
    }
    let result = state.withLock { state -> Result<[EntryFacts], Refusal>? in
      for (offset, fact) in facts.enumerated() { state.facts[range.lowerBound + offset] = fact }
      if let fault, fault.index < state.fault?.index ?? .max { state.fault = fault }
      state.left -= range.count
      guard state.left == 0 else { return nil }
      if let fault = state.fault { return .failure(fault.refusal) }
      return .success(state.facts.compactMap { $0 })
    }
    if let result { done.resume(returning: result) }
  }
}
