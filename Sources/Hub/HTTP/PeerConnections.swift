import Synchronization

/// How many connections each address has open.
final class PeerConnections: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  /// Counts a connection; false where the address has too many already.
  func opened(_ peer: String, most: Int) -> Bool {
    counts.withLock { counts in
      let count = counts[peer, default: 0]
      guard count < most else { return false }
      counts[peer] = count + 1
      return true
    }
  }

  func closed(_ peer: String) {
    counts.withLock { counts in
      let count = counts[peer, default: 1] - 1
      counts[peer] = count > 0 ? count : nil
    }
  }

  /// All open connections.
  var count: Int { counts.withLock { $0.values.reduce(0, +) } }
}
