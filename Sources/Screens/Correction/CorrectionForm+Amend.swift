import Casework
import Frames
import Metering

extension CorrectionForm {
  /// A form filled in from minutes that are to be amended; nil where they rest on another inspection
  /// than the one that counts now, for then there is nothing to amend but something to write anew.
  init?(amending row: MinutesRow, _ opened: PointDossier, at moment: Moment) {
    let diff = Diff(opened, at: moment)
    guard row.counts, opened.standing.correction == row.hash,
      opened.standing.inspection == row.correction.inspection, let assessment = diff.assessment
    else { return nil }
    var dossier = diff.dossier
    let draft = dossier.draft
    dossier.draft = nil
    let old = row.correction
    self.init(
      dossier, inspection: old.inspection, assessment: assessment, rereads: diff.rereads,
      cause: old.registers.first?.causeChosen ?? .unexplained)
    supersedes = SupersededMinutes(number: old.number, entry: row.hash)
    if let basis = old.registers.first?.basis, bases.contains(basis) { self.basis = basis }
    causeReason = old.causeReason
    if basis == .agreed {
      for register in old.registers { agreed[register.register] = register.corrected }
    }
    seal = old.seal
    attendance = old.customer.attendance
    customerName = old.customer.name
    witness = old.witness
    remarks = old.remarks
    photos = old.photos
    photoMissing = old.photoMissing
    restore(draft)
  }
}
