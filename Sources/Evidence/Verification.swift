/// What is wrong with an entry, or with its place in the log.
package enum ChainFault: Hashable, Sendable {
  /// The header is not in its one form.
  case malformedHeader(FormError)
  /// Another device's entry.
  case otherDevice(DeviceIdentity)
  /// An entry of another epoch.
  case otherEpoch(Int64)
  /// An entry is missing, doubled or out of order: another number was due.
  case outOfSequence(due: Int64, found: Int64)
  /// The header names another predecessor than the entry before it.
  case otherPredecessor(ContentHash)
  /// The body has another length than the header says.
  case bodyLength(stated: Int, found: Int)
  /// The body's SHA-256 is another than the header says.
  case bodyChanged
  /// The hash kept beside the entry is not that of its header.
  case hashChanged
  /// The signature is not the device's over this header.
  case badSignature
}

extension ChainFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformedHeader(let error): "malformed: \(error)"
    case .otherDevice(let device): "signed as another device, \(device)"
    case .otherEpoch(let epoch): "belongs to another epoch, \(epoch)"
    case .outOfSequence(let due, let found): "number \(due) was due, found \(found)"
    case .otherPredecessor(let hash): "names another predecessor, \(hash)"
    case .bodyLength(let stated, let found): "body has \(found) bytes, header says \(stated)"
    case .bodyChanged: "body was changed: its SHA-256 is not the one in the header"
    case .hashChanged: "stored hash is not the SHA-256 of the header"
    case .badSignature: "signature is not the device's"
    }
  }
}

/// Checks a device's log entry by entry, in constant memory.
package struct ChainVerifier: Sendable {
  /// After the last entry that was found sound.
  package private(set) var head: ChainHead
  private let key: PublicKey

  /// Checks what comes after `head`; from the start of epoch 1 where none is given.
  package init(key: PublicKey, after head: ChainHead? = nil) {
    self.key = key
    self.head = head ?? .start(key)
  }

  /// Nil where `entry` is sound and comes next; else what is wrong, and the head stays.
  /// - Complexity: O(length of the body), one signature check.
  package mutating func check(_ entry: Entry) -> ChainFault? {
    let key = key
    return check(entry, content: ChainVerifier.contentFault(of: entry, key: key))
  }

  /// The same where the entry's content was checked before, perhaps on another processor.
  /// - Parameter content: what `contentFault(of:key:)` said.
  package mutating func check(
    _ entry: Entry, content: @autoclosure () -> ChainFault?
  ) -> ChainFault? {
    if let fault = placeFault(of: entry) ?? content() { return fault }
    head = head.advanced(by: entry)
    return nil
  }

  private func placeFault(of entry: Entry) -> ChainFault? {
    let header = entry.header
    guard header.device == head.device else { return .otherDevice(header.device) }
    guard header.epoch == head.epoch else { return .otherEpoch(header.epoch) }
    guard header.sequence == head.sequence + 1 else {
      return .outOfSequence(due: head.sequence + 1, found: header.sequence)
    }
    guard header.previous == head.hash else { return .otherPredecessor(header.previous) }
    return nil
  }

  /// What is wrong with an entry wherever it stands: its body or its signature; nil where both are
  /// sound.
  /// - Complexity: O(length of the body), one signature check.
  package static func contentFault(of entry: Entry, key: PublicKey) -> ChainFault? {
    let header = entry.header
    guard header.bodyLength == entry.body.count else {
      return .bodyLength(stated: header.bodyLength, found: entry.body.count)
    }
    guard header.bodyHash == ContentHash(of: entry.body) else { return .bodyChanged }
    guard key.isValid(signature: entry.signature, over: entry.headerBytes) else {
      return .badSignature
    }
    return nil
  }
}

/// The outcome of checking a log.
package struct Verification: Hashable, Sendable {
  /// Where the sound part ends.
  package var head: ChainHead
  /// The first entry that is not sound, and why; nil where all are.
  package var firstFault: Located?

  /// A fault and the sequence at which it was found.
  package struct Located: Hashable, Sendable {
    package let sequence: Int64
    package let fault: ChainFault

    package init(sequence: Int64, fault: ChainFault) {
      self.sequence = sequence
      self.fault = fault
    }
  }

  package init(head: ChainHead, firstFault: Located? = nil) {
    self.head = head
    self.firstFault = firstFault
  }

  package var isSound: Bool { firstFault == nil }

  /// Checks `entries` as what follows `head`, up to the first fault.
  package static func of(
    _ entries: some Sequence<Entry>, key: PublicKey, after head: ChainHead? = nil
  ) -> Verification {
    var verifier = ChainVerifier(key: key, after: head)
    for entry in entries {
      let due = verifier.head.sequence + 1
      if let fault = verifier.check(entry) {
        return Verification(
          head: verifier.head, firstFault: Located(sequence: due, fault: fault))
      }
    }
    return Verification(head: verifier.head)
  }
}
