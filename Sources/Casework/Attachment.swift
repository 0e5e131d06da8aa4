import Metering

/// A photo: its bytes lie in the blobs under their hash, the signed entry holds the hash.
package struct Photo: Codable, Hashable, Sendable {
  /// SHA-256 of the file, in hex.
  package var sha256: String
  package var bytes: Int
  /// The file's name in the camera's folder, for the person's eyes only: names repeat.
  package var name: String
  /// When the file was last written, local with offset.
  package var taken: String

  package init(sha256: String, bytes: Int, name: String, taken: String) {
    self.sha256 = sha256
    self.bytes = bytes
    self.name = name
    self.taken = taken
  }
}

/// Where the device was, as its receiver said it.
package struct Position: Codable, Hashable, Sendable {
  /// Ten-millionths of a degree, north and east positive.
  package var latitude: Int64
  package var longitude: Int64
  /// Metres within which the receiver holds it for true; nil where it does not say.
  package var error: Int?
  /// Seconds between the fix and the entry.
  package var age: Int

  package init(latitude: Int64, longitude: Int64, error: Int?, age: Int) {
    self.latitude = latitude
    self.longitude = longitude
    self.error = error
    self.age = age
  }
}

/// Photos that were added to an inspection or to minutes after they were saved.
package struct Attachment: Hashable, Sendable {
  package var point: PointReference
  /// The hash of the entry that they belong to, in hex.
  package var entry: String
  package var photos: [Photo]

  package init(point: PointReference, entry: String, photos: [Photo]) {
    self.point = point
    self.entry = entry
    self.photos = photos
  }
}

/// How the paper of minutes ended: signed by the customer, or refused before a witness.
package struct MinutesSigning: Hashable, Sendable {
  package enum Outcome: String, CaseIterable, Codable, Hashable, Sendable {
    case signed, refused
  }

  package var point: PointReference
  /// The number of the minutes, and the hash of their entry in hex.
  package var number: String
  package var correction: String
  package var outcome: Outcome
  /// Who signed or refused for the customer.
  package var customer: String?
  /// Who saw it; needed where the customer refused.
  package var witness: String?
  /// Photos of the signed paper.
  package var photos: [Photo]
  /// Why a signed paper has no photo, where it has none.
  package var photoMissing: PhotoMissing?

  package init(
    point: PointReference, number: String, correction: String, outcome: Outcome,
    customer: String? = nil, witness: String? = nil, photos: [Photo] = [],
    photoMissing: PhotoMissing? = nil
  ) {
    self.point = point
    self.number = number
    self.correction = correction
    self.outcome = outcome
    self.customer = customer
    self.witness = witness
    self.photos = photos
    self.photoMissing = photoMissing
  }
}

extension Attachment: Codable {
  private enum CodingKeys: String, CodingKey {
    case entry, photos
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      point: try PointReference(from: decoder),
      entry: try fields.decode(String.self, forKey: .entry),
      photos: try fields.decode([Photo].self, forKey: .photos))
  }

  package func encode(to encoder: any Encoder) throws {
    try point.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(entry, forKey: .entry)
    try fields.encode(photos, forKey: .photos)
  }
}

extension MinutesSigning: Codable {
  private enum CodingKeys: String, CodingKey {
    case number, correction, outcome, customer, witness, photos, photoMissing
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      point: try PointReference(from: decoder),
      number: try fields.decode(String.self, forKey: .number),
      correction: try fields.decode(String.self, forKey: .correction),
      outcome: try fields.decode(Outcome.self, forKey: .outcome),
      customer: try fields.decodeIfPresent(String.self, forKey: .customer),
      witness: try fields.decodeIfPresent(String.self, forKey: .witness),
      photos: try fields.decodeIfPresent([Photo].self, forKey: .photos) ?? [],
      photoMissing: try fields.decodeIfPresent(PhotoMissing.self, forKey: .photoMissing))
  }

  package func encode(to encoder: any Encoder) throws {
    try point.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(number, forKey: .number)
    try fields.encode(correction, forKey: .correction)
    try fields.encode(outcome, forKey: .outcome)
    try fields.encodeIfPresent(customer, forKey: .customer)
    try fields.encodeIfPresent(witness, forKey: .witness)
    if !photos.isEmpty { try fields.encode(photos, forKey: .photos) }
    try fields.encodeIfPresent(photoMissing, forKey: .photoMissing)
  }
}
