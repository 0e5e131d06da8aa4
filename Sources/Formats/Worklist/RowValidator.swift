import Metering

/// Checks every typed column of a row and gives its values, or says each fault.
struct RowValidator {
  /// What a list may say once instead of in each row.
  let unit: String?
  let period: BillingPeriod?

  /// What STT may be.
  static let walkOrders = 0...999_999_999

  /// The values of a row; nil where it has a fault, which is added to `faults`.
  func values(of row: RowFields, faults: inout FaultCollector) -> RegisterValues? {
    var check = RowCheck(row: row)
    check.needText(.meter)
    if unit == nil { check.needText(.unit) }
    check.needText(row.bytes(WorklistColumn.point.rawValue).isEmpty ? .customer : .point)
    let kind = check.code(.register, Codes.registers, needed: true)
    let period = check.period(default: period)
    let old = check.index(.old)
    let recorded = check.index(.recorded)
    let recordedDate = check.date(.recordedDate, needed: true)
    let oldDate = check.date(.oldDate, needed: false)
    let multiplier = check.multiplier()
    let oldConsumption = check.energy(.oldConsumption)
    let recordedConsumption = check.energy(.recordedConsumption)
    let removedConsumption = check.energy(.removedConsumption)
    let directConsumption = check.energy(.directConsumption)
    let history = (check.energy(.history1), check.energy(.history2), check.energy(.history3))
    let households = check.whole(.households, in: 0...999_999_999)
    let digits = check.whole(.dialDigits, in: 1...9)
    let decimals = check.whole(.dialDecimals, in: 0...3)
    let invoice = check.code(.invoice, Codes.invoices, needed: false)
    let reason = check.code(.reason, Codes.reasons, needed: false)
    let method = check.code(.readingMethod, Codes.methods, needed: false)
    let walkOrder = check.whole(.walkOrder, in: RowValidator.walkOrders)
    guard check.faults.isEmpty, let kind, let period, let old, let recorded, let recordedDate
    else {
      for fault in check.faults { faults.add(fault) }
      return nil
    }
    return RegisterValues(
      kind: kind, period: period, old: old.index, recorded: recorded.index,
      recordedDecimals: recorded.decimals, multiplierThousandths: multiplier, oldDate: oldDate,
      recordedDate: recordedDate, oldConsumption: oldConsumption,
      recordedConsumption: recordedConsumption, removedConsumption: removedConsumption,
      directConsumption: directConsumption, history: history,
      households: max(households ?? 1, 1), dialDigits: digits, dialDecimals: decimals,
      invoice: invoice ?? .unknown, reason: reason, method: method, walkOrder: walkOrder)
  }

  /// Which needed columns a header lacks, as faults on line 1.
  ///
  /// Needed are the register's identity and `CS_CU`, `CS_MOI`, `NGAY_MOI`; the unit and the period
  /// only where they were not given once for the list.
  func missingColumns(has: (WorklistColumn) -> Bool) -> [FormatFault] {
    var needed: [WorklistColumn] = [.meter, .register, .old, .recorded, .recordedDate]
    if unit == nil { needed.append(.unit) }
    if period == nil { needed += [.year, .month, .cycle] }
    if !has(.customer) { needed.append(.point) }
    return needed.filter { !has($0) }.map { FormatFault(.missingColumn, line: 1, field: $0.name) }
  }
}

/// One row's check under way.
struct RowCheck {
  let row: RowFields
  private(set) var faults: [FormatFault] = []

  init(row: RowFields) {
    self.row = row
  }

  @inline(__always)
  func bytes(_ column: WorklistColumn) -> UnsafeBufferPointer<UInt8> { row.bytes(column.rawValue) }

  @inline(never)
  mutating func refuse(
    _ code: FormatFault.Code, _ column: WorklistColumn, detail: String? = nil
  ) {
    let place =
      row.field(column.rawValue).map { row.place(of: $0) } ?? (line: row.source.line, column: 1)
    let value = bytes(column)
    faults.append(
      FormatFault(
        code, line: place.line, column: place.column, field: column.name,
        value: value.isEmpty ? nil : String(decoding: value, as: UTF8.self), detail: detail))
  }

  /// A code by which people find a meter: on one line, for it is shown, typed and searched so.
  mutating func needText(_ column: WorklistColumn) {
    let bytes = bytes(column)
    if bytes.isEmpty { return refuse(.missingValue, column) }
    if bytes.contains(where: { $0 < 0x20 }) { refuse(.controlCharacter, column) }
  }

  /// Nothing in the column is a fault too: 0 is a reading, absence is not.
  mutating func index(_ column: WorklistColumn) -> (index: Index, decimals: Int)? {
    let bytes = bytes(column)
    if bytes.isEmpty {
      refuse(.missingValue, column)
      return nil
    }
    guard let number = FieldParsing.decimal(bytes, integers: 9, places: 3) else {
      refuse(.badIndex, column)
      return nil
    }
    guard bytes[0] != UInt8(ascii: "-"), let index = Index(thousandths: number.value) else {
      refuse(.negativeIndex, column)
      return nil
    }
    return (index, number.written)
  }

  mutating func energy(_ column: WorklistColumn) -> Int64? {
    let bytes = bytes(column)
    if bytes.isEmpty { return nil }
    let number = FieldParsing.decimal(bytes, integers: 12, places: 6)
    if number == nil { refuse(.badConsumption, column) }
    return number?.value
  }

  /// Thousandths; 1000 where the column is empty.
  mutating func multiplier() -> Int64 {
    let bytes = bytes(.multiplier)
    if bytes.isEmpty { return 1000 }
    guard let number = FieldParsing.decimal(bytes, integers: 9, places: 3), number.value > 0 else {
      refuse(.badMultiplier, .multiplier)
      return 1000
    }
    return number.value
  }

  mutating func date(_ column: WorklistColumn, needed: Bool) -> LocalMinute? {
    let bytes = bytes(column)
    if bytes.isEmpty {
      if needed { refuse(.missingValue, column) }
      return nil
    }
    let minute = FieldParsing.minute(bytes)
    if minute == nil { refuse(.badDate, column) }
    return minute
  }

  mutating func whole(_ column: WorklistColumn, in range: ClosedRange<Int>) -> Int? {
    let bytes = bytes(column)
    if bytes.isEmpty { return nil }
    guard let number = FieldParsing.whole(bytes), range.contains(number) else {
      refuse(.badNumber, column, detail: "\(range.lowerBound)–\(range.upperBound)")
      return nil
    }
    return number
  }

  mutating func code<Meaning>(
    _ column: WorklistColumn, _ table: CodeTable<Meaning>, needed: Bool
  ) -> Meaning? {
    let bytes = bytes(column)
    if bytes.isEmpty {
      if needed { refuse(.missingValue, column) }
      return nil
    }
    let meaning = table.meaning(of: bytes)
    if meaning == nil { refuse(.unknownCode, column, detail: table.names) }
    return meaning
  }

  /// The row's period; each part that the row lacks comes from `given`.
  mutating func period(default given: BillingPeriod?) -> BillingPeriod? {
    let year = part(.year, default: given?.year, in: 1900...2199)
    let month = part(.month, default: given?.month, in: 1...12)
    let cycle = part(.cycle, default: given?.cycle, in: 1...9)
    guard let year, let month, let cycle else { return nil }
    return BillingPeriod(year: year, month: month, cycle: cycle)
  }

  private mutating func part(
    _ column: WorklistColumn, default given: Int?, in range: ClosedRange<Int>
  ) -> Int? {
    let bytes = bytes(column)
    if bytes.isEmpty {
      if given == nil { refuse(.missingValue, column) }
      return given
    }
    guard let number = FieldParsing.whole(bytes), range.contains(number) else {
      refuse(.badPeriod, column)
      return nil
    }
    return number
  }
}
