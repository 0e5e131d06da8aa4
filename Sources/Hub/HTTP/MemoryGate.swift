import DequeModule
import Synchronization

/// Lets only so many bytes be worked on at a time; who comes later waits outside, in order.
final class MemoryGate: Sendable {
  private let capacity: Int
  private let state: Mutex<State>

  private struct State {
    var free: Int
    var waiting: Deque<(bytes: Int, go: CheckedContinuation<Void, Never>)> = []
  }

  /// - Parameter capacity: bytes inside at a time.
  init(capacity: Int) {
    self.capacity = capacity
    state = Mutex(State(free: capacity))
  }

  /// Runs `work` once there is room for so many bytes; more than the capacity count as all of it.
  func with<Result: Sendable>(
    _ bytes: Int, _ work: () async throws -> Result
  ) async rethrows -> Result {
    let bytes = min(bytes, capacity)
    await withCheckedContinuation { go in
      let isFree = state.withLock { state in
        guard state.waiting.isEmpty, state.free >= bytes else {
          state.waiting.append((bytes, go))
          return false
        }
        state.free -= bytes
        return true
      }
      if isFree { go.resume() }
    }
    defer { leave(bytes) }
    return try await work()
  }

  private func leave(_ bytes: Int) {
    let next = state.withLock { state in
      state.free += bytes
      var next: [CheckedContinuation<Void, Never>] = []
      while let first = state.waiting.first, first.bytes <= state.free {
        state.free -= first.bytes
        next.append(first.go)
        state.waiting.removeFirst()
      }
      return next
    }
    for go in next { go.resume() }
  }
}
