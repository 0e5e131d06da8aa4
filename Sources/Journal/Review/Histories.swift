import Casework
import Evidence
import FoundationEssentials
import GRDB
import Metering

/// Everything that a home knows of a point, by who recorded it.
enum Histories {
  /// The point's history: the own person's entries, on a supervisor's home everybody's, with the
  /// decisions and answers that came from the office.
  /// - Parameters:
  ///   - fresh: an own entry that is being folded and need not be read back.
  ///   - enrolment: the one that counts, where many points are gone through and it is known.
  /// - Complexity: O(entries of the point).
  static func history(
    of identity: PointIdentity, fresh: Fold.Fresh? = nil, enrolment: KeptEnrolment? = nil,
    in database: Database
  ) throws -> PointHistory {
    let own = try Mentions.own(of: identity, fresh: fresh, in: database)
    let heard = try Heard.entries(of: identity, in: database)
    let hasReviews = own.contains { if case .review = $0.body.record { true } else { false } }
    guard !heard.isEmpty || hasReviews,
      let enrolment = try enrolment ?? KeptEnrolment.last(in: database)
    else {
      // Nobody else is known here: whose device it is need not be looked up.
      let author = own.first.map { Author(person: $0.body.stamp.person, tag: "") }
      return PointHistory(voices: author.map { [Voice(author: $0, entries: own)] } ?? [])
    }
    var gathering = Gathering(enrolment, database)
    gathering.take(own: own)
    for (device, recorded) in heard { try gathering.take(recorded, of: device) }
    return gathering.history
  }

  /// What the person of this device recorded, on whatever devices.
  static func ownVoice(
    in history: PointHistory, _ database: Database
  ) throws -> [RecordedEntry] {
    guard history.voices.count > 1 || !history.reviews.isEmpty,
      let person = try KeptEnrolment.last(in: database)?.certificate.person
    else { return history.voices.first?.entries ?? [] }
    return history.voices.first { $0.author.person == person }?.entries ?? []
  }

  /// What the person of this device recorded at a point.
  static func ownVoice(
    of identity: PointIdentity, in database: Database
  ) throws -> [RecordedEntry] {
    try ownVoice(in: history(of: identity, in: database), database)
  }
}

/// Sorts what is known of a point by who said it.
private struct Gathering {
  let certificate: Certificate
  let hub: DeviceIdentity
  let database: Database
  private var own: DeviceLog
  /// What came from the hub, this device's own earlier epochs among it.
  private var logs: [DeviceIdentity: DeviceLog] = [:]
  private var reviews: [AttributedReview] = []
  private var answers: [BillingAnswer] = []
  private var complaints: [Complaint] = []
  private var signers: [DeviceIdentity: Certificate?] = [:]

  init(_ enrolment: KeptEnrolment, _ database: Database) {
    certificate = enrolment.certificate
    hub = DeviceIdentity(enrolment.hub)
    self.database = database
    own = DeviceLog(author: certificate.author)
  }

  mutating func take(own entries: [RecordedEntry]) {
    for entry in entries {
      if let review = AttributedReview(entry, by: own.author) {
        if certificate.role == .supervisor { reviews.append(review) }
      } else {
        own.entries.append(entry)
      }
    }
  }

  /// Whose an entry is says the certificate of the key that signed it, not its own words.
  mutating func take(_ entry: RecordedEntry, of device: DeviceIdentity) throws {
    if case .office(let record) = entry.body.record {
      guard device == hub else { return }
      switch record {
      case .billingAnswered(let answer): answers.append(answer)
      case .complaintMade(let complaint): complaints.append(complaint)
      default: break
      }
      return
    }
    guard try !Heard.isApart(entry.hash, in: database), let signer = try signer(device) else {
      return
    }
    if let review = AttributedReview(entry, by: signer.author) {
      if signer.role == .supervisor { reviews.append(review) }
    } else if certificate.role == .supervisor || signer.person == certificate.person {
      // Another's visits are told to an inspector as states alone.
      logs[device, default: DeviceLog(author: signer.author)].entries.append(entry)
    }
  }

  var history: PointHistory {
    let others = logs.sorted { $0.key.hex < $1.key.hex }.map(\.value)
    // Of logs that agree in time the own one leads.
    return PointHistory(
      logs: [own] + others, reviews: reviews, answers: answers, complaints: complaints)
  }

  /// The certificate of a device's key; nil where none is known, so that nobody answers for its entries.
  private mutating func signer(_ device: DeviceIdentity) throws -> Certificate? {
    if device == certificate.device { return certificate }
    if let known = signers[device] { return known }
    let found = try Certificate.kept(of: device, in: database)
    signers[device] = .some(found)
    return found
  }
}
