import Casework
import Metering

/// What stands for a point's identity in the store's keys.
///
/// The words themselves and no digest of them: who walks a book visits points whose codes lie side by
/// side, so that their rows come to lie on the same pages; a digest would scatter them over all.
enum PointKey {
  static func of(_ identity: PointIdentity) -> [UInt8] {
    let words = [
      identity.unit, identity.point, identity.meter, identity.period.description,
    ]
    return Array(words.joined(separator: "\u{1F}").utf8)
  }
}
