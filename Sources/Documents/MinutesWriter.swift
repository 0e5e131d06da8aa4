import Casework
import Explanations
import Metering
import Wording

/// Turns the content of minutes into the texts of their fields.
struct MinutesWriter {
  let content: MinutesContent
  let say: Wording

  var correction: Correction { content.correction }
  private var amounts: EstimatedCost.Amounts? { correction.cost?.amounts }
  var explain: Explanation { Explanation(say, precision: .exact) }

  func text(_ field: MinutesField) -> String {
    switch field {
    case .number: correction.number
    case .unit: content.unitName ?? correction.point.identity.unit
    case .inspector: content.stamp.person
    case .hour, .minute, .day, .month, .year: time(field)
    case .entry: String(content.entry.prefix(16))
    case .point: correction.point.identity.point
    case .customer: content.point?.customer ?? ""
    case .customerName: content.point?.customerName ?? ""
    case .address: content.point?.address ?? ""
    case .buyer: correction.customer.name ?? ""
    case .attendance: explain.word(correction.customer.attendance)
    case .witness: correction.witness ?? ""
    case .meter: correction.point.identity.meter
    case .otherMeter: content.inspection?.otherMeter?.meter ?? ""
    case .meterType: content.point?.meterType ?? ""
    case .multiplier: perRegister { content.listed($0.register)?.multiplier.description ?? "" }
    case .book: content.point?.book ?? ""
    case .period: period
    case .recordedAt: recordedAt
    case .readAt: content.inspection.map { say.moment($0.readAt) } ?? ""
    case .causeSuggested: causes(\.causeSuggested)
    case .causeChosen: causes(\.causeChosen)
    case .basis: perRegister(basis)
    case .difference: say.energy(content.difference, precision: .exact, signed: true)
    case .removedAndDirect: removedAndDirect
    case .invoice: explain.clause(correction.invoice)
    case .invoiceNumber: correction.invoice.number ?? ""
    case .invoiceAsOf: correction.invoice.asOf.isEmpty ? "" : say.moment(correction.invoice.asOf)
    case .seal: correction.seal ?? ""
    case .withdrawnAt: content.withdrawn.map { say.moment($0.time) } ?? ""
    case .withdrawnReason: withdrawnReason
    case .check: EntryCode.check(content.entry)
    case .supersedes: correction.supersedes?.number ?? ""
    case .supersededBy: content.supersededBy ?? ""
    case .photoMissing:
      correction.photoMissing.map { say("document.photoMissing.\($0.rawValue)") } ?? ""
    case .position: position
    case .signature: signature
    case .signedAt: content.signing.map { day(ofStamp: $0.time) } ?? ""
    case .signer: content.signing?.signing.customer ?? correction.customer.name ?? ""
    case .costThisMonth: amounts.map { say.money($0.thisMonth, signed: true) } ?? ""
    case .costNextMonth: amounts?.nextMonth.map { say.money($0, signed: true) } ?? ""
    case .costTotal: amounts.map { explain.settlement($0.difference) } ?? ""
    case .costBasis: amounts.map { explain.basis($0) } ?? ""
    case .costUnknown: correction.cost.flatMap { explain.unpriced($0) } ?? ""
    case .causeReason: correction.causeReason ?? ""
    case .overruled: correction.overruled?.reason ?? ""
    case .verdictSuggested: correction.overruled.map { explain.word($0.from) } ?? ""
    case .verdictChosen: correction.overruled.map { explain.word($0.to) } ?? ""
    case .sumBefore: sum("document.sum.before", \.consumptionBefore)
    case .sumAfter: sum("document.sum.after", \.consumptionAfter)
    case .signWitness: content.signing?.signing.witness ?? ""
    }
  }

  func holds(_ condition: MinutesCondition) -> Bool {
    let invoice = correction.invoice.state
    return switch condition {
    case .preview: content.entry.isEmpty || correction.number.isEmpty
    case .withdrawn: content.withdrawn != nil
    case .unattended: correction.unattended
    case .customerPresent: correction.customer.attendance == .present
    case .customerAbsent: correction.customer.attendance == .absent
    case .customerRefused: correction.customer.attendance == .refused
    case .notIssued: invoice == .notIssued
    case .issued: invoice == .issued
    case .invoiceUnknown: invoice == .unknown
    case .refund: content.difference < .zero
    case .backCharge: content.difference > .zero
    case .shifted: content.difference == .zero
    case .needsSupervisor: correction.registers.contains { $0.basis.needsSupervisor }
    case .rollover: correction.registers.contains { $0.corrected < $0.old }
    case .listMissing: content.point == nil
    case .photos: !content.photos.isEmpty
    case .signed: content.signing?.signing.outcome == .signed
    case .signRefused: content.signing?.signing.outcome == .refused
    }
  }

  /// Parts of the local time that the entry is stamped with.
  private func time(_ field: MinutesField) -> String {
    guard let moment = LocalMinute(content.stamp.time) else { return "" }
    let (year, month, day) = moment.day.civil
    let number =
      switch field {
      case .hour: moment.minute / 60
      case .minute: moment.minute % 60
      case .day: day
      case .month: month
      default: year
      }
    return number < 10 ? "0\(number)" : String(number)
  }

  private var period: String {
    let period = correction.point.identity.period
    let month = period.month < 10 ? "0\(period.month)" : "\(period.month)"
    return say("document.period", String(period.cycle), month, String(period.year))
  }

  /// When the record was taken, where all registers agree on it.
  private var recordedAt: String {
    let moments = Set(correction.registers.compactMap { content.listed($0.register)?.recordedDate })
    guard moments.count == 1, let moment = moments.first else { return "" }
    return moment.minute == 0 ? say.date(moment.day) : say.moment(moment)
  }

  private var removedAndDirect: String {
    let sum = correction.registers.filter(\.register.isBilled).reduce(Energy.zero) {
      guard let listed = content.listed($1.register) else { return $0 }
      return $0 + listed.removedConsumption + listed.directConsumption
    }
    return sum == .zero ? "" : say.energy(sum, precision: .exact, signed: true)
  }

  private var withdrawnReason: String {
    guard case .stated(let words)? = content.withdrawn?.reason else { return "" }
    return words
  }

  /// The causes of the registers that were wrong; one that only moves along with the others has
  /// none of its own.
  private func causes(_ cause: (CorrectedRegister) -> Cause) -> String {
    let wrong = correction.registers.filter { register in
      let inspected = content.inspection?.registers.first { $0.register == register.register }
      return cause(register) != .unexplained || inspected == nil || inspected?.cause != nil
    }
    return grouped(wrong.isEmpty ? correction.registers : wrong) { explain.word(cause($0)) }
  }

  private func perRegister(_ text: (CorrectedRegister) -> String) -> String {
    grouped(correction.registers, text)
  }

  /// One text where all registers of the correction have the same, else each text with the
  /// registers it is about.
  private func grouped(
    _ registers: [CorrectedRegister], _ text: (CorrectedRegister) -> String
  ) -> String {
    var groups: [(text: String, names: [String])] = []
    for register in registers {
      let words = text(register)
      if let position = groups.firstIndex(where: { $0.text == words }) {
        groups[position].names.append(register.register.rawValue)
      } else {
        groups.append((words, [register.register.rawValue]))
      }
    }
    if groups.count == 1, registers.count == correction.registers.count { return groups[0].text }
    return groups.filter { !$0.text.isEmpty }
      .map { "\($0.names.joined(separator: ", ")): \($0.text)" }.joined(separator: "; ")
  }
}
