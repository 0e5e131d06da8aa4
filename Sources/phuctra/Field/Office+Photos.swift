import Casework
import Evidence
import Journal
import Screens

extension Office {
  /// Takes in the photo that was taken since a meter or a paper was opened: the newest that no entry
  /// names and the screen does not hold. Its bytes are safe in the blobs when this returns.
  /// - Throws: `CommandFailure` where no camera is set or nothing new was taken; `JournalError`.
  func takePhoto(_ request: PhotoRequest) throws -> Photo {
    let settings = try journal.configuration()?.settings ?? DeviceSettings()
    guard settings.camera != nil || settings.capture != nil else {
      throw CommandFailure(.badConfiguration, surroundings.say("photo.unset"))
    }
    let since = surroundings.clock.wall(ofMonotonic: request.since)
    if let folder = settings.camera {
      let now = surroundings.clock.wall(ofMonotonic: surroundings.clock.monotonic())
      for file in try Camera.files(in: folder, since: since, surroundings.say) {
        guard Camera.hasSettled(file, now: now) else {
          throw CommandFailure(.noInput, surroundings.say("photo.busy", file.name))
        }
        if let photo = try take(file, unlessIn: request.held) { return photo }
      }
    }
    guard let command = settings.capture else {
      throw CommandFailure(.noInput, surroundings.say("photo.none", settings.camera ?? ""))
    }
    let path = "\(surroundings.home)/capture.jpg"
    defer { Camera.discard(path) }
    let file = try Camera.capture(command, to: path, surroundings.say)
    guard let photo = try take(file, unlessIn: request.held) else {
      throw CommandFailure(.noInput, surroundings.say("photo.none", command))
    }
    return photo
  }

  /// Takes a photo in and names it in an entry of its own, added to another.
  func attach(_ request: PhotoRequest, to entry: String, _ point: PointReference) throws -> Answer {
    let photo = try takePhoto(request)
    _ = try journal.append([
      .attachment(Attachment(point: point, entry: entry, photos: [photo]))
    ])
    return .photoAttached(photo, try journal.counters())
  }

  /// The photo, or nil where an entry names its bytes already or the screen holds them.
  /// - Throws: `CommandFailure` where it is too large; `JournalError`.
  private func take(_ file: CameraFile, unlessIn held: [String]) throws -> Photo? {
    guard file.bytes <= Camera.largest else {
      let most = surroundings.say.number(Camera.largest >> 20)
      throw CommandFailure(.badData, surroundings.say("photo.too-large", file.name, most))
    }
    let (hash, bytes) = try journal.blobs.add(fileAt: file.path)
    guard !held.contains(hash.hex), try !journal.isBlobNamed(hash) else { return nil }
    return Photo(
      sha256: hash.hex, bytes: Int(bytes), name: file.name,
      taken: surroundings.clock.timestamp(ofWall: file.written))
  }
}
