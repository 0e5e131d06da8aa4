package import Metering

/// Which index the correction adopts.
package enum CorrectionBasis: String, Codable, CaseIterable, Hashable, Sendable {
  /// The re-read index and its date; the default.
  case reread
  /// What the diagnosis says the dial showed on the reading date.
  case diagnosed
  /// Brought back to the reading date from the use since.
  case estimated
  /// Agreed with the customer.
  case agreed

  /// All but `reread` need a supervisor's explicit choice before they count.
  package var needsSupervisor: Bool { self != .reread }
}

/// Minutes of correction (*biên bản sửa sai*): a wrong record, what it should have been, and who was
/// there when that was found.
package struct Correction: Hashable, Sendable {
  /// UNIT-DEVICETAG-YEAR-00001, never reused. Given when the entry is appended, empty before.
  package var number: String
  package var point: PointReference
  /// The hash of the inspection's entry, in hex.
  package var inspection: String
  package var registers: [CorrectedRegister]
  package var invoice: InvoiceKnowledge
  /// The state of the seal, as picked or typed.
  package var seal: String?
  package var customer: CustomerPresence
  package var witness: String?
  package var remarks: [String]
  /// Written in bulk, with nobody at the dial.
  package var unattended: Bool
  /// Photos taken for the minutes; those of the inspection are on its own entry.
  package var photos: [Photo]
  /// Why neither the inspection nor the minutes have a photo, where they have none.
  package var photoMissing: PhotoMissing?
  /// The minutes that these amend and take the place of.
  package var supersedes: SupersededMinutes?
  /// What the inspector decided against the program's verdict; nil where he did not.
  package var overruled: OverruledVerdict?
  /// Why he chose another cause than the suggested one; nil where he did not.
  package var causeReason: String?
  /// What the correction moves in money, as it was estimated when the minutes were written; nil in
  /// minutes that say nothing of it.
  package var cost: EstimatedCost?

  package init(
    number: String = "", point: PointReference, inspection: String,
    registers: [CorrectedRegister], invoice: InvoiceKnowledge, seal: String? = nil,
    customer: CustomerPresence = CustomerPresence(attendance: .absent), witness: String? = nil,
    remarks: [String] = [], unattended: Bool = false, photos: [Photo] = [],
    photoMissing: PhotoMissing? = nil, supersedes: SupersededMinutes? = nil,
    overruled: OverruledVerdict? = nil, causeReason: String? = nil, cost: EstimatedCost? = nil
  ) {
    self.number = number
    self.point = point
    self.inspection = inspection
    self.registers = registers
    self.invoice = invoice
    self.seal = seal
    self.customer = customer
    self.witness = witness
    self.remarks = remarks
    self.unattended = unattended
    self.photos = photos
    self.photoMissing = photoMissing
    self.supersedes = supersedes
    self.overruled = overruled
    self.causeReason = causeReason
    self.cost = cost
  }
}

/// One register's correction.
package struct CorrectedRegister: Codable, Hashable, Sendable {
  package var register: RegisterKind
  package var old: Index
  package var recorded: Index
  /// What the dial shows now: always on the paper, whatever the basis.
  package var reinspected: Index
  package var corrected: Index
  package var basis: CorrectionBasis
  /// Where the corrected index lies in nine cases of ten, least and most; only for `estimated`.
  package var band: [Index]?
  /// kWh of the billed period by the record, and by the corrected index.
  package var consumptionBefore: Energy
  package var consumptionAfter: Energy
  /// What the program suggested, and what the inspector chose.
  package var causeSuggested: Cause
  package var causeChosen: Cause

  package init(
    register: RegisterKind, old: Index, recorded: Index, reinspected: Index, corrected: Index,
    basis: CorrectionBasis, band: [Index]? = nil, consumptionBefore: Energy,
    consumptionAfter: Energy,
    causeSuggested: Cause, causeChosen: Cause
  ) {
    self.register = register
    self.old = old
    self.recorded = recorded
    self.reinspected = reinspected
    self.corrected = corrected
    self.basis = basis
    self.band = band
    self.consumptionBefore = consumptionBefore
    self.consumptionAfter = consumptionAfter
    self.causeSuggested = causeSuggested
    self.causeChosen = causeChosen
  }
}

/// What is known of the invoice, and since when.
package struct InvoiceKnowledge: Codable, Hashable, Sendable {
  package var state: InvoiceState
  package var number: String?
  /// When the list that says so was loaded, or billing said so through the hub, RFC 3339.
  package var asOf: String

  package init(state: InvoiceState, number: String? = nil, asOf: String) {
    self.state = state
    self.number = number
    self.asOf = asOf
  }
}

/// Who of the customer's side was there.
package struct CustomerPresence: Codable, Hashable, Sendable {
  package enum Attendance: String, Codable, CaseIterable, Hashable, Sendable {
    case present, absent
    /// Present, and would not sign.
    case refused
  }

  package var attendance: Attendance
  package var name: String?

  package init(attendance: Attendance, name: String? = nil) {
    self.attendance = attendance
    self.name = name
  }
}

/// Why minutes have no photo.
package enum PhotoMissing: String, CaseIterable, Codable, Hashable, Sendable {
  /// The device has no camera, or it does not work.
  case noCamera
  /// The customer or the place did not allow it.
  case notAllowed
}

/// Minutes that later ones take the place of.
package struct SupersededMinutes: Codable, Hashable, Sendable {
  package var number: String
  /// The hash of their entry, in hex.
  package var entry: String

  package init(number: String, entry: String) {
    self.number = number
    self.entry = entry
  }
}
