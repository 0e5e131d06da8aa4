package import Metering

/// What a correction moves in money as the inspector saw it: kept with the minutes, because tables and
/// rules change. An estimate, never an invoice.
package enum EstimatedCost: Hashable, Sendable {
  case known(Amounts)
  /// kWh alone are told, and why.
  case unknown(UnpricedReason)

  /// VND with VAT; negative where the customer pays less.
  package struct Amounts: Codable, Hashable, Sendable {
    /// The decisions whose prices were taken, earliest first.
    package var decisions: [String]
    /// VAT of the month under re-inspection, per cent.
    package var taxPercent: Int64
    /// The bill of the month under re-inspection by the record, and corrected.
    package var before: Int64
    package var after: Int64
    /// What the next month changes by, because it opens at the corrected index; nil where no usual
    /// use tells.
    package var nextMonth: Int64?

    package init(
      decisions: [String], taxPercent: Int64, before: Int64, after: Int64, nextMonth: Int64?
    ) {
      self.decisions = decisions
      self.taxPercent = taxPercent
      self.before = before
      self.after = after
      self.nextMonth = nextMonth
    }

    /// What a body says may be anything: what does not fit is cut off, never a crash.
    package var thisMonth: Int64 { Int64(clamping: Int128(after) - Int128(before)) }
    /// Over both months.
    package var difference: Int64 {
      Int64(clamping: Int128(thisMonth) + Int128(nextMonth ?? 0))
    }
  }

  /// The amounts, where they are known.
  package var amounts: Amounts? {
    guard case .known(let amounts) = self else { return nil }
    return amounts
  }
}

extension EstimatedCost {
  /// The cost of billing `point` as `registers` say.
  /// - Parameter readOn: the day of the re-reading, which the re-read basis adopts with its index.
  package init(
    of point: MeteringPoint, registers: [CorrectedRegister], readOn: Day, tariffs: TariffBook
  ) {
    let billed = registers.filter(\.register.isBilled)
    guard billed.count == 1, let register = billed.first,
      let record = point.registers.first(where: { $0.kind == register.register })
    else {
      self = .unknown(point.isResidential ? .severalRates : .notResidential)
      return
    }
    let day = register.basis == .reread ? readOn : record.recordedDate.day
    do throws(UnpricedReason) {
      let cost = try CorrectionCost(
        of: point, corrected: register.corrected, correctedOn: day, tariffs: tariffs)
      let bills = [cost.thisMonth.before, cost.thisMonth.after]
      var decisions: [String] = []
      for decision in bills.flatMap(\.decisions) where !decisions.contains(decision) {
        decisions.append(decision)
      }
      self = .known(
        Amounts(
          decisions: decisions, taxPercent: cost.thisMonth.after.taxPercent,
          before: cost.thisMonth.before.total, after: cost.thisMonth.after.total,
          nextMonth: cost.nextMonth?.difference))
    } catch {
      self = .unknown(error)
    }
  }
}

extension EstimatedCost: Codable {
  private enum CodingKeys: String, CodingKey {
    case unknown
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    guard let word = try fields.decodeIfPresent(String.self, forKey: .unknown) else {
      self = .known(try Amounts(from: decoder))
      return
    }
    guard let reason = UnpricedReason(rawValue: word) else {
      throw DecodingError.dataCorruptedError(
        forKey: .unknown, in: fields, debugDescription: "\(word) is no reason")
    }
    self = .unknown(reason)
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .known(let amounts): try amounts.encode(to: encoder)
    case .unknown(let reason):
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(reason.rawValue, forKey: .unknown)
    }
  }
}
