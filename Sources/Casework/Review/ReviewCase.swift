package import Metering

/// One line of a supervisor's queue: a point that was found wrong or could not be settled, with what a
/// filter or an order asks for. What was seen and done there in full is read when it is opened.
package struct ReviewCase: Hashable, Sendable, Identifiable {
  /// The point's place in this home's tables.
  package var id: Int64
  package var identity: PointIdentity
  package var book: String
  package var address: String
  package var state: Standing.State
  /// What the supervisor is asked for; nil where nothing is to be decided now.
  package var awaits: ReviewDecision.Subject?
  /// The decision that counts, and by when it is to be done.
  package var decision: ReviewDecision?
  package var due: Day?
  /// A decision crossed a withdrawal or a later entry, or two decisions do not agree.
  package var isCrossed: Bool
  package var isContested: Bool
  /// The entry (hex) that a decision has to name.
  package var entry: String
  /// The number of the minutes that count.
  package var minutes: String?
  /// Whose work it is.
  package var author: Author
  /// When the minutes were written, else when the meter was read; local with offset.
  package var time: String
  package var verdict: Verdict
  /// The cause chosen in the minutes, else the most probable one, and how probable the diagnosis held
  /// it, in millionths.
  package var cause: Cause?
  package var causeProbability: Int?
  /// What the correction moves: of billed registers; nil where there are no minutes.
  package var energyChange: Energy?
  /// VND with VAT over both months, an estimate; nil where it could not be told.
  package var moneyChange: Int64?
  package var basis: CorrectionBasis?
  package var invoice: InvoiceState
  package var marks: Marks
  /// Milliseconds from the opening of the reading screen to the commit.
  package var dwell: Int64
  /// The indices of the one billed register: what pairs the two halves of a swap.
  package var indices: Indices?

  /// What a supervisor looks at twice.
  package struct Marks: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// The inspector looked at the recorded index before he committed.
    package static let peeked = Marks(rawValue: 1)
    /// The inspection or its minutes have a photo.
    package static let photo = Marks(rawValue: 2)
    package static let position = Marks(rawValue: 4)
    /// Two attempts differed.
    package static let attemptsDiffer = Marks(rawValue: 8)
    /// The inspector decided against the suggested verdict or cause.
    package static let overruled = Marks(rawValue: 16)
    /// Nobody stood at the dial.
    package static let unattended = Marks(rawValue: 32)
    /// A newer list says another record than the one that was inspected.
    package static let recordChanged = Marks(rawValue: 64)
    /// The invoice is in another state now than it was at the approval: amended minutes are due.
    package static let invoiceChanged = Marks(rawValue: 128)
  }

  package struct Indices: Hashable, Sendable {
    package var old: Index
    package var recorded: Index
    package var reinspected: Index

    package init(old: Index, recorded: Index, reinspected: Index) {
      self.old = old
      self.recorded = recorded
      self.reinspected = reinspected
    }
  }

  package init(
    id: Int64, identity: PointIdentity, book: String, address: String, state: Standing.State,
    awaits: ReviewDecision.Subject?, decision: ReviewDecision? = nil, due: Day? = nil,
    isCrossed: Bool = false, isContested: Bool = false, entry: String, minutes: String? = nil,
    author: Author, time: String, verdict: Verdict, cause: Cause? = nil,
    causeProbability: Int? = nil, energyChange: Energy? = nil, moneyChange: Int64? = nil,
    basis: CorrectionBasis? = nil, invoice: InvoiceState, marks: Marks = [], dwell: Int64 = 0,
    indices: Indices? = nil
  ) {
    self.id = id
    self.identity = identity
    self.book = book
    self.address = address
    self.state = state
    self.awaits = awaits
    self.decision = decision
    self.due = due
    self.isCrossed = isCrossed
    self.isContested = isContested
    self.entry = entry
    self.minutes = minutes
    self.author = author
    self.time = time
    self.verdict = verdict
    self.cause = cause
    self.causeProbability = causeProbability
    self.energyChange = energyChange
    self.moneyChange = moneyChange
    self.basis = basis
    self.invoice = invoice
    self.marks = marks
    self.dwell = dwell
    self.indices = indices
  }
}

extension ReviewCase {
  /// The worst money first: by what it moves either way, then by energy; what could not be told in
  /// money goes before small sums, for nobody knows how large it is. Equal ones by time, oldest first.
  package static func isWorse(_ left: ReviewCase, _ right: ReviewCase) -> Bool {
    let (one, two) = (left.weight, right.weight)
    if one != two { return one > two }
    return (left.time, left.id) < (right.time, right.id)
  }

  /// VND either way; energy alone is weighed at a price above every tier, so that an unpriced
  /// correction never hides behind a priced one of the same energy.
  var weight: UInt64 {
    if let moneyChange { return moneyChange.magnitude }
    guard let energyChange else { return 0 }
    let (product, overflows) = energyChange.roundedKilowattHours.magnitude
      .multipliedReportingOverflow(by: ReviewCase.dearestPrice)
    return overflows ? .max : product
  }

  /// VND a kWh, above the price of every tier with VAT.
  private static let dearestPrice: UInt64 = 4000

  /// A case without doubt: nothing of it needs a second look but its sum.
  ///
  /// - Parameter limit: VND that such a case may move either way.
  package func isClear(limit: Int64) -> Bool {
    awaits == .minutes && verdict == .deviates && (causeProbability ?? 0) >= 950_000
      && basis == .reread && marks.contains(.photo)
      && marks.isDisjoint(with: [
        .peeked, .attemptsDiffer, .overruled, .unattended, .recordChanged, .invoiceChanged,
      ])
      && !isCrossed && !isContested && invoice != .unknown
      && (moneyChange.map { $0.magnitude <= limit.magnitude } ?? false)
  }
}
