/// What makes a metering point of one period one and the same in every list that names it.
package struct PointIdentity: Hashable, Sendable {
  /// The utility unit (MA_DVIQLY).
  package let unit: String
  /// The metering point (MA_DDO), or the customer code (MA_KHANG) where the list has none.
  package let point: String
  /// The meter's serial (SERY_CTO).
  package let meter: String
  package let period: BillingPeriod

  package init(unit: String, point: String, meter: String, period: BillingPeriod) {
    self.unit = unit
    self.point = point
    self.meter = meter
    self.period = period
  }
}

/// Whether the bill on this record has gone out; decides between adjusting and an adjustment invoice.
package enum InvoiceState: String, CaseIterable, Hashable, Sendable {
  /// The index is corrected before the invoice exists.
  case notIssued
  /// Minutes of correction and an adjustment invoice.
  case issued
  /// The list does not say. Never taken for "not issued".
  case unknown
}

/// Why a point is on the list (LY_DO).
package enum FlagReason: String, CaseIterable, Hashable, Sendable {
  case rise = "TANG"
  case fall = "GIAM"
  case negative = "AM"
  case zero = "KHONG"
  case complaint = "KHIEU_NAI"
  /// A neighbour listed for comparison, not to be visited.
  case context = "CANH"
}

/// How the recorded index was read (PT_GHI).
package enum ReadingMethod: String, CaseIterable, Hashable, Sendable {
  case byHand = "TAY"
  case remote = "XA"
}

/// One metering point of a worklist with its registers, as the list says it.
///
/// Texts are NFC. Everything but `identity` and `registers` may be absent from a list.
package struct MeteringPoint: Hashable, Sendable {
  package var identity: PointIdentity
  package var registers: [RecordedRegister]
  /// Customer code (MA_KHANG) and name (TEN_KHANG).
  package var customer: String?
  package var customerName: String?
  package var address: String?
  /// Pole (MA_COT), box (SO_HOM), transformer station (MA_TRAM).
  package var pole: String?
  package var box: String?
  package var transformer: String?
  /// Book (MA_QUYEN), route code (MA_GC) and the reader of the record (MA_NVGCS).
  package var book: String?
  package var route: String?
  package var reader: String?
  /// Customer class (MA_NN), `SH` for a household.
  package var customerClass: String?
  /// Which prices are billed (CHUOI_GIA), as the list writes it: `KT: 100%*1984-SHBT-A`.
  package var priceString: String?
  /// Households behind the meter (SO_HO), at least 1.
  package var households: Int
  /// Meter type code (MA_CTO).
  package var meterType: String?
  package var invoice: InvoiceState
  package var invoiceNumber: String?
  /// Hazard code to show before entry (CANH_BAO).
  package var hazard: String?
  /// Walk order (STT).
  package var walkOrder: Int?
  package var readingMethod: ReadingMethod?
  package var reason: FlagReason?

  package init(identity: PointIdentity, registers: [RecordedRegister]) {
    self.identity = identity
    self.registers = registers
    households = 1
    invoice = .unknown
  }

  /// True where the customer is a household: spreads of use measured in homes apply.
  package var isResidential: Bool { customerClass == "SH" }
}

/// A register of a meter that the reader passed beside this one: on the same walk, in the same box,
/// or listed for comparison (LY_DO `CANH`).
package struct Neighbour: Hashable, Sendable {
  /// The other meter's serial (SERY_CTO), so that a person can go and look.
  package var meter: String
  package var kind: RegisterKind
  package var old: Index
  package var recorded: Index
  /// How many meters further on the walk: −1 just before, 1 just after.
  package var steps: Int

  package init(
    meter: String, kind: RegisterKind, old: Index, recorded: Index, steps: Int = 1
  ) {
    self.meter = meter
    self.kind = kind
    self.old = old
    self.recorded = recorded
    self.steps = steps
  }
}

extension MeteringPoint {
  /// Its registers as a meter sees them that stands `steps` meters before it on the walk.
  func asNeighbours(steps: Int) -> [Neighbour] {
    registers.map {
      Neighbour(
        meter: identity.meter, kind: $0.kind, old: $0.old, recorded: $0.recorded, steps: steps)
    }
  }
}

extension [Neighbour] {
  /// The dial that was taken for that of `record` by a finding of swapped meters: the one whose own
  /// record is what this dial showed, else the one whose record was written here too. The nearest
  /// where several fit; nil where the finding is of another kind or none fits.
  func mistaken(by finding: Finding?, for record: RecordedRegister) -> Neighbour? {
    guard let finding, finding.cause == .swappedMeters else { return nil }
    let unit = record.precision
    let written = (finding.index ?? record.recorded).thousandths / unit
    return filter { $0.kind == record.kind && $0.recorded.thousandths / unit == written }
      .min { $0.steps.magnitude < $1.steps.magnitude }
  }
}
