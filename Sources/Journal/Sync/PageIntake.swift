import Casework
import Evidence
import FoundationEssentials
import GRDB
import Metering

/// Takes one page's content into the tables, inside its transaction: what it throws takes all back.
struct PageIntake {
  private let page: FeedPage
  private let enrolment: KeptEnrolment
  private let row: Int64
  private let database: Database
  private var signers: Signers
  private(set) var outcome = PageOutcome()

  init(
    _ page: FeedPage, _ enrolment: KeptEnrolment, row: Int64, own: PublicKey,
    _ database: Database
  ) throws {
    self.page = page
    self.enrolment = enrolment
    self.row = row
    self.database = database
    signers = try Signers.kept(enrolment, own: own, in: database)
  }

  mutating func take(_ content: PageContent) throws {
    for words in content.certificates { try take(certificate: words) }
    var last = page.after
    for entry in content.entries {
      guard entry.position > last, entry.position <= page.cursor else {
        throw Journal.unsound("position \(entry.position) is out of the page's order")
      }
      last = entry.position
      try take(entry)
    }
    for visit in content.visits { try take(visit) }
  }

  private mutating func take(certificate words: String) throws {
    guard let certificate = try? Certificate(parsing: Array(words.utf8)) else {
      throw Journal.unsound("a certificate of the page is not in its form")
    }
    guard signers.take(certificate) else {
      throw Journal.unsound(
        "the certificate of device \(certificate.device) is not signed by the hub")
    }
    try certificate.keep(in: database)
  }

  private mutating func take(_ sent: PageContent.Entry) throws {
    guard let signature = Hex.bytes(sent.signature, count: 64),
      let entry = try? Entry(
        headerBytes: Array(sent.header.utf8), signature: signature, body: Array(sent.body.utf8))
    else { throw Journal.unsound("the entry at position \(sent.position) is not in its form") }
    if let fault = signers.fault(of: entry) {
      throw Journal.unsound("the entry at position \(sent.position): \(fault)")
    }
    guard
      let kept = try ForeignEntry.keep(entry, position: sent.position, row: row, in: database)
    else { return }
    try Fold(database: database, enrolment: enrolment).take(kept)
    outcome.entries += 1
    try note(kept)
  }

  private mutating func note(_ foreign: ForeignEntry) throws {
    guard case .office(let record)? = foreign.body?.record,
      foreign.entry.header.device == DeviceIdentity(enrolment.hub)
    else {
      outcome.decisions += 1
      return
    }
    let own = enrolment.certificate.device.hex
    switch record {
    case .listAssigned(let assignment):
      if assignment.isFor(enrolment.certificate) { outcome.assigned.append(assignment) }
    case .invoicesStated(let statement): outcome.invoices += statement.rows.count
    case .deviceRevoked(let revocation):
      if revocation.device == own { outcome.revocation = revocation }
    case .deviceFrozen(let freeze):
      if freeze.device == own { outcome.freeze = freeze }
    case .entryQuarantined(let quarantine):
      if quarantine.device == own { outcome.quarantined.append(quarantine) }
    case .billingAnswered: outcome.answers += 1
    case .complaintMade: break
    case .inspectionsDisputed(let dispute):
      // The hub tells a whole unit; a person is told of the meters on his own lists.
      if try PointFinder.find(dispute.point.identity, in: database) != nil {
        outcome.disputes.append(dispute)
      }
    }
  }

  private mutating func take(_ visit: PageContent.Visit) throws {
    guard visit.position > page.after, visit.position <= page.cursor else {
      throw Journal.unsound("the visit at position \(visit.position) is not within the page")
    }
    guard let period = BillingPeriod(visit.period),
      let state = Standing.State(rawValue: visit.state)
    else { throw Journal.unsound("the visit at position \(visit.position) is not in its form") }
    let identity = PointIdentity(
      unit: visit.unit, point: visit.point, meter: visit.meter, period: period)
    try database.cachedStatement(
      sql: """
        INSERT INTO visit(point, position, state, time, tag, person) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT(point) DO UPDATE SET position = excluded.position, state = excluded.state,
          time = excluded.time, tag = excluded.tag, person = excluded.person
        WHERE excluded.position >= visit.position
        """
    ).execute(arguments: [
      Drafts.name(identity), visit.position, state.rawValue, visit.time, visit.tag, visit.person,
    ])
    outcome.visits += 1
  }
}

extension Certificate {
  /// The last certificate that is known of a device's key; nil where none is.
  static func kept(of device: DeviceIdentity, in database: Database) throws -> Certificate? {
    let words = try Data.fetchOne(
      database.cachedStatement(
        sql: "SELECT words FROM certificate WHERE device = ? ORDER BY serial DESC LIMIT 1"),
      arguments: [device.hex])
    return try words.map { try Certificate(parsing: Array($0)) }
  }

  /// Keeps the certificate; the same again changes nothing.
  func keep(in database: Database) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO certificate(device, serial, words) VALUES (?, ?, ?)",
      arguments: [device.hex, serial, Data(bytes)])
  }
}
