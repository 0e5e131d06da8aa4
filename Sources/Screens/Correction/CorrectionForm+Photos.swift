import Casework
import Frames
import Wording

/// Photos of the minutes: asked for, never forced. Where there is no camera, or none is allowed, the
/// minutes say so.
extension CorrectionForm {
  /// The purpose of the choice that stands between "save" and minutes without a photo.
  static let beforeSaving = "photos-before-saving"

  /// The minutes or the inspection they rest on have a photo.
  var hasPhoto: Bool { !photos.isEmpty || !dossier.photos.isEmpty }

  func takePhoto(_ shared: inout Shared) -> [Step] {
    shared.takePhoto(of: dossier.row.id, holding: photos)
  }

  /// The row's Enter: one more photo, or why there is none.
  func openPhotos(_ shared: inout Shared) -> [Step] {
    if hasPhoto { return takePhoto(&shared) }
    return [
      .push(.choice(.photo(shared.say, title: "form.photos", purpose: Row.photos.rawValue)))
    ]
  }

  mutating func choosePhoto(_ number: Int, _ shared: inout Shared) -> [Step] {
    guard let reason = PhotoMissing(choice: number) else { return takePhoto(&shared) }
    photoMissing = reason
    selected = min(selected + 1, rows.count - 1)
    return [keepDraft()]
  }

  /// A photo is looked at (its name, on the top line) before the minutes are saved; a reason why there
  /// is none needs no second look.
  mutating func choosePhotoBeforeSaving(_ number: Int, _ shared: inout Shared) -> [Step] {
    guard let reason = PhotoMissing(choice: number) else {
      selected = rows.firstIndex(of: .save) ?? selected
      return takePhoto(&shared)
    }
    photoMissing = reason
    return [keepDraft()] + save(shared)
  }

  mutating func hold(_ photo: Photo, _ shared: inout Shared) {
    photos.hold(photo)
    photoMissing = nil
    shared.sayTaken(photo, of: photos.count + dossier.photos.count)
  }

  /// How many there are, and the last one's name.
  func photosText(_ say: Wording) -> String {
    let count = say("photo.count", say.number(photos.count + dossier.photos.count))
    if let last = photos.last { return "\(count) · \(last.name)" }
    if !dossier.photos.isEmpty { return "\(count) · \(say("form.photos.of-reading"))" }
    return photoMissing.map { say("photo-missing.\($0.rawValue).short") } ?? say("form.empty")
  }
}
