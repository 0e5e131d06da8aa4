import Casework
import Metering
import Testing

@Suite("What goes back to billing")
struct ExportDecisionTests {
  struct Case: Sendable {
    var name: String
    var listed = InvoiceState.notIssued
    var minutes = InvoiceState.notIssued
    var recorded: String? = "1920"
    var basis = CorrectionBasis.reread
    var isChanged = false
    var isEnrolled = false
    var isApproved = false
    var decision: ExportDecision
  }

  @Test(
    "is decided by the list as it is now, the minutes and the approval",
    arguments: [
      Case(name: "bill not out", decision: .correctBook),
      Case(
        name: "bill out", listed: .issued, minutes: .issued, decision: .adjustInvoice),
      Case(
        name: "nobody knows", listed: .unknown, minutes: .unknown,
        decision: .hold(.invoiceUnknown)),
      Case(name: "bill went out since", listed: .issued, decision: .hold(.invoiceChanged)),
      Case(name: "point gone", recorded: nil, decision: .hold(.pointGone)),
      Case(name: "another record now", recorded: "1290", decision: .hold(.recordChanged)),
      Case(
        name: "another record counts more than an approval", recorded: "1290", isEnrolled: true,
        isApproved: true, decision: .hold(.recordChanged)),
      Case(
        name: "another multiplier now", isChanged: true, isEnrolled: true, isApproved: true,
        decision: .hold(.recordChanged)),
      Case(name: "diagnosed", basis: .diagnosed, decision: .hold(.basisNeedsSupervisor)),
      Case(name: "agreed", basis: .agreed, decision: .hold(.basisNeedsSupervisor)),
      Case(name: "of a hub, unseen", isEnrolled: true, decision: .hold(.notApproved)),
      Case(
        name: "of a hub, approved", isEnrolled: true, isApproved: true, decision: .correctBook),
      Case(
        name: "diagnosed and approved", basis: .estimated, isEnrolled: true, isApproved: true,
        decision: .correctBook),
    ])
  func decision(example: Case) throws {
    func approval(of correction: Correction) -> Review {
      Review(
        point: correction.point, decision: .approve, entry: "beef", minutes: correction.number,
        invoice: correction.invoice)
    }
    var correction = try Sample.correction(of: "c0ffee", number: "N-1")
    correction.invoice.state = example.minutes
    correction.registers[0].basis = example.basis
    let record = try example.recorded.map { recorded in
      var point = MeteringPoint(
        identity: correction.point.identity,
        registers: [
          RecordedRegister(
            kind: .single, old: try Sample.index("1180"), recorded: try Sample.index(recorded),
            recordedDate: try Sample.readAt())
        ])
      point.invoice = example.listed
      return point
    }
    let decision = ExportDecision(
      correction, record: record, isChanged: example.isChanged, isEnrolled: example.isEnrolled,
      approval: example.isApproved ? approval(of: correction) : nil)
    #expect(decision == example.decision, "\(example.name)")
  }
}
