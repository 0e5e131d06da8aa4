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

  package init(
    number: String = "", point: PointReference, inspection: String,
    registers: [CorrectedRegister], invoice: InvoiceKnowledge, seal: String? = nil,
    customer: CustomerPresence = CustomerPresence(attendance: .absent), witness: String? = nil,
    remarks: [String] = [], unattended: Bool = false
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
  /// kWh of the billed period by the record, and by the corrected index.
  package var consumptionBefore: Energy
  package var consumptionAfter: Energy
  /// What the program suggested, and what the inspector chose.
  package var causeSuggested: Cause
  package var causeChosen: Cause

  package init(
    register: RegisterKind, old: Index, recorded: Index, reinspected: Index, corrected: Index,
    basis: CorrectionBasis, consumptionBefore: Energy, consumptionAfter: Energy,
    causeSuggested: Cause, causeChosen: Cause
  ) {
    self.register = register
    self.old = old
    self.recorded = recorded
    self.reinspected = reinspected
    self.corrected = corrected
    self.basis = basis
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
  /// When the list that says so was loaded, local with offset.
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

extension Correction: Codable {
  private enum CodingKeys: String, CodingKey {
    case number, inspection, registers, invoice, seal, customer, witness, remarks, unattended
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      number: try fields.decode(String.self, forKey: .number),
      point: try PointReference(from: decoder),
      inspection: try fields.decode(String.self, forKey: .inspection),
      registers: try fields.decode([CorrectedRegister].self, forKey: .registers),
      invoice: try fields.decode(InvoiceKnowledge.self, forKey: .invoice),
      seal: try fields.decodeIfPresent(String.self, forKey: .seal),
      customer: try fields.decode(CustomerPresence.self, forKey: .customer),
      witness: try fields.decodeIfPresent(String.self, forKey: .witness),
      remarks: try fields.decodeIfPresent([String].self, forKey: .remarks) ?? [],
      unattended: try fields.decodeIfPresent(Bool.self, forKey: .unattended) ?? false)
  }

  package func encode(to encoder: any Encoder) throws {
    try point.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(number, forKey: .number)
    try fields.encode(inspection, forKey: .inspection)
    try fields.encode(registers, forKey: .registers)
    try fields.encode(invoice, forKey: .invoice)
    try fields.encodeIfPresent(seal, forKey: .seal)
    try fields.encode(customer, forKey: .customer)
    try fields.encodeIfPresent(witness, forKey: .witness)
    if !remarks.isEmpty { try fields.encode(remarks, forKey: .remarks) }
    if unattended { try fields.encode(true, forKey: .unattended) }
  }
}
