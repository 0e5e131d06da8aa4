package import Evidence

/// What checking a journal found.
package struct JournalVerification: Hashable, Sendable {
  /// Where the sound part ends.
  package var head: ChainHead
  /// Entries that the journal holds.
  package var entries: Int
  /// The first entry that is not sound, and why; nil where all are.
  package var firstFault: Located?
  /// What else is wrong: with the journal's table, its blobs or the tables that follow from it.
  package var findings: [Finding]

  /// A fault of an entry. `sequence` is the number that was due there.
  package struct Located: Hashable, Sendable {
    package var sequence: Int64
    package var fault: EntryFault
  }

  /// Why an entry is not sound.
  package enum EntryFault: Hashable, Sendable {
    /// Header, signature, place in the chain, or body.
    case chain(ChainFault)
    /// The row's number is not the one in the header it holds.
    case rowNumber(Int64)
    /// Soundly signed, but its body cannot be read.
    case body(String)
  }

  /// Something wrong beside the entries.
  package enum Finding: Hashable, Sendable {
    /// The triggers that keep the journal append-only are not as they were.
    case unprotected(String)
    /// An entry names a blob that is not there.
    case blobMissing(ContentHash, sequence: Int64)
    /// A blob's content is not what its name says.
    case blobChanged(ContentHash, sequence: Int64)
    /// A derived table is not what the journal makes it; `Journal.rebuild()` mends it.
    case tableDiffers(String)
    /// The tables could not be rebuilt to compare them.
    case notComparable(String)
  }

  /// True where nothing is wrong.
  package var isSound: Bool { firstFault == nil && findings.isEmpty }
}

extension JournalVerification.EntryFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .chain(let fault): "\(fault)"
    case .rowNumber(let number): "stands in row \(number)"
    case .body(let problem): problem
    }
  }
}

extension JournalVerification.Finding: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unprotected(let what): "the journal is not protected: \(what)"
    case .blobMissing(let hash, let sequence): "blob \(hash) of entry \(sequence) is missing"
    case .blobChanged(let hash, let sequence): "blob \(hash) of entry \(sequence) was changed"
    case .tableDiffers(let table): "table \(table) is not what the journal makes it"
    case .notComparable(let why): "the tables cannot be compared: \(why)"
    }
  }
}
