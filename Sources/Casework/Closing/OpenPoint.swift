package import Metering

/// A point that cannot be closed yet: what is missing, and whose turn it is.
package struct OpenPoint: Hashable, Sendable {
  /// Why a point is held back from billing.
  package enum Reason: String, Codable, CaseIterable, Hashable, Sendable {
    /// Nobody has been there.
    case unvisited
    /// Sent back, and not done again yet.
    case returned
    /// Found wrong, and no minutes were written.
    case minutesMissing
    /// A supervisor has to decide.
    case undecided
    /// Supervisors decided differently.
    case contested
    case thirdVisit
    case meterTest
    /// Decided so: nobody could read the dial.
    case invoiceWithheld
    /// To be billed by an estimate, and no month before is known.
    case noMonthsBefore
    /// As `ExportDecision.Reason` says.
    case pointGone, recordChanged, overtaken, invoiceChanged, invoiceUnknown, notApproved
    case basisNeedsSupervisor, late
  }

  /// Whose turn it is.
  package enum Owner: Hashable, Sendable {
    /// Of the crew: who was there, else the device that the list was given to, as far as known.
    case crew(String?)
    case supervisor
  }

  package var identity: PointIdentity
  package var state: Standing.State
  package var reason: Reason
  package var owner: Owner

  package init(
    identity: PointIdentity, state: Standing.State, reason: Reason, owner: Owner
  ) {
    self.identity = identity
    self.state = state
    self.reason = reason
    self.owner = owner
  }
}

extension OpenPoint.Reason {
  /// The reason for which an approved correction stays out of the book.
  init(_ reason: ExportDecision.Reason) {
    self =
      switch reason {
      case .pointGone, .leftOut: .pointGone
      case .recordChanged: .recordChanged
      case .overtaken: .overtaken
      case .invoiceChanged: .invoiceChanged
      case .invoiceUnknown: .invoiceUnknown
      case .notApproved: .notApproved
      case .basisNeedsSupervisor: .basisNeedsSupervisor
      case .late: .late
      }
  }
}
