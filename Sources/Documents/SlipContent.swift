package import Casework
package import Metering

/// What a re-inspection slip (*phiếu phúc tra*) is made of; for any verdict.
package struct SlipContent: Hashable, Sendable {
  package var inspection: Inspection
  /// The stamp of the inspection's entry.
  package var stamp: Stamp
  /// The hash of the inspection's entry in hex.
  package var entry: String
  /// The metering point as listed; nil where its list cannot be loaded.
  package var point: MeteringPoint?
  /// The assessment with its reasons, where it was just made; else the slip takes the reason from
  /// what the inspection kept.
  package var assessment: PointAssessment?
  package var unitName: String?
  /// What the inspector decided against the program's verdict; nil where he did not.
  package var overruled: OverruledVerdict?

  package init(
    inspection: Inspection, stamp: Stamp, entry: String, point: MeteringPoint? = nil,
    assessment: PointAssessment? = nil, unitName: String? = nil,
    overruled: OverruledVerdict? = nil
  ) {
    self.inspection = inspection
    self.stamp = stamp
    self.entry = entry
    self.point = point
    self.assessment = assessment
    self.unitName = unitName
    self.overruled = overruled
  }

  func listed(_ kind: RegisterKind) -> RecordedRegister? {
    point?.registers.first { $0.kind == kind }
  }

  func assessed(_ kind: RegisterKind) -> RegisterAssessment? {
    assessment?.registers.first { $0.kind == kind }
  }

  /// Whole days from the recorded reading to the re-inspection, where the list gives its date.
  func days(_ kind: RegisterKind) -> Int? {
    listed(kind).map { inspection.readAt.day.number - $0.recordedDate.day.number }
  }

  /// Days of the billed period.
  var billedDays: Int? {
    guard let register = point?.registers.first(where: \.kind.isBilled),
      let old = register.oldDate
    else { return nil }
    let days = register.recordedDate.day.number - old.day.number
    return days > 0 ? days : nil
  }
}
