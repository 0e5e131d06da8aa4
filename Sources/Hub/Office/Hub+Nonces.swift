import Crypto
import Evidence
import Foundation
import Sync

extension Hub {
  /// Seconds on the hub's clock for which a nonce is good.
  package static let nonceLife: Int64 = 60

  /// A nonce for one signed request: the hub's time and some chance, with the hub's own mark, so that
  /// nothing has to be kept for those that are never used.
  package func newNonce() -> String {
    let words = "\(surroundings.seconds()).\(Hex.text(surroundings.random(12)))"
    return "\(words).\(mark(of: words))"
  }

  /// True once for a nonce of this hub that is not too old.
  /// - Throws: `HubStoreError`.
  package func spend(_ nonce: String) async throws -> Bool {
    let parts = nonce.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let made = Int64(parts[0]) else { return false }
    let words = "\(parts[0]).\(parts[1])"
    let now = surroundings.seconds()
    guard ContentHash(of: Array(parts[2].utf8)) == ContentHash(of: Array(mark(of: words).utf8)),
      (made...(made + Hub.nonceLife)).contains(now)
    else { return false }
    return try await store.write { session in
      try session.execute("DELETE FROM spent_nonce WHERE until < $1", [.integer(now)])
      return try session.execute(
        "INSERT INTO spent_nonce(nonce, until) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        [.text(words), .integer(made + Hub.nonceLife + 1)]) == 1
    }
  }

  private func mark(of words: String) -> String {
    let secret = ContentHash(of: Array("phuctra-nonce/1\n".utf8) + signer.seed)
    return Hex.text(
      HMAC<SHA256>.authenticationCode(
        for: Data(words.utf8), using: SymmetricKey(data: secret.bytes)))
  }
}
