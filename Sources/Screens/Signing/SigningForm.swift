import Casework
import Frames
import Metering

/// How the paper of minutes ended, where their invoice is out: signed by the customer, with a photo
/// of the signed paper, or refused before a witness.
struct SigningForm: ScreenState, Hashable {
  enum Row: String, CaseIterable, Hashable, Sendable {
    case outcome, customer, witness, photos, save
  }

  let minutes: MinutesRow
  let dossier: PointDossier
  /// When the paper was opened, in milliseconds of the monotonic clock: photos are newer.
  let since: Int64

  var outcome: MinutesSigning.Outcome?
  var customer: String?
  var witness: String?
  var photos: [Photo] = []
  var photoMissing: PhotoMissing?
  var selected = 0
  var isSaving = false

  /// The purpose of the choice between "save" and a signed paper without a photo.
  static let beforeSaving = "photos-before-saving"

  init(_ minutes: MinutesRow, _ dossier: PointDossier, since: Int64) {
    self.minutes = minutes
    self.dossier = dossier
    self.since = since
    customer = minutes.correction.customer.name ?? dossier.point.customerName
    witness = minutes.correction.witness
    restore(dossier.draft)
  }

  func bindings(_ shared: Shared) -> [Binding] {
    BindingTable.signing.recording(shared)
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    if case .answer(let answer) = input { return take(answer, &shared) }
    guard !isSaving else { return [] }
    switch input {
    case .command(let command, _): return carryOut(command, &shared)
    case .key(.character(let digit), _):
      guard let number = digit.wholeNumberValue, (1...Row.allCases.count).contains(number) else {
        return []
      }
      selected = number - 1
      return open(&shared)
    case .chosen(let purpose, let text, let number):
      return choose(purpose, text, number, &shared)
    default: return []
    }
  }

  private mutating func carryOut(_ command: Command, _ shared: inout Shared) -> [Step] {
    let count = Row.allCases.count
    switch command {
    case .up: selected = (selected + count - 1) % count
    case .down: selected = (selected + 1) % count
    case .first, .pageUp: selected = 0
    case .last, .pageDown: selected = count - 1
    case .open: return open(&shared)
    case .save: return save(&shared)
    case .photo: return takePhoto(&shared)
    case .back: return [keepDraft(), .pop]
    default: break
    }
    return []
  }

  private mutating func open(_ shared: inout Shared) -> [Step] {
    switch Row.allCases[selected] {
    case .outcome: return choose(.outcome, shared)
    case .customer: return choose(.customer, shared)
    case .witness: return choose(.witness, shared)
    case .photos:
      if !photos.isEmpty { return takePhoto(&shared) }
      return [
        .push(.choice(.photo(shared.say, title: "signing.photos", purpose: Row.photos.rawValue)))
      ]
    case .save: return save(&shared)
    }
  }

  /// Opens the numbered phrases of a field.
  func choose(_ row: Row, _ shared: Shared) -> [Step] {
    let say = shared.say
    let texts =
      switch row {
      case .outcome: MinutesSigning.Outcome.allCases.map { say("signing.\($0.rawValue)") }
      case .customer:
        (dossier.point.customerName.map { [$0] } ?? []) + say.numbered("phrase.relation.")
      // The first phrase says that there was none.
      case .witness: Array(say.numbered("phrase.witness.").dropFirst())
      case .photos, .save: [String]()
      }
    return [
      .push(
        .choice(
          .phrases(
            say("signing.\(row.rawValue)"), texts, purpose: row.rawValue,
            allowsText: row != .outcome)))
    ]
  }

  private mutating func choose(
    _ purpose: String, _ text: String, _ number: Int, _ shared: inout Shared
  ) -> [Step] {
    if purpose == SigningForm.beforeSaving {
      selected = Row.allCases.count - 1
      guard let reason = PhotoMissing(choice: number) else { return takePhoto(&shared) }
      photoMissing = reason
      return [keepDraft()] + save(&shared)
    }
    switch Row(rawValue: purpose) {
    case .outcome where MinutesSigning.Outcome.allCases.indices.contains(number):
      outcome = MinutesSigning.Outcome.allCases[number]
    case .customer: customer = text
    case .witness: witness = text
    case .photos:
      guard let reason = PhotoMissing(choice: number) else { return takePhoto(&shared) }
      photoMissing = reason
    default: return []
    }
    selected = min(selected + 1, Row.allCases.count - 1)
    return [keepDraft()]
  }

  func takePhoto(_ shared: inout Shared) -> [Step] {
    shared.takePhoto(since: since, holding: photos)
  }
}
