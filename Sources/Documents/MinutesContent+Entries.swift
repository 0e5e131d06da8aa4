package import Casework

extension MinutesContent {
  /// Takes in what came after the minutes: photos added, signatures, amendment, withdrawal.
  ///
  /// `entries` are all of the point, oldest first. An entry that was withdrawn itself changes nothing.
  /// - Complexity: O(entries of the point).
  package mutating func follow(_ entries: [RecordedEntry]) {
    let gone = Standing.withdrawn(in: entries)
    for later in entries {
      switch later.body.record {
      case .withdrawal(let withdrawal)
      where withdrawal.entry == entry || withdrawal.entry == correction.inspection:
        guard withdrawn == nil else { continue }
        withdrawn = WithdrawnMark(time: later.body.stamp.time, reason: withdrawal.reason)
      case .attachment(let attachment)
      where attachment.entry == entry || attachment.entry == correction.inspection:
        addedPhotos += attachment.photos
      case .signing(let signing) where signing.correction == entry && !gone.contains(later.hash):
        self.signing = SigningMark(time: later.body.stamp.time, signing: signing)
      case .correction(let amendment)
      where amendment.supersedes?.entry == entry && !gone.contains(later.hash):
        supersededBy = amendment.number
      default: break
      }
    }
  }
}
