import Casework
import Explanations
import Metering
import Wording

extension SlipWriter {
  func blocks(_ insert: SlipInsert) -> [Paper.Block] {
    switch insert {
    case .digits: Array(inspection.registers.map(digits).joined(separator: [.blank]))
    case .use: inspection.registers.count == 1 ? useRows : [.table(useTable)]
    case .months: bars.count > 1 ? [.bars(bars)] : []
    case .code: code
    }
  }

  /// The meter's serial and the hash of the inspection's entry as a QR code.
  private var code: [Paper.Block] {
    guard !content.entry.isEmpty else { return [] }
    let meter = inspection.point.identity.meter
    return [.code(EntryCode(number: meter, hash: content.entry).text)]
  }

  /// The index as recorded, as it most likely was, and as it stands today.
  private func digits(_ register: InspectedRegister) -> [Paper.Block] {
    let listed = content.listed(register.register)
    let recordedOn = listed.map { say.shortDate($0.recordedDate.day) } ?? ""
    let readOn = say.shortDate(inspection.readAt.day)
    let likely = verdict == .deviates ? register.diagnosed : nil
    let rows = DigitRows(
      recorded: register.recorded, likely: likely == register.recorded ? nil : likely,
      reread: register.index(chosen: inspection.chosenAttempt), dial: listed?.dial,
      cause: register.cause
    ).rows
    let several = inspection.registers.count > 1 ? "\(register.register.rawValue)  " : ""
    let lines = rows.map { row in
      let label =
        switch row.role {
        case .recorded: say("document.digits.recorded", recordedOn)
        case .likely: say("document.digits.likely", recordedOn)
        case .reread: say("document.digits.today", readOn)
        }
      return Paper.DigitLine(label: several + label.trimmedAtEnd, row: row)
    }
    return [.digits(lines, decimalMark: say.decimalMark)]
  }

  /// Use since and what is usual, for a single register.
  private var useRows: [Paper.Block] {
    guard let register = inspection.registers.first else { return [] }
    var rows: [Paper.Block] = []
    let days = content.days(register.register).flatMap { $0 >= 0 ? $0 : nil }
    if let use = use(register), use >= .zero {
      var value = say.energy(use, of: register.register, precision: .exact)
      if let days, let perDay = say.perDay(use, days: days) {
        value = say("document.slip.inDays", value, say.days(days), perDay)
      }
      rows.append(.row(label: say("document.slip.useSince"), value: value))
    }
    if let usual = usual(register), usual.upperBound > .zero {
      var value = say.energyRange(usual, of: register.register)
      if let days, days > 0 { value = say("document.slip.usualInDays", value, say.days(days)) }
      rows.append(.row(label: say("document.slip.usual"), value: value))
    }
    return rows
  }

  /// Energy since the reading: from the index that the dial showed then where the record is wrong
  /// and that is known, else from the recorded one. Negative where only the record is, and it is wrong.
  private func use(_ register: InspectedRegister) -> Energy? {
    guard verdict == .deviates, let likely = register.diagnosed,
      let reread = register.index(chosen: inspection.chosenAttempt), reread >= likely,
      let listed = content.listed(register.register)
    else { return register.useSince }
    return Energy(
      thousandths: reread.thousandths - likely.thousandths, multiplier: listed.multiplier)
  }

  private var useTable: Paper.Table {
    Paper.Table(
      columns: [
        Paper.Column(say("document.column.register"), isNumeric: false),
        Paper.Column(say("document.slip.useSince"), isNumeric: true),
        Paper.Column(say("document.slip.usual"), isNumeric: true),
      ],
      rows: inspection.registers.map { register in
        [
          explain.word(register.register),
          use(register).flatMap {
            $0 < .zero ? nil : say.energy($0, of: register.register, precision: .exact)
          } ?? "–",
          usual(register).map { say.energyRange($0, of: register.register) } ?? "–",
        ]
      })
  }

  /// The last months, oldest first, then the month in question as recorded and, where that was
  /// wrong and the right index is known, as it should be.
  var bars: [Paper.Bar] {
    guard let point = content.point else { return [] }
    let period = point.identity.period
    var bars: [Paper.Bar] = []
    for back in (1...3).reversed() {
      guard let energy = month(back, of: point) else { continue }
      let month = (period.month - back + 11) % 12 + 1
      bars.append(bar(say.monthName(month) ?? "", energy, days: nil))
    }
    let name = say.monthName(period.month) ?? ""
    guard verdict != .unread, let before = recorded(point) else { return bars }
    bars.append(bar(say("document.slip.asRecorded", name), before, days: content.billedDays))
    if verdict == .deviates, let after = likely(point) {
      bars.append(bar(say("document.slip.asLikely", name), after, days: content.billedDays))
    }
    return bars
  }

  private func bar(_ label: String, _ energy: Energy, days: Int?) -> Paper.Bar {
    var value = say.energy(energy)
    if let days, let perDay = say.perDay(energy, days: days) {
      value = say("document.slip.withPerDay", value, perDay)
    }
    return Paper.Bar(label: label, value: value, amount: max(energy.roundedKilowattHours, 0))
  }

  /// Billed energy of the month `back` months before, where the list gives it for every register.
  private func month(_ back: Int, of point: MeteringPoint) -> Energy? {
    sum(point) { register in
      let kept = register.history.indices.contains(back - 1) ? register.history[back - 1] : nil
      return kept ?? (back == 1 ? register.oldConsumption : nil)
    }
  }

  private func recorded(_ point: MeteringPoint) -> Energy? {
    sum(point) { register in
      content.assessed(register.kind)?.consumptionBefore ?? register.recordedConsumption
        ?? consumption(register, to: register.recorded)
    }
  }

  private func likely(_ point: MeteringPoint) -> Energy? {
    sum(point) { register in
      let inspected = inspection.registers.first { $0.register == register.kind }
      guard inspected?.cause != nil else {
        return register.recordedConsumption ?? consumption(register, to: register.recorded)
      }
      return inspected?.diagnosed.flatMap { consumption(register, to: $0) }
    }
  }

  private func consumption(_ register: RecordedRegister, to index: Index) -> Energy? {
    guard index >= register.old else { return nil }
    return Energy(
      thousandths: index.thousandths - register.old.thousandths, multiplier: register.multiplier)
      + register.removedConsumption + register.directConsumption
  }

  /// The sum over the billed registers; nil where there is none or one of them has no value.
  private func sum(_ point: MeteringPoint, _ value: (RecordedRegister) -> Energy?) -> Energy? {
    let billed = point.registers.filter(\.kind.isBilled)
    guard !billed.isEmpty else { return nil }
    var total = Energy.zero
    for register in billed {
      guard let energy = value(register) else { return nil }
      total = total + energy
    }
    return total
  }
}
