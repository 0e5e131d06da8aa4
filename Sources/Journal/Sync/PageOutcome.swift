package import Casework
package import Evidence

/// What a page of the hub's feed brought, as data for screens and scripts.
package struct PageOutcome: Hashable, Sendable {
  /// Entries that were new here.
  package var entries = 0
  /// Lists given to this device that were new here.
  package var assigned: [ListAssignment] = []
  /// Statements of billing about invoices that were new here, in rows.
  package var invoices = 0
  /// What billing did with corrections, in entries that were new here.
  package var answers = 0
  /// Entries of other devices that were new here: inspections, decisions and what else they recorded.
  package var decisions = 0
  /// Own entries that the hub does not count, with its reasons.
  package var quarantined: [EntryQuarantine] = []
  /// Inspections that contradict each other, at meters that this home knows.
  package var disputes: [InspectionDispute] = []
  /// The revocation of this device.
  package var revocation: DeviceRevocation?
  /// The hub found two logs of this device.
  package var freeze: DeviceFreeze?
  /// Points that other persons visited, as the page says.
  package var visits = 0
  /// The receipt for the head that the hub has of this device; it is kept by `keep(_:hub:)`.
  package var receipt: Receipt?
  /// True where the page was taken in before.
  package var isRepeated = false

  package init() {}
}
