package import Metering

/// What becomes of a correction when the book goes back to billing.
package enum ExportDecision: Hashable, Sendable {
  /// The corrected index goes into the book: the invoice does not exist yet.
  case correctBook
  /// The bill has gone out: an adjustment invoice is needed.
  case adjustInvoice
  /// It stays out and is named, with the reason.
  case hold(Reason)

  package enum Reason: String, CaseIterable, Hashable, Sendable {
    /// The point is in no list of the home any more.
    case pointGone
    /// A newer list of the book left the point out: there is no row for it to go into.
    case leftOut
    /// The list no longer holds the record that was diffed: its indices, multiplier, dates or kWh.
    case recordChanged
    /// The meter was inspected again since, and no minutes followed.
    case overtaken
    /// The invoice is in another state now than it was at the approval, or, unreviewed, in the minutes:
    /// amended minutes are due.
    case invoiceChanged
    /// The list does not say whether the invoice was issued.
    case invoiceUnknown
    /// The home belongs to a hub, and nobody approved the correction there.
    case notApproved
    /// A basis other than the re-read index needs a supervisor's choice.
    case basisNeedsSupervisor
    /// The book was signed, and not with this: it was recorded or decided later.
    case late
  }

  /// - Parameters:
  ///   - record: the point as the list has it now; nil where no list has it.
  ///   - isChanged: a newer list says something else of the record than the one inspected.
  ///   - isEnrolled: the home belongs to a hub, so that somebody else can approve.
  ///   - approval: the decision by which a supervisor approved these minutes; nil where none did.
  package init(
    _ correction: Correction, record: MeteringPoint?, isChanged: Bool = false, isEnrolled: Bool,
    approval: Review? = nil
  ) {
    let isApproved = approval != nil
    let fixed = approval?.invoice?.state ?? correction.invoice.state
    guard let record else {
      self = .hold(.pointGone)
      return
    }
    let holds = correction.registers.allSatisfy { corrected in
      record.registers.contains {
        $0.kind == corrected.register && $0.recorded == corrected.recorded
          && $0.old == corrected.old
      }
    }
    if !holds || isChanged {
      self = .hold(.recordChanged)
    } else if isEnrolled, !isApproved {
      self = .hold(.notApproved)
    } else if !isApproved, correction.registers.contains(where: { $0.basis.needsSupervisor }) {
      self = .hold(.basisNeedsSupervisor)
    } else if record.invoice != fixed {
      self = .hold(.invoiceChanged)
    } else {
      switch record.invoice {
      case .notIssued: self = .correctBook
      case .issued: self = .adjustInvoice
      case .unknown: self = .hold(.invoiceUnknown)
      }
    }
  }
}
