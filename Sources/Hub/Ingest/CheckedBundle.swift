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

  /// A bundle short enough to be let past longer ones that wait: a street's visits, not a week's.
  var isShort: Bool { entries.count <= CheckedBundle.short }

  /// Entries of a bundle that goes past longer ones.
  static let short = 64
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

  /// True of what only a supervisor records.
  var isDecision: Bool {
    switch record {
    case .review?, .bookSigned?: true
    default: false
    }
  }

  init(_ entry: Entry) {
    let kind = entry.header.kind.name
    do {
      if let body = try RecordBody.read(entry.body, kind: kind) {
        person = body.stamp.person
        record = body.record
        point = body.record.point.map { PointKey.of($0.identity) }
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
