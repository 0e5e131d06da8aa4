import Casework
import Evidence
import Metering

/// Sixteen bytes that stand for a point's identity in the store's keys.
enum PointDigest {
  static func of(_ identity: PointIdentity) -> [UInt8] {
    let words = [
      identity.unit, identity.point, identity.meter, identity.period.description,
    ].joined(separator: "\u{1F}")
    return Array(ContentHash(of: Array(words.utf8)).bytes.prefix(16))
  }
}
