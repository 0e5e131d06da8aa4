import Casework
import Frames
import Metering

/// The minutes of correction, field by field in the order of the paper, each prefilled; the last row
/// saves. Nothing needs free text: every field offers numbered phrases.
struct CorrectionForm: ScreenState, Hashable {
  enum Row: String, CaseIterable, Hashable, Sendable {
    case cause, basis, seal, attendance, customerName, witness, remarks, photos, preview, save
  }

  let dossier: PointDossier
  /// The entry of the inspection that the minutes rest on.
  let inspection: String
  let assessment: PointAssessment
  /// What the dial shows now.
  let rereads: [Reread]

  var cause: Cause
  /// Why another cause than the suggested one was chosen.
  var causeReason: String?
  var basis = CorrectionBasis.reread
  /// Indices typed by hand for the basis `agreed`.
  var agreed: [RegisterKind: Index] = [:]
  /// Those typed so far while they are asked for one by one; the basis is theirs once all are there.
  var agreeing: [RegisterKind: Index] = [:]
  var seal: String?
  var attendance = CustomerPresence.Attendance.absent
  var customerName: String?
  var witness: String?
  var remarks: [String] = []
  /// Taken for the minutes, besides those of the inspection.
  var photos: [Photo] = []
  var photoMissing: PhotoMissing?
  /// The minutes that these amend; nil for first ones.
  var supersedes: SupersededMinutes?
  var selected = 0
  var isSaving = false

  init(
    _ dossier: PointDossier, inspection: String, assessment: PointAssessment,
    rereads: [Reread], cause: Cause
  ) {
    self.dossier = dossier
    self.inspection = inspection
    self.assessment = assessment
    self.rereads = rereads
    self.cause = cause
    restore(dossier.draft)
    selected = rows.firstIndex(of: .save) ?? 0
    if !CorrectionForm.isDraft(dossier.draft) { selected = 0 }
  }

  /// The rows shown: a name is asked for only where somebody of the customer's was there.
  var rows: [Row] {
    Row.allCases.filter { $0 != .customerName || attendance != .absent }
  }

  func bindings(_ shared: Shared) -> [Binding] {
    BindingTable.form.recording(shared)
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    guard !isSaving || isAnswer(input) else { return [] }
    switch input {
    case .command(let command, _): return carryOut(command, &shared)
    case .key(.character(let digit), _):
      // The tenth row is 0's.
      guard let value = digit.wholeNumberValue else { return [] }
      let number = value == 0 ? 10 : value
      guard number <= rows.count else { return [] }
      selected = number - 1
      return open(&shared)
    case .chosen(let purpose, _, let number) where Row(rawValue: purpose) == .photos:
      return choosePhoto(number, &shared)
    case .chosen(CorrectionForm.beforeSaving, _, let number):
      return choosePhotoBeforeSaving(number, &shared)
    case .chosen(CorrectionForm.causeReasonPurpose, let text, _):
      causeReason = text
      return [keepDraft()]
    case .chosen(let purpose, let text, let number)
    where purpose == Row.basis.rawValue || purpose.hasPrefix(CorrectionForm.agreedPrefix):
      return takeBasis(purpose, text, number, &shared)
    case .chosen(let purpose, let text, let number):
      take(purpose, text, number, shared)
      return [keepDraft()]
    case .answer(let answer): return take(answer, &shared)
    default: return []
    }
  }

  private func isAnswer(_ input: Input) -> Bool {
    if case .answer = input { return true }
    return false
  }

  private mutating func carryOut(_ command: Command, _ shared: inout Shared) -> [Step] {
    switch command {
    // Round the ends: ▲ from the first row is the quick way to "save".
    case .up: selected = (selected + rows.count - 1) % rows.count
    case .down: selected = (selected + 1) % rows.count
    case .first, .pageUp: selected = 0
    case .last, .pageDown: selected = rows.count - 1
    case .open: return open(&shared)
    case .save: return save(shared)
    case .photo: return takePhoto(&shared)
    case .preview: return preview(shared)
    case .back: return [keepDraft(), .pop]
    default: break
    }
    return []
  }

  private mutating func open(_ shared: inout Shared) -> [Step] {
    let say = shared.say
    func choose(_ texts: [String], allowsText: Bool) -> [Step] {
      let row = rows[selected]
      return [
        .push(
          .choice(
            .phrases(
              say("form.\(row.rawValue)"), texts, purpose: row.rawValue, allowsText: allowsText)))
      ]
    }
    switch rows[selected] {
    case .cause: return choose(causes.map { say("cause.\($0.rawValue)") }, allowsText: false)
    case .basis: return [askBasis(shared)]
    case .seal: return choose(say.numbered("phrase.seal."), allowsText: true)
    case .attendance:
      let all = CustomerPresence.Attendance.allCases
      return choose(all.map { say("attendance.\($0.rawValue)") }, allowsText: false)
    case .customerName:
      let listed = dossier.point.customerName.map { [$0] } ?? []
      return choose(listed + say.numbered("phrase.relation."), allowsText: true)
    case .witness: return choose(say.numbered("phrase.witness."), allowsText: true)
    case .remarks: return choose(say.numbered("phrase.remark."), allowsText: true)
    case .photos: return openPhotos(&shared)
    case .preview: return preview(shared)
    case .save: return save(shared)
    }
  }

  /// The causes found, most probable first, then all the others.
  var causes: [Cause] {
    let found = assessment.registers.flatMap(\.findings).sorted { $0.probability > $1.probability }
      .map(\.cause)
    var listed: [Cause] = []
    for cause in found + Cause.allCases where !listed.contains(cause) { listed.append(cause) }
    return listed
  }

  private mutating func take(_ purpose: String, _ text: String, _ number: Int, _ shared: Shared) {
    switch Row(rawValue: purpose) {
    case .cause where causes.indices.contains(number):
      cause = causes[number]
      causeReason = nil
      if !bases.contains(basis) { basis = .reread }
    case .seal: seal = text
    case .attendance:
      let all = CustomerPresence.Attendance.allCases
      guard all.indices.contains(number) else { return }
      attendance = all[number]
      if attendance == .absent { customerName = nil }
      if attendance != .absent, customerName == nil { customerName = dossier.point.customerName }
    case .customerName: customerName = text
    case .witness: witness = number == 0 && text == shared.say("phrase.witness.1") ? nil : text
    case .remarks:
      if let place = remarks.firstIndex(of: text) {
        remarks.remove(at: place)
      } else {
        remarks.append(text)
      }
    default: return
    }
    if Row(rawValue: purpose) != .remarks { selected = min(selected + 1, rows.count - 1) }
  }
}
