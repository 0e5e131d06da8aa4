/// Why a hub refuses a request: JSON in the answer's body, with the head it has where that matters.
package struct Refusal: Codable, Error, Hashable, Sendable {
  package enum Code: String, Codable, CaseIterable, Hashable, Sendable {
    /// Not in its form, or not what its name says.
    case malformed
    /// More than the hub takes at once.
    case tooLarge = "too-large"
    /// A Content-Encoding, which the hub never takes.
    case encoded
    /// No such place.
    case notFound = "not-found"
    /// The code is unknown, used or expired.
    case codeUnknown = "code-unknown"
    /// The place does not take this method.
    case wrongMethod = "wrong-method"
    /// No certificate for this device.
    case notEnrolled = "not-enrolled"
    /// A hash or signature is wrong.
    case signature
    /// The nonce is unknown, used or old: ask for another and send again.
    case nonce
    /// The device was revoked.
    case revoked
    /// The entries begin behind the head that the hub has.
    case gap
    /// The hub holds other bytes for the same place; the device is frozen.
    case fork
    /// An epoch that the hub has not granted.
    case ungrantedEpoch = "ungranted-epoch"
    /// Not now: too many requests, or the store does not answer.
    case busy
  }

  package var code: Code
  /// Plain words without customer data.
  package var message: String
  /// The head the hub has, for `gap`, `fork` and `ungrantedEpoch`.
  package var head: Head?

  /// Where a device's log stands on the hub.
  package struct Head: Codable, Hashable, Sendable {
    package var epoch: Int64
    /// 0 while the hub has nothing of the epoch.
    package var seq: Int64
    /// 64 hex digits.
    package var hash: String
    /// The receipt for it; nil while the hub has nothing.
    package var receipt: String?

    package init(epoch: Int64, seq: Int64, hash: String, receipt: String? = nil) {
      self.epoch = epoch
      self.seq = seq
      self.hash = hash
      self.receipt = receipt
    }
  }

  package init(_ code: Code, _ message: String, head: Head? = nil) {
    self.code = code
    self.message = message
    self.head = head
  }

  /// The status of the HTTP answer that carries it.
  package var status: Int {
    switch code {
    case .malformed: 400
    case .codeUnknown, .nonce: 401
    case .notEnrolled, .signature, .revoked, .ungrantedEpoch: 403
    case .notFound: 404
    case .wrongMethod: 405
    case .gap, .fork: 409
    case .tooLarge: 413
    case .encoded: 415
    case .busy: 503
    }
  }
}
