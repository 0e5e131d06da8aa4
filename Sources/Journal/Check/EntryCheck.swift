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
  /// The hub that may grant epochs; nil where the device was never enrolled.
  private let hub: PublicKey?
  /// The row that is due.
  private var row: Int64 = 1
  /// The rows before each epoch's first entry.
  private(set) var bases: [Int64: Int64] = [1: 0]
  private var waiting: [StoredEntry] = []

  /// Rows checked together: a megabyte or two of them.
  private static let batch = 1024

  init(key: PublicKey, hub: PublicKey?) {
    self.key = key
    self.hub = hub
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
      sequence: row, fault: fault)
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
    guard row.number == self.row else { return note(.rowNumber(row.number)) }
    var next = verifier
    if let opening = row.opening {
      if let fault = ungranted(opening, entry) { return note(.ungranted(fault)) }
      next = ChainVerifier(
        key: key,
        after: ChainHead(
          device: verifier.head.device, epoch: entry.header.epoch, sequence: 0,
          hash: entry.header.previous))
    }
    if let fault = next.check(entry, content: row.content) { return note(.chain(fault)) }
    if let fault = row.fault { return note(fault) }
    verifier = next
    if row.opening != nil { bases[entry.header.epoch] = row.number - 1 }
    self.row += 1
    blobs += row.blobs.map { Named(hash: $0, sequence: row.number) }
    if let record = row.dropping {
      droppings.append(Dropping(record: record, sequence: row.number))
    }
  }
}

extension EntryCheck {
  /// Why an epoch may not begin with this entry; nil where the hub granted it.
  private func ungranted(_ opening: EpochOpening, _ entry: Entry) -> String? {
    guard let hub else { return "the device is enrolled at no hub that could grant an epoch" }
    guard let receipt = try? Receipt(parsing: Array(opening.receipt.utf8)),
      let grant = try? Grant(parsing: Array(opening.grant.utf8)),
      receipt.isValid(key: hub), grant.isValid(key: hub)
    else { return "the receipt and the grant are not of hub \(DeviceIdentity(hub))" }
    let header = entry.header
    guard receipt.device == header.device, grant.device == header.device,
      grant.epoch == header.epoch, header.epoch > verifier.head.epoch || row == 1,
      header.sequence == 1
    else { return "the grant is of epoch \(grant.epoch) of device \(grant.device)" }
    guard grant.head == receipt.head, header.previous == grant.head else {
      return "the epoch does not begin at the receipted entry \(receipt.head)"
    }
    return nil
  }
}

/// What can be said of a row without those around it.
private struct CheckedRow {
  var number: Int64
  var entry: Entry?
  /// What is wrong with its body or its signature.
  var content: ChainFault?
  /// What else is wrong with it.
  var fault: JournalVerification.EntryFault?
  var blobs: [ContentHash] = []
  var dropping: BlobDropping?
  var opening: EpochOpening?

  init(_ stored: StoredEntry, key: PublicKey) {
    number = stored.row
    do {
      let entry = try stored.entry()
      self.entry = entry
      content = ChainVerifier.contentFault(of: entry, key: key)
      guard content == nil else { return }
      guard stored.hash == entry.hash.bytes else {
        content = .hashChanged
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
    if case .epochOpened(let record) = body.record { opening = record }
  }
}
