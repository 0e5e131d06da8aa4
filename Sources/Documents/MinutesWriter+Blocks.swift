import Casework
import Explanations
import Metering
import Wording

extension MinutesWriter {
  func blocks(_ insert: MinutesInsert) -> [Paper.Block] {
    switch insert {
    case .indices: [.table(indices)]
    case .digits: digits
    case .consumption: [.table(consumption)]
    case .remarks: correction.remarks.map { .paragraph("– \($0)") }
    case .photos: [.table(photos)]
    case .code: code
    }
  }

  /// Old, recorded, re-inspected and corrected index by register, with the basis of the last.
  private var indices: Paper.Table {
    let rows = correction.registers.map { register -> [String] in
      let listed = content.listed(register.register)
      let dial = listed?.dial
      return [
        explain.word(register.register),
        say.index(register.old, dial: dial),
        say.index(register.recorded, dial: dial, decimals: listed?.recordedDecimals ?? 0),
        say.index(register.reinspected, dial: dial, decimals: dial?.decimals ?? 0),
        say.index(register.corrected, dial: dial),
        isKept(register) ? say("document.basis.kept") : explain.shortWord(register.basis),
      ]
    }
    return Paper.Table(
      columns: [
        Paper.Column(say("document.column.register"), isNumeric: false),
        Paper.Column(say("document.column.old"), isNumeric: true),
        Paper.Column(say("document.column.recorded"), isNumeric: true),
        Paper.Column(say("document.column.reinspected"), isNumeric: true),
        Paper.Column(say("document.column.corrected"), isNumeric: true),
        Paper.Column(say("document.column.basis"), isNumeric: false),
      ], rows: rows)
  }

  /// On another basis than the re-read index, a register that was right keeps its record.
  private func isKept(_ register: CorrectedRegister) -> Bool {
    register.basis != .reread && register.corrected == register.recorded
  }

  /// kWh before and after by register; billed registers alone are added up. Exact, so that a
  /// customer who checks the sums finds them right.
  private var consumption: Paper.Table {
    let hasMultiplier = content.point != nil
    var rows = correction.registers.map { register in
      consumptionRow(
        unit(register.register),
        hasMultiplier ? content.listed(register.register)?.multiplier : nil,
        register.consumptionBefore, register.consumptionAfter)
    }
    let billed = correction.registers.filter(\.register.isBilled)
    if billed.count > 1 {
      rows.append(
        consumptionRow(
          say("document.total"), nil, billed.reduce(.zero) { $0 + $1.consumptionBefore },
          billed.reduce(.zero) { $0 + $1.consumptionAfter }))
    }
    var columns = [
      Paper.Column(say("document.column.register"), isNumeric: false),
      Paper.Column(say("document.column.multiplier"), isNumeric: true),
      Paper.Column(say("document.column.before"), isNumeric: true),
      Paper.Column(say("document.column.after"), isNumeric: true),
      Paper.Column(say("document.column.difference"), isNumeric: true),
    ]
    if !hasMultiplier {
      columns.remove(at: 1)
      rows = rows.map { [$0[0]] + $0[2...] }
    }
    return Paper.Table(columns: columns, rows: rows, hasTotal: billed.count > 1)
  }

  private func consumptionRow(
    _ name: String, _ multiplier: Multiplier?, _ before: Energy, _ after: Energy
  ) -> [String] {
    [
      name, multiplier.map { say.number($0.description) } ?? "",
      say.amount(before, precision: .exact), say.amount(after, precision: .exact),
      say.amount(after - before, precision: .exact, signed: true),
    ]
  }

  /// The register with its unit where that is not kWh.
  private func unit(_ register: RegisterKind) -> String {
    register == .reactive
      ? say("document.reactive", explain.word(register)) : explain.word(register)
  }

  /// The digits of each register whose index at the reading is known, one under the other.
  private var digits: [Paper.Block] {
    correction.registers.compactMap { register -> Paper.Block? in
      guard let likely = likely(register), likely.index != register.recorded else { return nil }
      let listed = content.listed(register.register)
      let rows = DigitRows(
        recorded: register.recorded, likely: likely.index, reread: register.reinspected,
        dial: listed?.dial, cause: register.causeChosen
      ).rows
      let recordedOn = listed.map { say.shortDate($0.recordedDate.day) } ?? ""
      let readOn = content.inspection.map { say.shortDate($0.readAt.day) } ?? ""
      let several = correction.registers.count > 1 ? "\(register.register.rawValue)  " : ""
      let lines = rows.map { row in
        let label =
          switch row.role {
          case .recorded: say("document.digits.recorded", recordedOn)
          case .likely: say(likely.label, recordedOn)
          case .reread: say("document.digits.reinspected", readOn)
          }
        return Paper.DigitLine(label: several + label.trimmedAtEnd, row: row)
      }
      return .digits(lines, decimalMark: say.decimalMark)
    }
  }

  /// What the dial showed when the record was taken: the corrected index where it is not simply
  /// today's, else what the diagnosis says.
  private func likely(_ register: CorrectedRegister) -> (index: Index, label: String)? {
    if register.basis != .reread { return (register.corrected, "document.digits.corrected") }
    let inspected = content.inspection?.registers.first { $0.register == register.register }
    return inspected?.diagnosed.map { ($0, "document.digits.likely") }
  }
}

extension String {
  var trimmedAtEnd: String {
    var rest = self[...]
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
