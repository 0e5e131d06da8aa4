/// Photos that left the device because its retention allowed it: the entry that says so keeps them
/// apart from photos that are missing.
package struct BlobDropping: Codable, Hashable, Sendable {
  /// SHA-256, in hex, of each file that was dropped.
  package var blobs: [String]
  /// The hub's receipt that covers every entry naming them, its eight lines as they came.
  package var receipt: String
  /// The hub's raw public key in hex, with which the receipt can be checked.
  package var hub: String
  /// The retention in force: days since the receipt.
  package var days: Int

  package init(blobs: [String], receipt: String, hub: String, days: Int) {
    self.blobs = blobs
    self.receipt = receipt
    self.hub = hub
    self.days = days
  }

  /// The most files that one entry names, so that its body stays well below 64 KiB.
  package static let most = 500
}
