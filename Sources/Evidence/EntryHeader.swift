/// The signed part of an entry: exactly eight ASCII lines, each ended by one LF.
///
/// ```
/// phuctra-entry/1
/// device: <32 hex>
/// epoch: <[1-9][0-9]{0,17}>
/// seq: <[1-9][0-9]{0,17}>
/// previous: <64 hex>
/// kind: <[a-z][a-z-]{0,31}>
/// body-length: <decimal, at most 65536>
/// body-sha256: <64 hex>
/// ```
///
/// There is one spelling of each header, so parsing and printing give the same bytes again.
package struct EntryHeader: Hashable, Sendable {
  package let device: DeviceIdentity
  /// From 1; a new one is opened when a device's journal was lost.
  package let epoch: Int64
  /// From 1 in each epoch, no gap.
  package let sequence: Int64
  /// Hash of the entry before.
  package let previous: ContentHash
  package let kind: EntryKind
  /// Bytes of the body, 0 to 65,536.
  package let bodyLength: Int
  package let bodyHash: ContentHash

  /// The longest body an entry may have, in bytes; what is larger goes into a blob.
  package static let longestBody = 65_536
  /// The longest a header can be, in bytes.
  package static let longest = 400
  /// Epochs and sequences have at most 18 digits.
  package static let largestNumber: Int64 = 999_999_999_999_999_999

  /// Nil where a number is outside its range.
  package init?(
    device: DeviceIdentity, epoch: Int64, sequence: Int64, previous: ContentHash,
    kind: EntryKind, bodyLength: Int, bodyHash: ContentHash
  ) {
    guard (1...EntryHeader.largestNumber).contains(epoch),
      (1...EntryHeader.largestNumber).contains(sequence),
      (0...EntryHeader.longestBody).contains(bodyLength)
    else { return nil }
    self.device = device
    self.epoch = epoch
    self.sequence = sequence
    self.previous = previous
    self.kind = kind
    self.bodyLength = bodyLength
    self.bodyHash = bodyHash
  }

  /// The eight lines.
  package var bytes: [UInt8] {
    Array(
      """
      phuctra-entry/1
      device: \(device.hex)
      epoch: \(epoch)
      seq: \(sequence)
      previous: \(previous.hex)
      kind: \(kind.name)
      body-length: \(bodyLength)
      body-sha256: \(bodyHash.hex)

      """.utf8)
  }
}
