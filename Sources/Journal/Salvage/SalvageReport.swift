package import Evidence

/// What was saved out of a damaged home, and what is missing.
package struct SalvageReport: Hashable, Sendable {
  package var device: DeviceIdentity
  /// Entries saved, and the files written, the key's first.
  package var entries = 0
  package var files: [String] = []
  /// Blobs saved.
  package var blobs = 0
  /// Numbers of entries that are nowhere whole.
  package var missing: [Run] = []
  /// What looks like an entry and is not sound; another copy of it may have been saved.
  package var unsound: [Unsound] = []
  /// True where the home itself still says how many entries it had. Where it cannot, any number of the
  /// last ones may be gone without a trace.
  package var isEndKnown = false
  /// Saved entries that do not name the one before them, which was saved too, as their predecessor.
  package var unlinked: [Int64] = []
  /// Blobs that saved entries name and that are not there whole.
  package var blobsMissing: [MissingBlob] = []
  /// Blobs whose content is not what their name says.
  package var blobsChanged: [String] = []

  /// Numbers without a gap, of one epoch.
  package struct Run: Hashable, Sendable {
    package var epoch: Int64
    package var first: Int64
    package var last: Int64
  }

  package struct Unsound: Hashable, Sendable {
    /// Nil where not even its number can be read.
    package var sequence: Int64?
    /// The file, and the row or byte in it.
    package var place: String
    package var reason: String
  }

  package struct MissingBlob: Hashable, Sendable {
    package var hash: String
    /// The entry that names it.
    package var sequence: Int64
  }

  /// True where nothing is missing: every entry up to the end was saved and follows on the one before,
  /// and every file they name.
  package var isComplete: Bool {
    isEndKnown && missing.isEmpty && unlinked.isEmpty && blobsMissing.isEmpty
      && blobsChanged.isEmpty
  }

  init(device: DeviceIdentity) {
    self.device = device
  }
}

extension SalvageReport.Run: CustomStringConvertible {
  package var description: String { first == last ? "\(first)" : "\(first)-\(last)" }
}
