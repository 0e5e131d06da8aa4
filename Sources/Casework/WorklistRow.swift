package import Metering

/// One line of the worklist, as screens and lists show it.
///
/// Blind means blind: nothing here lets anyone work out the recorded index.
package struct WorklistRow: Hashable, Sendable, Identifiable {
  /// The point's place in this home's tables; stable while the home lives.
  package var id: Int64
  package var identity: PointIdentity
  /// Walk order (STT); points without one follow those with one.
  package var walkOrder: Int?
  package var address: String
  package var pole: String
  package var box: String
  package var book: String
  /// The registers to be read, in the list's order.
  package var registers: [RegisterKind]
  /// Hazard code to show before entry.
  package var hazard: String?
  package var reason: FlagReason?
  package var state: Standing.State
  /// Visits on which nothing could be read.
  package var attempts: Int
  /// A newer list says another record than the one that was inspected.
  package var recordChanged: Bool
  /// Where another person left the point, as the hub said last; nil where nobody else was there.
  package var seen: SeenByOther?
  /// A reading or minutes were begun here and not saved yet.
  package var isBegun = false
  /// Another person inspected the point too and does not agree.
  package var isDisputed = false
  /// Why and until when a supervisor sent the minutes back; nil where they did not come back.
  package var returned: AttributedReview?

  package init(
    id: Int64, identity: PointIdentity, walkOrder: Int?, address: String, pole: String,
    box: String, book: String, registers: [RegisterKind], hazard: String?, reason: FlagReason?,
    state: Standing.State, attempts: Int, recordChanged: Bool
  ) {
    self.id = id
    self.identity = identity
    self.walkOrder = walkOrder
    self.address = address
    self.pole = pole
    self.box = box
    self.book = book
    self.registers = registers
    self.hazard = hazard
    self.reason = reason
    self.state = state
    self.attempts = attempts
    self.recordChanged = recordChanged
  }
}

/// Where another person left a point: what a hub tells of work that stays with others.
package struct SeenByOther: Hashable, Sendable {
  /// The tag of the device, as it stands in its minutes' numbers.
  package var tag: String
  package var person: String
  package var state: Standing.State
  /// As the device wrote it, local with offset.
  package var time: String

  package init(tag: String, person: String, state: Standing.State, time: String) {
    self.tag = tag
    self.person = person
    self.state = state
    self.time = time
  }
}

/// In which order the worklist is shown.
package enum WorklistOrder: String, CaseIterable, Sendable {
  /// Walk order; points where nothing could be read come last, the fewest attempts first.
  case walk
  case serial
  case address
  case reason
  /// What is still to do first.
  case state
}

/// Which points of the worklist are shown, and in which order. Context points never are.
package struct WorklistQuery: Hashable, Sendable {
  package var order: WorklistOrder
  /// Words that must stand in serial, address, pole, box or customer code, accents ignored; empty
  /// shows all.
  package var filter: String

  package init(order: WorklistOrder = .walk, filter: String = "") {
    self.order = order
    self.filter = filter
  }
}

/// How far the work is; counted over the points to be visited.
package struct WorklistCounters: Hashable, Sendable {
  package var total: Int
  /// Points by state; a state without points may be missing.
  package var byState: [Standing.State: Int]
  /// Entries that no receipt covers yet.
  package var unsent: Int

  package init(total: Int = 0, byState: [Standing.State: Int] = [:], unsent: Int = 0) {
    self.total = total
    self.byState = byState
    self.unsent = unsent
  }

  package subscript(state: Standing.State) -> Int { byState[state] ?? 0 }

  /// Points where an index was read.
  package var read: Int { total - self[.unvisited] - self[.unread] }
}

/// A metering point opened for work: the record, where it stands, and what surrounds it.
package struct PointDossier: Hashable, Sendable {
  package var row: WorklistRow
  /// The record; its invoice's state is the one that counts, the list's or billing's later word.
  package var point: MeteringPoint
  /// The first 16 hex digits of the list's SHA-256, and when it was loaded (local with offset).
  package var list: String
  package var listLoadedAt: String
  /// When billing said through the hub what the point's invoice is; nil where the list says it.
  package var invoiceStatedAt: String?
  package var standing: Standing
  /// The inspection that counts, where there is one.
  package var inspection: Inspection?
  /// The photos of that inspection, those attached to it later among them.
  package var photos: [Photo]
  /// What was typed and not committed, as the screen wrote it.
  package var draft: String?
  /// The points that share pole and box, this one among them, in walk order.
  package var boxMates: [WorklistRow]
  /// The meters that the reader passed just before and after this one.
  package var nearby: [NearbyMeter]
  /// The serials of those beside it that are still to be read: their records stay hidden until then.
  package var unreadNearby: Set<String> = []
  /// An earlier reading of this point was judged on this device, so what it came to has been shown: the
  /// next reading is not blind, whatever was taken back since.
  package var wasJudged = false
  /// What the customer complained of, oldest first. It may name the bill: blind until a reading has been
  /// committed.
  package var complaints: [Complaint]
  /// Remote value, record and dial, where all three are known.
  package var threeReadings: [ThreeReadings]

  package init(
    row: WorklistRow, point: MeteringPoint, list: String, listLoadedAt: String,
    invoiceStatedAt: String? = nil, standing: Standing, inspection: Inspection? = nil,
    photos: [Photo] = [],
    draft: String? = nil,
    boxMates: [WorklistRow] = [], nearby: [NearbyMeter] = [], complaints: [Complaint] = [],
    threeReadings: [ThreeReadings] = []
  ) {
    self.row = row
    self.point = point
    self.list = list
    self.listLoadedAt = listLoadedAt
    self.invoiceStatedAt = invoiceStatedAt
    self.standing = standing
    self.inspection = inspection
    self.photos = photos
    self.draft = draft
    self.boxMates = boxMates
    self.nearby = nearby
    self.complaints = complaints
    self.threeReadings = threeReadings
  }

  /// What is known of the invoice, and since when.
  package var invoice: InvoiceKnowledge {
    InvoiceKnowledge(
      state: point.invoice, number: point.invoiceNumber, asOf: invoiceStatedAt ?? listLoadedAt)
  }

  /// How entries name the point.
  package var reference: PointReference {
    PointReference(identity: point.identity, list: list)
  }
  /// The diff of this point, its neighbours' dials weighed too: the one way in which a verdict is
  /// reached at the door, in bulk and on paper.
  package func assess(
    _ rereads: [Reread], counting dials: [RegisterKind: Dial] = [:]
  ) -> PointAssessment {
    PointAssessment(of: point.counting(dials), rereads: rereads, neighbours: nearby.dials)
  }
}
