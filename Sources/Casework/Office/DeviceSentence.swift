/// A device that was lost or taken out of service: what it signs from here on counts for nothing.
package struct DeviceRevocation: Codable, Hashable, Sendable {
  /// 32 hex digits.
  package var device: String
  /// The last entry of it that counts.
  package var epoch: Int64
  package var sequence: Int64
  package var reason: String

  package init(device: String, epoch: Int64, sequence: Int64, reason: String) {
    self.device = device
    self.epoch = epoch
    self.sequence = sequence
    self.reason = reason
  }
}

/// A device that signed two entries for one place: its home was copied or put back from a backup.
/// Both are kept, and it may not go on until it is enrolled again.
package struct DeviceFreeze: Codable, Hashable, Sendable {
  /// 32 hex digits.
  package var device: String
  package var epoch: Int64
  package var sequence: Int64
  /// The hash of the entry that counts, and of the other one.
  package var kept: String
  package var other: String

  package init(device: String, epoch: Int64, sequence: Int64, kept: String, other: String) {
    self.device = device
    self.epoch = epoch
    self.sequence = sequence
    self.kept = kept
    self.other = other
  }
}

/// A sound entry that the hub keeps but does not count, and why.
package struct EntryQuarantine: Codable, Hashable, Sendable {
  /// 32 hex digits.
  package var device: String
  package var epoch: Int64
  package var sequence: Int64
  /// The hash of the entry.
  package var entry: String
  package var reason: Reason
  /// The reason in words, without the entry's contents.
  package var detail: String

  package enum Reason: String, Codable, CaseIterable, Hashable, Sendable {
    /// The body is no JSON object of its kind.
    case unreadable
    /// The body names another person than the device's certificate.
    case otherPerson
    /// Signed after the device was revoked.
    case revoked
    /// A decision that the certificate does not allow: of an inspector, or on one's own work.
    case notAllowed
  }

  package init(
    device: String, epoch: Int64, sequence: Int64, entry: String, reason: Reason, detail: String
  ) {
    self.device = device
    self.epoch = epoch
    self.sequence = sequence
    self.entry = entry
    self.reason = reason
    self.detail = detail
  }
}
