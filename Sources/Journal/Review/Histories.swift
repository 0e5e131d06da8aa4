import Casework
import Evidence
import FoundationEssentials
import GRDB
import Metering

/// Everything that a home knows of a point, by who recorded it.
enum Histories {
  /// The point's history: the own person's entries, on a supervisor's home everybody's, with the
  /// decisions and answers that came from the office.
  /// - Parameter fresh: an own entry that is being folded and need not be read back.
  /// - Complexity: O(entries of the point).
  static func history(
    of identity: PointIdentity, fresh: Fold.Fresh? = nil, in database: Database
  ) throws -> PointHistory {
    let own = try Mentions.own(of: identity, fresh: fresh, in: database)
    let heard = try Heard.entries(of: identity, in: database)
    var history = PointHistory()
    let hasReviews = own.contains { if case .review = $0.body.record { true } else { false } }
    guard !heard.isEmpty || hasReviews, let enrolment = try KeptEnrolment.last(in: database) else {
      // Nobody else is known here: whose device it is need not be looked up.
      if let first = own.first {
        let author = Author(person: first.body.stamp.person, tag: "")
        history.voices = [Voice(author: author, entries: own)]
      }
      return history
    }
    var gathering = Gathering(enrolment, database)
    gathering.take(own: own)
    for (device, recorded) in heard { try gathering.take(recorded, of: device) }
    return gathering.history
  }

  /// What the person of this device recorded at a point, on whatever devices, oldest first within each
  /// log, the logs merged by their times.
  static func ownVoice(
    of identity: PointIdentity, fresh: Fold.Fresh? = nil, in database: Database
  ) throws -> [RecordedEntry] {
    let history = try history(of: identity, fresh: fresh, in: database)
    guard history.voices.count > 1 || !history.reviews.isEmpty,
      let person = try KeptEnrolment.last(in: database)?.certificate.person
    else { return history.voices.first?.entries ?? [] }
    return history.voices.first { $0.author.person == person }?.entries ?? []
  }
}

/// Sorts what is known of a point by who said it.
private struct Gathering {
  let certificate: Certificate
  let hub: DeviceIdentity
  let database: Database
  private var own: [RecordedEntry] = []
  /// What came from the hub, this device's own earlier epochs among it.
  private var logs: [DeviceIdentity: (author: Author, entries: [RecordedEntry])] = [:]
  private var reviews: [AttributedReview] = []
  private var answers: [BillingAnswer] = []
  private var signers: [DeviceIdentity: Certificate?] = [:]

  init(_ enrolment: KeptEnrolment, _ database: Database) {
    certificate = enrolment.certificate
    hub = DeviceIdentity(enrolment.hub)
    self.database = database
  }

  private var author: Author { Author(person: certificate.person, tag: certificate.tag) }

  mutating func take(own entries: [RecordedEntry]) {
    for entry in entries {
      if case .review(let review) = entry.body.record {
        if certificate.role == .supervisor { add(review, entry, by: author) }
      } else {
        own.append(entry)
      }
    }
  }

  /// Whose an entry is says the certificate of the key that signed it, not its own words.
  mutating func take(_ entry: RecordedEntry, of device: DeviceIdentity) throws {
    if case .office(let record) = entry.body.record {
      if device == hub, case .billingAnswered(let answer) = record { answers.append(answer) }
      return
    }
    guard try !isApart(entry.hash), let signer = try signer(device) else { return }
    let author = Author(person: signer.person, tag: signer.tag)
    if case .review(let review) = entry.body.record {
      if signer.role == .supervisor { add(review, entry, by: author) }
    } else if certificate.role == .supervisor || signer.person == certificate.person {
      // Another's visits are told to an inspector as states alone.
      logs[device, default: (author, [])].entries.append(entry)
    }
  }

  private mutating func add(_ review: Review, _ entry: RecordedEntry, by author: Author) {
    reviews.append(
      AttributedReview(
        hash: entry.hash, author: author, time: entry.body.stamp.time, review: review))
  }

  var history: PointHistory {
    var persons = Dictionary(grouping: logs.sorted { $0.key.hex < $1.key.hex }.map(\.value)) {
      $0.author.person
    }
    // Of logs that agree in time the own one leads.
    if !own.isEmpty { persons[author.person, default: []].insert((author, own), at: 0) }
    let voices = persons.sorted { $0.key < $1.key }.compactMap { _, logs in
      logs.first.map { first in
        Voice(
          author: first.author,
          entries: Heard.merged(first.entries, logs.dropFirst().map(\.entries)))
      }
    }
    return PointHistory(
      voices: voices,
      reviews: reviews.sorted {
        (Heard.instant($0.time), $0.hash) < (Heard.instant($1.time), $1.hash)
      }, answers: answers)
  }

  /// The certificate of a device's key; nil where none is known, so that nobody answers for its entries.
  private mutating func signer(_ device: DeviceIdentity) throws -> Certificate? {
    if device == certificate.device { return certificate }
    if let known = signers[device] { return known }
    let words = try Data.fetchOne(
      database.cachedStatement(
        sql: "SELECT words FROM certificate WHERE device = ? ORDER BY serial DESC LIMIT 1"),
      arguments: [device.hex])
    let found = try words.map { try Certificate(parsing: Array($0)) }
    signers[device] = .some(found)
    return found
  }

  /// True for an entry that the hub keeps but does not count.
  private func isApart(_ hash: String) throws -> Bool {
    try Bool.fetchOne(
      database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM apart WHERE hash = ?)"),
      arguments: [hash]) ?? false
  }
}
