import FoundationEssentials

/// A record with its stamp, as the UTF-8 JSON object that is an entry's body.
package struct RecordBody: Hashable, Sendable {
  /// The version of the bodies that this program writes.
  package static let version = 1

  package var stamp: Stamp
  package var record: Record

  package init(stamp: Stamp, record: Record) {
    self.stamp = stamp
    self.record = record
  }

  /// The body's bytes. Written once: entries keep and sign exactly these, nothing prints them again.
  /// - Throws: `RecordBodyError` where JSON cannot hold the record.
  package func bytes() throws(RecordBodyError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(Writing(body: self)))
    } catch {
      throw RecordBodyError(kind: record.kind.rawValue, problem: "\(error)")
    }
  }

  /// Reads the body of an entry of `kind`; nil where the kind is not one of this version's.
  /// - Throws: `RecordBodyError` where the bytes are no body of that kind.
  package static func read(_ bytes: [UInt8], kind: String) throws(RecordBodyError) -> RecordBody? {
    guard let known = Record.Kind(rawValue: kind) else { return nil }
    if known == .inspection, let body = plainInspection(bytes) { return body }
    return try decoded(bytes, known)
  }

  /// Reads any JSON of a body.
  /// - Throws: `RecordBodyError`.
  static func decoded(
    _ bytes: [UInt8], _ kind: Record.Kind
  ) throws(RecordBodyError) -> RecordBody {
    do {
      return try body(kind, from: Data(bytes), JSONDecoder())
    } catch {
      throw RecordBodyError(kind: kind.rawValue, problem: "\(error)")
    }
  }

  private static func body(
    _ kind: Record.Kind, from data: Data, _ decoder: JSONDecoder
  ) throws -> RecordBody {
    func read<Content: Decodable>(
      _ wrap: (Content) -> Record
    ) throws -> RecordBody {
      let reading = try decoder.decode(Reading<Content>.self, from: data)
      return RecordBody(stamp: reading.stamp, record: wrap(reading.content))
    }
    return switch kind {
    case .deviceConfigured: try read(Record.deviceConfigured)
    case .worklistLoaded: try read(Record.worklistLoaded)
    case .inspection: try read(Record.inspection)
    case .correction: try read(Record.correction)
    case .withdrawal: try read(Record.withdrawal)
    case .attachment: try read(Record.attachment)
    case .signing: try read(Record.signing)
    case .overruling: try read(Record.overruling)
    case .review: try read(Record.review)
    case .bookSigned: try read(Record.bookSigned)
    case .blobsDropped: try read(Record.blobsDropped)
    case .deviceEnrolled: try read(Record.deviceEnrolled)
    case .epochOpened: try read(Record.epochOpened)
    case .listAssigned: try read { .office(.listAssigned($0)) }
    case .invoicesStated: try read { .office(.invoicesStated($0)) }
    case .deviceRevoked: try read { .office(.deviceRevoked($0)) }
    case .deviceFrozen: try read { .office(.deviceFrozen($0)) }
    case .entryQuarantined: try read { .office(.entryQuarantined($0)) }
    case .inspectionsDisputed: try read { .office(.inspectionsDisputed($0)) }
    case .billingAnswered: try read { .office(.billingAnswered($0)) }
    case .complaintMade: try read { .office(.complaintMade($0)) }
    }
  }
}

/// A body that could not be written or read.
package struct RecordBodyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of entry.
  package var kind: String
  /// What was wrong, without the body's contents.
  package var problem: String

  package var description: String { "body of \(kind): \(problem)" }
}

/// One JSON object of the version, the stamp's fields and the record's.
private struct Writing: Encodable {
  let body: RecordBody

  private enum CodingKeys: String, CodingKey {
    case version
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(RecordBody.version, forKey: .version)
    try body.stamp.encode(to: encoder)
    switch body.record {
    case .deviceConfigured(let configuration): try configuration.encode(to: encoder)
    case .worklistLoaded(let loading): try loading.encode(to: encoder)
    case .inspection(let inspection): try inspection.encode(to: encoder)
    case .correction(let correction): try correction.encode(to: encoder)
    case .withdrawal(let withdrawal): try withdrawal.encode(to: encoder)
    case .attachment(let attachment): try attachment.encode(to: encoder)
    case .signing(let signing): try signing.encode(to: encoder)
    case .overruling(let overruling): try overruling.encode(to: encoder)
    case .review(let review): try review.encode(to: encoder)
    case .bookSigned(let signing): try signing.encode(to: encoder)
    case .blobsDropped(let dropping): try dropping.encode(to: encoder)
    case .deviceEnrolled(let enrolment): try enrolment.encode(to: encoder)
    case .epochOpened(let opening): try opening.encode(to: encoder)
    case .office(let record): try record.encode(to: encoder)
    }
  }
}

/// The same object read back, in one pass over its bytes.
private struct Reading<Content: Decodable>: Decodable {
  let stamp: Stamp
  let content: Content

  private enum CodingKeys: String, CodingKey {
    case version
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let version = try fields.decode(Int.self, forKey: .version)
    guard version == RecordBody.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: fields, debugDescription: "version \(version) is not known")
    }
    stamp = try Stamp(from: decoder)
    content = try Content(from: decoder)
  }
}
