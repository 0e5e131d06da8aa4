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
  /// Photos that are not there because retention let them go, as an entry proves.
  package var dropped = 0

  /// A fault of an entry. `sequence` is the row that was due there.
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
    /// The epoch that it opens was not granted by the hub that the device is enrolled at.
    case ungranted(String)
    /// Soundly signed, but its body cannot be read.
    case body(String)
    /// The database gives neither this row nor those behind it.
    case unreadable(String)
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
    /// The second copy has entries that the journal lost, or others than the journal.
    case mirror(MirrorState)
    /// The tables could not be rebuilt to compare them.
    case notComparable(String)
    /// The database's own structure is damaged, or something was added to its tables.
    case databaseDamaged(String)
    /// The journal is shorter than a hub's receipt says, or has another entry there.
    case receiptContradicted(String)
    /// What is kept as a receipt is none.
    case receiptUnsound(String)
    /// An entry or a certificate that came from the hub is not sound.
    case foreignUnsound(String)
    /// Photos are said to be dropped, and nothing proves that they might be.
    case droppingUnproven(sequence: Int64, String)
  }

  /// True where nothing is wrong.
  package var isSound: Bool { firstFault == nil && findings.isEmpty }
}

extension JournalVerification.EntryFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .chain(let fault): "\(fault)"
    case .rowNumber(let number): "stands in row \(number)"
    case .ungranted(let why): "opens an epoch without leave: \(why)"
    case .body(let problem): problem
    case .unreadable(let problem): "cannot be read: \(problem)"
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
    case .mirror(let state): state.finding
    case .notComparable(let why): "the tables cannot be compared: \(why)"
    case .databaseDamaged(let what): "the database is damaged: \(what)"
    case .receiptContradicted(let what): what
    case .receiptUnsound(let what): "a receipt was changed where it is kept: \(what)"
    case .foreignUnsound(let what): "what came from the hub was changed: \(what)"
    case .droppingUnproven(let sequence, let why):
      "entry \(sequence) drops photos, but its receipt does not allow it: \(why)"
    }
  }
}
