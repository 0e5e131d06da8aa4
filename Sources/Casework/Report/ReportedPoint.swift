package import Metering

/// What a report needs to know of one metering point: what its list says, and where it stands.
package struct ReportedPoint: Hashable, Sendable {
  package var identity: PointIdentity
  /// MA_QUYEN; empty where the list names none.
  package var book: String
  /// Who took the recorded reading (MA_NVGCS); empty where the list does not say.
  package var reader: String
  /// True for a household, nil where the list names no class (MA_NN).
  package var isResidential: Bool?
  package var method: ReadingMethod?
  /// Whose list it stands in, by the office; nil where the list was given to a whole unit.
  package var assignee: String?
  /// Listed for comparison alone (LY_DO `CANH`): nobody has to go there.
  package var isContext: Bool
  package var standing: Standing
  /// What the person whose work counts did there and did not take back, oldest first.
  package var visits: [Visit]
  /// The minutes that count.
  package var correction: ReportedCorrection?
  /// The chosen cause of the minutes, else the most probable one of the inspection that counts.
  package var cause: Cause?

  /// One inspection as the report looks at it.
  package struct Visit: Hashable, Sendable {
    /// Local with offset, as it was stamped.
    package var time: String
    /// Which boot of the device, and milliseconds since then: no setting of the clock moves these.
    package var boot: String
    package var monotonic: Int64
    package var person: String
    /// Milliseconds from the opening of the reading screen to the commit.
    package var dwell: Int64
    package var isPeeked: Bool
    package var isUnattended: Bool
    /// The inspector decided otherwise than the program suggested.
    package var isOverruled: Bool
    /// The code given where nothing could be read.
    package var noReadingCode: String?
    /// Tells places (box, else address) apart: saves at one box follow each other fast in all honesty.
    package var place: Int

    package init(
      time: String, boot: String, monotonic: Int64, person: String, dwell: Int64,
      isPeeked: Bool = false, isUnattended: Bool = false, isOverruled: Bool = false,
      noReadingCode: String? = nil, place: Int
    ) {
      self.time = time
      self.boot = boot
      self.monotonic = monotonic
      self.person = person
      self.dwell = dwell
      self.isPeeked = isPeeked
      self.isUnattended = isUnattended
      self.isOverruled = isOverruled
      self.noReadingCode = noReadingCode
      self.place = place
    }

  }

  package init(
    identity: PointIdentity, book: String, reader: String = "", isResidential: Bool? = nil,
    method: ReadingMethod? = nil, isContext: Bool = false, standing: Standing = .unvisited,
    visits: [Visit] = [], correction: ReportedCorrection? = nil, cause: Cause? = nil
  ) {
    self.identity = identity
    self.book = book
    self.reader = reader
    self.isResidential = isResidential
    self.method = method
    self.isContext = isContext
    self.standing = standing
    self.visits = visits
    self.correction = correction
    self.cause = cause
  }
}

/// What minutes move, as they were written.
package struct ReportedCorrection: Hashable, Sendable {
  package var invoice: InvoiceState
  /// kWh of billed registers, after less before.
  package var energy: Energy
  /// VND with VAT over both months, an estimate; nil where it could not be told.
  package var money: Int64?

  package init(invoice: InvoiceState, energy: Energy, money: Int64?) {
    self.invoice = invoice
    self.energy = energy
    self.money = money
  }

  package init(_ correction: Correction) {
    self.init(
      invoice: correction.invoice.state, energy: correction.energyChange,
      money: correction.cost?.amounts?.difference)
  }
}

extension ReportedPoint {
  /// The day on which the dial was read, else on which somebody was there last; nil where nobody was.
  package var day: Day? {
    (standing.inspectedAt ?? visits.last?.time).flatMap { LocalMinute($0)?.day }
  }

  /// Takes what counts out of everything that is known of the point.
  /// - Parameter place: of its box, else its address, as a number.
  /// - Complexity: O(entries of the point).
  package mutating func take(_ history: PointHistory, place: Int) {
    standing = Standing.folding(history)
    let entries = history.entries(of: standing.author)
    let withdrawn = Standing.withdrawn(in: entries)
    var counting: Int?
    for entry in entries where !withdrawn.contains(entry.hash) {
      switch entry.body.record {
      case .inspection(let inspection):
        let counts = entry.hash == standing.inspection
        let stamp = entry.body.stamp
        visits.append(
          Visit(
            time: stamp.time, boot: stamp.boot, monotonic: stamp.monotonic,
            person: standing.author?.person ?? stamp.person, dwell: inspection.dwell,
            isPeeked: inspection.peeked, isUnattended: inspection.unattended,
            isOverruled: counts && standing.overruled != nil,
            noReadingCode: inspection.noReading?.code, place: place))
        if counts {
          counting = visits.count - 1
          cause = inspection.registers.compactMap(\.cause).first
        }
      case .correction(let minutes) where entry.hash == standing.correction:
        correction = ReportedCorrection(minutes)
        cause = minutes.causeChosen ?? cause
        // The verdict may have been overruled in the minutes themselves.
        if minutes.overruled != nil || minutes.causeReason != nil, let counting {
          visits[counting].isOverruled = true
        }
      default: break
      }
    }
  }
}
