import Casework
import Evidence

/// Entry by entry through the journal's rows, up to the first fault.
///
/// Signatures cost far more than anything else here and do not depend on each other: rows are taken in
/// order, checked batch by batch on all processors, and put in their place in the chain one by one.
struct EntryCheck {
  /// A blob that an entry names.
  struct Named {
    var hash: ContentHash
    var sequence: Int64
  }

  /// An entry that let blobs go.
  struct Dropping {
    var record: BlobDropping
    var sequence: Int64
  }

  private(set) var verifier: ChainVerifier
  private(set) var entries = 0
  private(set) var firstFault: JournalVerification.Located?
  private(set) var blobs: [Named] = []
  private(set) var droppings: [Dropping] = []
  private let key: PublicKey
  private var waiting: [StoredEntry] = []

  /// Rows checked together: a megabyte or two of them.
  private static let batch = 1024

  init(key: PublicKey) {
    self.key = key
    verifier = ChainVerifier(key: key)
    waiting.reserveCapacity(EntryCheck.batch)
  }

  mutating func take(_ stored: StoredEntry) {
    entries += 1
    guard firstFault == nil else { return }
    waiting.append(stored)
    if waiting.count == EntryCheck.batch { settle() }
  }

  /// Call it when the last row was taken.
  mutating func finish() {
    settle()
  }

  /// Call it where the database gives no further row.
  mutating func finish(unreadable problem: String) {
    settle()
    note(.unreadable(problem))
  }

  private mutating func note(_ fault: JournalVerification.EntryFault) {
    guard firstFault == nil else { return }
    firstFault = JournalVerification.Located(
      sequence: verifier.head.sequence + 1, fault: fault)
  }

  private mutating func settle() {
    let key = key
    let checked = Parallel.map(waiting) { CheckedRow($0, key: key) }
    waiting.removeAll(keepingCapacity: true)
    for row in checked where firstFault == nil { place(row) }
  }

  private mutating func place(_ row: CheckedRow) {
    guard let entry = row.entry else { return note(row.fault ?? .body("no entry")) }
    // The head moves on only past an entry that is sound in all respects.
    var next = verifier
    if let fault = next.check(entry, content: row.content) { return note(.chain(fault)) }
    if let fault = row.fault { return note(fault) }
    verifier = next
    blobs += row.blobs.map { Named(hash: $0, sequence: row.sequence) }
    if let record = row.dropping {
      droppings.append(Dropping(record: record, sequence: row.sequence))
    }
  }
}

/// What can be said of a row without those around it.
private struct CheckedRow {
  var sequence: Int64
  var entry: Entry?
  /// What is wrong with its body or its signature.
  var content: ChainFault?
  /// What else is wrong with it.
  var fault: JournalVerification.EntryFault?
  var blobs: [ContentHash] = []
  var dropping: BlobDropping?

  init(_ stored: StoredEntry, key: PublicKey) {
    sequence = stored.sequence
    do {
      let entry = try stored.entry()
      self.entry = entry
      content = ChainVerifier.contentFault(of: entry, key: key)
      guard content == nil else { return }
      guard stored.hash == entry.hash.bytes else {
        content = .hashChanged
        return
      }
      guard stored.sequence == entry.sequence else {
        fault = .rowNumber(stored.sequence)
        return
      }
      try read(entry)
    } catch let error as FormError {
      fault = .chain(.malformedHeader(error))
    } catch {
      fault = .body("\(error)")
    }
  }

  private mutating func read(_ entry: Entry) throws {
    guard let body = try RecordBody.read(entry.body, kind: entry.kind.name) else { return }
    for name in body.record.blobs {
      guard let hash = ContentHash(hex: name) else {
        fault = .body("names “\(name)” as its blob, which is no SHA-256")
        return
      }
      blobs.append(hash)
    }
    if case .blobsDropped(let record) = body.record { dropping = record }
  }
}
