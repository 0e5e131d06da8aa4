import Evidence
import Sync
import Synchronization

/// Blobs on their way to and from each device: a few at a time, as each costs memory or disk for as
/// long as its line takes.
final class BlobTransfers: Sendable {
  private let counts = Mutex<[DeviceIdentity: Int]>([:])
  private let most: Int

  init(mostPerDevice most: Int) {
    self.most = most
  }

  /// Begins one; it ends when what is returned is let go.
  /// - Throws: `Refusal` (`busy`) where the device has enough under way.
  func begin(_ device: DeviceIdentity) throws(Refusal) -> Transfer {
    let isBegun = counts.withLock { counts in
      let count = counts[device, default: 0]
      guard count < most else { return false }
      counts[device] = count + 1
      return true
    }
    guard isBegun else {
      throw Refusal(.busy, "at most \(most) blobs of one device at a time; try again later")
    }
    return Transfer(transfers: self, device: device)
  }

  final class Transfer: Sendable {
    private let transfers: BlobTransfers
    private let device: DeviceIdentity

    fileprivate init(transfers: BlobTransfers, device: DeviceIdentity) {
      self.transfers = transfers
      self.device = device
    }

    deinit {
      transfers.counts.withLock { [device] counts in
        let count = counts[device, default: 1] - 1
        counts[device] = count > 0 ? count : nil
      }
    }
  }
}
