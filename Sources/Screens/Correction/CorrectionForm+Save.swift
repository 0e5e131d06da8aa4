import Casework
import Frames
import Metering

extension CorrectionForm {
  /// The correction as it stands in the form.
  func correction(_ tariffs: TariffBook) -> Correction {
    let registers = CorrectedRegister.correcting(
      dossier.point, rereads: rereads, assessment: assessment, cause: cause, basis: basis,
      agreed: agreed)
    return Correction(
      point: dossier.reference, inspection: inspection, registers: registers,
      invoice: dossier.invoice, seal: seal,
      customer: CustomerPresence(attendance: attendance, name: customerName),
      witness: witness, remarks: remarks, photos: photos,
      photoMissing: hasPhoto ? nil : photoMissing, supersedes: supersedes,
      overruled: dossier.standing.overruled, causeReason: isOwnCause ? causeReason : nil,
      cost: EstimatedCost(
        of: dossier.point, registers: registers,
        readOn: rereads.map(\.at.day).max() ?? Day(number: 0), tariffs: tariffs))
  }

  /// Saves; but minutes without any photo first ask for one, or for the reason why there is none.
  mutating func save(_ shared: Shared) -> [Step] {
    if isOwnCause, causeReason == nil { return [askCauseReason(shared)] }
    guard hasPhoto || photoMissing != nil else {
      return [
        .push(
          .choice(
            .photo(shared.say, title: "photo.due", purpose: CorrectionForm.beforeSaving)))
      ]
    }
    isSaving = true
    return [
      .effect(.saveCorrection(correction(shared.tariffs), point: dossier.row.id)), .holdKeys(),
    ]
  }

  func preview(_ shared: Shared) -> [Step] {
    let request = PaperRequest.preview(correction(shared.tariffs), point: dossier.row.id)
    return [keepDraft(), .push(.paper(Paper(request)))]
  }

  mutating func take(_ answer: Answer, _ shared: inout Shared) -> [Step] {
    switch answer {
    case .correctionSaved(let number, _, let next):
      shared.undo = nil
      shared.notice = Notice(
        shared.say(shared.isCompact ? "saved.minutes.short" : "saved.minutes", number), .good)
      if supersedes != nil { return [.pop] }
      guard let next else { return [.popToWorklist] }
      return [.replace(.reading(Reading(next, at: shared.lastMoment)))]
    case .failed:
      isSaving = false
      return []
    case .photoTaken(let photo):
      hold(photo, &shared)
      return [keepDraft()]
    default: return []
    }
  }

  /// The form as text, one `name: value` a line, so that a flat battery costs nothing typed.
  func keepDraft() -> Step {
    var lines = ["form: 1", "cause: \(cause.rawValue)", "basis: \(basis.rawValue)"]
    lines.append("attendance: \(attendance.rawValue)")
    if let causeReason { lines.append("causeReason: \(causeReason)") }
    lines += agreed.map { "agreed: \($0.key.rawValue) \($0.value)" }.sorted()
    if let seal { lines.append("seal: \(seal)") }
    if let customerName { lines.append("customerName: \(customerName)") }
    if let witness { lines.append("witness: \(witness)") }
    lines += remarks.map { "remark: \($0)" }
    lines += photos.map(\.draftLine)
    if let photoMissing { lines.append("photoMissing: \(photoMissing.rawValue)") }
    if let supersedes { lines.append("amends: \(supersedes.entry)") }
    return .effect(.keepDraft(point: dossier.row.id, lines.joined(separator: "\n")))
  }

  /// True where a draft is one of this form's.
  static func isDraft(_ draft: String?) -> Bool {
    draft?.hasPrefix("form: 1") == true
  }

  mutating func restore(_ draft: String?) {
    guard CorrectionForm.isDraft(draft), let draft else { return }
    // What was begun as an amendment is taken up by the same amendment alone, and first minutes by
    // first ones.
    let amended = draft.split(separator: "\n").first { $0.hasPrefix("amends: ") }
    guard amended?.dropFirst("amends: ".count) == supersedes?.entry[...] else { return }
    remarks = []
    photos = [Photo](draft: draft)
    photoMissing = nil
    for line in draft.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = String(line[line.index(after: colon)...].drop { $0 == " " })
      switch line[..<colon] {
      case "cause": cause = Cause(rawValue: value) ?? cause
      case "basis": basis = CorrectionBasis(rawValue: value) ?? basis
      case "attendance":
        attendance = CustomerPresence.Attendance(rawValue: value) ?? attendance
      case "causeReason": causeReason = value
      case "agreed":
        let parts = value.split(separator: " ")
        if parts.count == 2, let kind = RegisterKind(rawValue: String(parts[0])) {
          agreed[kind] = Index(parts[1])
        }
      case "seal": seal = value
      case "customerName": customerName = value
      case "witness": witness = value
      case "remark": remarks.append(value)
      case "photoMissing": photoMissing = PhotoMissing(rawValue: value)
      default: break
      }
    }
    if !bases.contains(basis) || missingAgreed != nil { basis = .reread }
  }
}
