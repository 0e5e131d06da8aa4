package import Evidence
package import Sync

/// What the routes ask of the office behind them.
///
/// A `Refusal` is the client's fault and reaches him; every other error is the store's and does not.
package protocol HubService: Sendable {
  func enrol(_ request: EnrolmentRequest) async throws -> EnrolmentAnswer
  func ingest(_ bundle: [UInt8], name: ContentHash) async throws -> Receipt
  func feed(for device: DeviceIdentity, after: Int64) async throws -> FeedPage
  func publicKey(of device: DeviceIdentity) async throws -> PublicKey?
  func newNonce() -> String
  func spend(_ nonce: String) async throws -> Bool
  func blobSize(_ hash: ContentHash, for device: DeviceIdentity) async throws -> Int?
  func keepBlob(_ hash: ContentHash, file: String, from device: DeviceIdentity) async throws
  func blob(_ hash: ContentHash, for device: DeviceIdentity, piece: Int) async throws -> [UInt8]?
  func isAlive() async -> Bool
}

extension Hub: HubService {}
