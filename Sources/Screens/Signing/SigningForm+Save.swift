import Casework
import Frames

extension SigningForm {
  /// Saves, or opens the field without which it would prove nothing: how it ended; who signed; who saw
  /// the refusal; the photo of the signed paper.
  mutating func save(_ shared: inout Shared) -> [Step] {
    guard let outcome else { return choose(.outcome, shared) }
    switch outcome {
    case .refused where witness == nil:
      shared.notice = Notice(shared.say("signing.needs-witness"), .warning)
      selected = Row.allCases.firstIndex(of: .witness) ?? selected
      return choose(.witness, shared)
    case .signed where customer == nil:
      selected = Row.allCases.firstIndex(of: .customer) ?? selected
      return choose(.customer, shared)
    case .signed where photos.isEmpty && photoMissing == nil:
      return [
        .push(
          .choice(.photo(shared.say, title: "signing.photo-due", purpose: SigningForm.beforeSaving))
        )
      ]
    case .signed, .refused: break
    }
    isSaving = true
    let signing = MinutesSigning(
      point: minutes.correction.point, number: minutes.correction.number,
      correction: minutes.hash, outcome: outcome, customer: customer, witness: witness,
      photos: photos, photoMissing: photos.isEmpty && outcome == .signed ? photoMissing : nil)
    return [.effect(.saveSigning(signing, point: dossier.row.id)), .holdKeys()]
  }

  mutating func take(_ answer: Answer, _ shared: inout Shared) -> [Step] {
    switch answer {
    case .signingSaved:
      shared.undo = nil
      let key = outcome == .refused ? "signing.saved-refused" : "signing.saved-signed"
      shared.notice = Notice(shared.say(key, minutes.correction.number), .good)
      return [.pop]
    case .photoTaken(let photo):
      photos.hold(photo)
      photoMissing = nil
      shared.sayTaken(photo, of: photos.count)
      return [keepDraft()]
    case .failed:
      isSaving = false
      return []
    default: return []
    }
  }

  /// The form as text, one `name: value` a line, as the correction form keeps itself.
  func keepDraft() -> Step {
    var lines = ["signing: 1", "minutes: \(minutes.hash)"]
    if let outcome { lines.append("outcome: \(outcome.rawValue)") }
    if let customer { lines.append("customer: \(customer)") }
    if let witness { lines.append("witness: \(witness)") }
    lines += photos.map(\.draftLine)
    if let photoMissing { lines.append("photoMissing: \(photoMissing.rawValue)") }
    return .effect(.keepDraft(point: dossier.row.id, lines.joined(separator: "\n")))
  }

  static func isDraft(_ draft: String?) -> Bool {
    draft?.hasPrefix("signing: 1") == true
  }

  /// Takes up a draft of the same minutes' signing.
  mutating func restore(_ draft: String?) {
    guard SigningForm.isDraft(draft), let draft else { return }
    var values: [Substring: String] = [:]
    for line in draft.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      values[line[..<colon]] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    guard values["minutes"] == minutes.hash else { return }
    outcome = values["outcome"].flatMap { MinutesSigning.Outcome(rawValue: $0) }
    customer = values["customer"]
    witness = values["witness"]
    photos = [Photo](draft: draft)
    photoMissing = values["photoMissing"].flatMap { PhotoMissing(rawValue: $0) }
  }
}
