import Evidence
import Synchronization

/// Keys that were looked up. A device's identity is its key's hash, so what was found never changes.
final class KnownKeys: Sendable {
  private let keys = Mutex<[DeviceIdentity: PublicKey]>([:])
  /// Devices of a whole country would fit; a stranger's key is never kept.
  private static let most = 100_000

  func find(_ device: DeviceIdentity) -> PublicKey? { keys.withLock { $0[device] } }

  func keep(_ key: PublicKey) {
    keys.withLock { keys in
      if keys.count >= KnownKeys.most { keys.removeAll() }
      keys[DeviceIdentity(key)] = key
    }
  }
}
