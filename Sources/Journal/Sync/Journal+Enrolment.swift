import Casework
package import Evidence
import GRDB

extension Journal {
  /// What a hub answered to a code, after its signatures were checked.
  package typealias Enrolling = (
    hub: PublicKey, certificate: Certificate, receipt: Receipt?, grant: Grant?
  )

  /// Records that a hub certified this device: `device-enrolled`, and before it `epoch-opened` where
  /// the own log does not continue what the hub holds of it, or the device is frozen.
  ///
  /// Durable when it returns. From here on this hub alone is believed, the certificate's person makes
  /// the entries and its tag stands in minutes' numbers. The same answer again changes nothing.
  /// - Parameter address: where the hub answers.
  /// - Throws: `JournalError` (`syncRefused` for another hub than the one enrolled at, for texts that
  ///   are not of this device and hub, and where the log cannot go on without a grant).
  @discardableResult
  package func enrol(_ checked: Enrolling, address: String) throws -> [Appended] {
    try check(checked)
    let known = try? enrolment
    if let known, known.hub != checked.hub {
      throw JournalError(
        code: .syncRefused,
        message: "this device is enrolled at hub \(DeviceIdentity(known.hub)), the code is of hub "
          + "\(DeviceIdentity(checked.hub)); ask your own unit's office for a code, or set up a "
          + "new home for the other hub")
    }
    let opening = try opening(checked)
    let enrolment = DeviceEnrolment(
      certificate: String(decoding: checked.certificate.bytes, as: UTF8.self),
      hub: checked.hub.hex, address: address)
    if opening == nil, let known, known.certificate == checked.certificate,
      known.address == address
    {
      if let receipt = checked.receipt { try keep(receipt, hub: checked.hub) }
      return []
    }
    let appended = try writeRegardless("cannot record the enrolment") { database in
      var session = try AppendSession(self, database)
      if let opening, let grant = checked.grant {
        try session.open(opening, at: grant.start)
        try SyncState.frozen.set(nil, in: database)
      }
      try session.append(.deviceEnrolled(enrolment))
      return session.appended
    }
    let revoked = try revocation?.reason
    state.withLock { state in
      state.end.revoked = revoked
      guard opening != nil else { return }
      state.end.frozen = nil
      if state.fault?.code == .restored { state.fault = nil }
    }
    settle(appended)
    if opening == nil, let receipt = checked.receipt { try keep(receipt, hub: checked.hub) }
    return appended
  }

  private func check(_ checked: Enrolling) throws {
    let certificate = checked.certificate
    guard certificate.key == publicKey, certificate.isValid(key: checked.hub) else {
      throw Journal.unsound("the certificate is not the hub's for this device")
    }
    guard
      checked.receipt.map({ $0.device == device && $0.isValid(key: checked.hub) }) != false,
      checked.grant.map({ $0.device == device && $0.isValid(key: checked.hub) }) != false
    else { throw Journal.unsound("the receipt or the grant is not the hub's for this device") }
  }

  /// What opens the next epoch; nil where the own log goes on.
  private func opening(_ checked: Enrolling) throws -> EpochOpening? {
    let isStopped = try isFrozen || fault?.code == .restored
    guard let receipt = checked.receipt else {
      guard !isStopped else { throw ungranted() }
      return nil
    }
    if try !isStopped && continues(receipt) { return nil }
    guard let grant = checked.grant, grant.head == receipt.head,
      grant.epoch > receipt.epoch, grant.epoch > head.epoch
    else { throw ungranted() }
    return EpochOpening(
      receipt: String(decoding: receipt.bytes, as: UTF8.self),
      grant: String(decoding: grant.bytes, as: UTF8.self))
  }

  private func ungranted() -> JournalError {
    JournalError(
      code: .syncRefused,
      message: "the hub holds another log of this device and gave no leave to open the next epoch; "
        + "ask the office for a new code")
  }

  /// True where the own log holds the receipted entry, or its present epoch was opened at it.
  private func continues(_ receipt: Receipt) throws -> Bool {
    try read("cannot look for the receipted entry") { database in
      if receipt.epoch == head.epoch {
        return try Epochs.entry(receipt.epoch, receipt.sequence, in: database)?.hash
          == receipt.head.bytes
      }
      guard receipt.epoch < head.epoch,
        let first = try Epochs.entry(head.epoch, 1, in: database)?.entry()
      else { return false }
      return first.header.previous == receipt.head
    }
  }
}
