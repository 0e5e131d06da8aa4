package import Casework
package import Metering

/// What minutes of correction are made of: the entries, and what the list said of the point.
package struct MinutesContent: Hashable, Sendable {
  package var correction: Correction
  /// The inspection the correction rests on; nil where its entry is not at hand.
  package var inspection: Inspection?
  /// The stamp of the correction's entry: time, place in the chain, person.
  package var stamp: Stamp
  /// The hash of the correction's entry in hex; empty before it is saved, which makes a preview.
  package var entry: String
  /// The metering point as listed; nil where its list cannot be loaded.
  package var point: MeteringPoint?
  /// The unit's name; its code is used where this is nil.
  package var unitName: String?
  package var withdrawn: WithdrawnMark?
  /// The number of the minutes that took the place of these.
  package var supersededBy: String?
  /// How the paper ended; nil while nobody said.
  package var signing: SigningMark?
  /// Photos that were added to the inspection or to the minutes later.
  package var addedPhotos: [Photo]

  package init(
    correction: Correction, inspection: Inspection?, stamp: Stamp, entry: String,
    point: MeteringPoint? = nil, unitName: String? = nil, withdrawn: WithdrawnMark? = nil,
    supersededBy: String? = nil, signing: SigningMark? = nil, addedPhotos: [Photo] = []
  ) {
    self.correction = correction
    self.inspection = inspection
    self.stamp = stamp
    self.entry = entry
    self.point = point
    self.unitName = unitName
    self.withdrawn = withdrawn
    self.supersededBy = supersededBy
    self.signing = signing
    self.addedPhotos = addedPhotos
  }

  /// Every photo of the case in the order in which it was kept, none twice.
  var photos: [Photo] {
    var seen: Set<String> = []
    let all =
      (inspection?.photos ?? []) + correction.photos + addedPhotos
      + (signing?.signing.photos ?? [])
    return all.filter { seen.insert($0.sha256).inserted }
  }

  /// Billed energy after the correction less that before; negative is a refund.
  var difference: Energy { correction.energyChange }

  /// What the list said of a register.
  func listed(_ kind: RegisterKind) -> RecordedRegister? {
    point?.registers.first { $0.kind == kind }
  }
}

/// That minutes were withdrawn: when, and why where words were given.
package struct WithdrawnMark: Hashable, Sendable {
  /// The stamp's time of the withdrawal (RFC 3339).
  package var time: String
  package var reason: Withdrawal.Reason

  package init(time: String, reason: Withdrawal.Reason) {
    self.time = time
    self.reason = reason
  }
}

/// That somebody signed minutes or refused to: what was recorded, and when.
package struct SigningMark: Hashable, Sendable {
  /// The stamp's time of the record (RFC 3339).
  package var time: String
  package var signing: MinutesSigning

  package init(time: String, signing: MinutesSigning) {
    self.time = time
    self.signing = signing
  }
}
