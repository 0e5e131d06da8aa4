import Casework
import Frames
import Wording

/// Photos that a screen holds until the entry they go into is saved; kept with its draft meanwhile.
extension Photo {
  /// One line of a draft. The name comes last, for it may hold anything but a line's end.
  var draftLine: String {
    let name = String(name.map { $0.isNewline ? " " : $0 })
    return "photo: \(sha256) \(bytes) \(taken) \(name)"
  }

  /// What stands behind `photo: ` in a draft; nil where that is no photo.
  init?(draftValue value: some StringProtocol) {
    let parts = value.split(separator: " ", maxSplits: 3)
    guard parts.count == 4, parts[0].utf8.count == 64,
      parts[0].allSatisfy({ $0.isHexDigit && $0.isASCII }), let bytes = Int(parts[1]), bytes >= 0
    else { return nil }
    self.init(
      sha256: String(parts[0]), bytes: bytes, name: String(parts[3]), taken: String(parts[2]))
  }
}

extension [Photo] {
  /// The photos of a draft, in order.
  init(draft: String?) {
    self = (draft ?? "").split(separator: "\n").compactMap { line in
      guard line.hasPrefix("photo: ") else { return nil }
      return Photo(draftValue: line.dropFirst("photo: ".count))
    }
  }

  /// Holds one more; the same photo counts once.
  mutating func hold(_ photo: Photo) {
    if !contains(where: { $0.sha256 == photo.sha256 }) { append(photo) }
  }
}

extension Shared {
  /// Asks for a photo of the meter at `row`; keys wait, for what is typed next belongs behind it.
  mutating func takePhoto(of row: Int64, holding photos: [Photo]) -> [Step] {
    let since = opening?.row == row ? opening?.since : nil
    return takePhoto(since: since ?? lastMoment.monotonic, holding: photos)
  }

  mutating func takePhoto(since: Int64, holding photos: [Photo]) -> [Step] {
    notice = Notice(say("photo.waiting"))
    return [
      .effect(.takePhoto(PhotoRequest(since: since, held: photos.map(\.sha256)))), .holdKeys(),
    ]
  }

  /// Asks for a photo that is stored at once, added to an entry.
  mutating func attachPhoto(to entry: String, _ point: PointReference, since: Int64) -> [Step] {
    notice = Notice(say("photo.waiting"))
    return [
      .effect(.attachPhoto(PhotoRequest(since: since, held: []), to: entry, point)), .holdKeys(),
    ]
  }

  /// Says which photo came, and how many there are now.
  mutating func sayTaken(_ photo: Photo, of count: Int) {
    notice = Notice(say("photo.taken", photo.name, say.number(count)), .good)
  }
}

extension Choice {
  /// What to do where a photo is due and there is none; `purpose` comes back with the number.
  static func photo(_ say: Wording, title: String, purpose: String) -> Choice {
    let ways = ["photo.take"] + PhotoMissing.allCases.map { "photo-missing.\($0.rawValue)" }
    return .phrases(say(title), ways.map { say($0) }, purpose: purpose, allowsText: false)
  }
}

extension PhotoMissing {
  /// The reason behind a number of the `photo` choice; nil for its first, which takes one.
  init?(choice number: Int) {
    guard PhotoMissing.allCases.indices.contains(number - 1) else { return nil }
    self = PhotoMissing.allCases[number - 1]
  }
}
