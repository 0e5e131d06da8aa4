import Metering

extension Inspection: Codable {
  private enum CodingKeys: String, CodingKey {
    case verdict, probability, registers, readAt = "read", dwell, keys
    case chosenAttempt = "chosen"
    case peeked, unattended, noReading, otherMeter, photos, position, answers
  }

  /// Absent flags are false, so that the common inspection stays small.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      point: try PointReference(from: decoder),
      verdict: try fields.decode(Verdict.self, forKey: .verdict),
      probabilityRecordRight: try fields.decode(Int.self, forKey: .probability),
      registers: try fields.decodeIfPresent([InspectedRegister].self, forKey: .registers) ?? [],
      readAt: try fields.decode(LocalMinute.self, forKey: .readAt),
      dwell: try fields.decodeIfPresent(Int64.self, forKey: .dwell) ?? 0,
      keys: try fields.decodeIfPresent(Int.self, forKey: .keys) ?? 0,
      chosenAttempt: try fields.decodeIfPresent(Int.self, forKey: .chosenAttempt),
      peeked: try fields.decodeIfPresent(Bool.self, forKey: .peeked) ?? false,
      unattended: try fields.decodeIfPresent(Bool.self, forKey: .unattended) ?? false,
      noReading: try fields.decodeIfPresent(NoReading.self, forKey: .noReading),
      otherMeter: try fields.decodeIfPresent(OtherMeter.self, forKey: .otherMeter),
      photos: try fields.decodeIfPresent([Photo].self, forKey: .photos) ?? [],
      position: try fields.decodeIfPresent(Position.self, forKey: .position),
      answers: try fields.decodeIfPresent(String.self, forKey: .answers))
  }

  package func encode(to encoder: any Encoder) throws {
    try point.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(verdict, forKey: .verdict)
    try fields.encode(probabilityRecordRight, forKey: .probability)
    if !registers.isEmpty { try fields.encode(registers, forKey: .registers) }
    try fields.encode(readAt, forKey: .readAt)
    if dwell > 0 { try fields.encode(dwell, forKey: .dwell) }
    if keys > 0 { try fields.encode(keys, forKey: .keys) }
    try fields.encodeIfPresent(chosenAttempt, forKey: .chosenAttempt)
    if peeked { try fields.encode(true, forKey: .peeked) }
    if unattended { try fields.encode(true, forKey: .unattended) }
    try fields.encodeIfPresent(noReading, forKey: .noReading)
    try fields.encodeIfPresent(otherMeter, forKey: .otherMeter)
    if !photos.isEmpty { try fields.encode(photos, forKey: .photos) }
    try fields.encodeIfPresent(position, forKey: .position)
    try fields.encodeIfPresent(answers, forKey: .answers)
  }
}
