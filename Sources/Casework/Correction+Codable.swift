import Metering

extension Correction: Codable {
  private enum CodingKeys: String, CodingKey {
    case number, inspection, registers, invoice, seal, customer, witness, remarks, unattended
    case photos, photoMissing, supersedes, overruled, causeReason, cost
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
      unattended: try fields.decodeIfPresent(Bool.self, forKey: .unattended) ?? false,
      photos: try fields.decodeIfPresent([Photo].self, forKey: .photos) ?? [],
      photoMissing: try fields.decodeIfPresent(PhotoMissing.self, forKey: .photoMissing),
      supersedes: try fields.decodeIfPresent(SupersededMinutes.self, forKey: .supersedes),
      overruled: try fields.decodeIfPresent(OverruledVerdict.self, forKey: .overruled),
      causeReason: try fields.decodeIfPresent(String.self, forKey: .causeReason),
      cost: try fields.decodeIfPresent(EstimatedCost.self, forKey: .cost))
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
    if !photos.isEmpty { try fields.encode(photos, forKey: .photos) }
    try fields.encodeIfPresent(photoMissing, forKey: .photoMissing)
    try fields.encodeIfPresent(supersedes, forKey: .supersedes)
    try fields.encodeIfPresent(overruled, forKey: .overruled)
    try fields.encodeIfPresent(causeReason, forKey: .causeReason)
    try fields.encodeIfPresent(cost, forKey: .cost)
  }
}
