import Casework
import Evidence
import FoundationEssentials
import Metering
import Sync

/// A bundle whose every hash and signature was found sound, with what its bodies say.
struct CheckedBundle: Sendable {
  let device: DeviceIdentity
  let entries: [Entry]
  let facts: [EntryFacts]

  /// Reads and checks a bundle; no store is needed for it, so it runs on any processor.
  /// - Throws: `Refusal`.
  /// - Complexity: O(bytes), one signature check an entry.
  init(_ entries: [Entry], key: PublicKey) throws(Refusal) {
    guard let first = entries.first else { throw Refusal(.malformed, "the bundle is empty") }
    for entry in entries {
      if let fault = ChainVerifier.contentFault(of: entry, key: key) {
        throw Refusal(.signature, "entry \(entry.header.sequence): \(fault)")
      }
    }
    device = first.header.device
    self.entries = entries
    facts = entries.map(EntryFacts.init)
  }
}

/// What the hub has to know of an entry's body.
struct EntryFacts: Sendable {
  /// Who made it, as it says itself; nil where the body is no body.
  var person: String?
  /// What it records; nil where the kind is not one of this version's.
  var record: Record?
  /// Why the body is not acceptable; nil where it is.
  var fault: String?
  /// Of the point that it names.
  var point: [UInt8]?

  init(_ entry: Entry) {
    let kind = entry.header.kind.name
    do {
      if let body = try RecordBody.read(entry.body, kind: kind) {
        person = body.stamp.person
        record = body.record
        point = body.record.point.map { PointDigest.of($0.identity) }
      } else {
        person = try JSONDecoder().decode(StampedBody.self, from: Data(entry.body)).stamp.person
      }
    } catch {
      // What the decoder says may quote the body, which may name a customer.
      fault = "the body is no body of kind \(kind)"
    }
  }

  private struct StampedBody: Decodable {
    let stamp: Stamp

    init(from decoder: any Decoder) throws { stamp = try Stamp(from: decoder) }
  }
}
