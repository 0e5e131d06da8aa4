package import Metering

/// Reads the tables of prices and tax that the assets hold, so that a new decision is a new row and
/// not a new program.
package enum TariffReader {
  /// Reads a table of prices: CSV with DECISION, FROM (the first day in force), TIER (from 1), KWH (the
  /// tier's own kWh a month; empty for the last) and PRICE (VND a kWh before VAT).
  /// - Throws: `FormatError` naming each fault; `FileReadError`.
  package static func tariffs(_ input: ByteInput) throws -> [Tariff] {
    var reading = TariffReading()
    let columns = ["DECISION", "FROM", "TIER", "KWH", "PRICE"]
    try TableReader(input, columns: columns).read(identity: [0, 2]) { reading.take(&$0) }
    // A table cut off within a decision would bill the last kWh at nothing.
    if let line = reading.unfinished {
      throw FormatError(faults: [FormatFault(.missingValue, line: line, field: "KWH")], count: 1)
    }
    return reading.tariffs
  }

  /// Reads a table of tax rates: CSV with PERCENT, FROM, THROUGH (empty where no end is set), and
  /// SOURCE for whoever keeps it. No window is there twice.
  /// - Throws: `FormatError` naming each fault; `FileReadError`.
  package static func taxes(_ input: ByteInput) throws -> [ValueAddedTax] {
    var taxes: [ValueAddedTax] = []
    let columns = ["PERCENT", "FROM", "THROUGH", "SOURCE"]
    try TableReader(input, columns: columns, optional: ["SOURCE"]).read(identity: [1, 2]) { row in
      let percent = row.whole(0, in: 0...100)
      let from = row.date(1)?.day
      let through = row.optionalText(2) == nil ? nil : row.date(2)?.day
      guard let percent, let from else { return }
      if let through, through < from {
        row.refuse(.badDate, 2, detail: "\(from)")
        return
      }
      taxes.append(ValueAddedTax(from: from, through: through, percent: Int64(percent)))
    }
    return taxes
  }

  /// Reads which codes of price strings (CHUOI_GIA) mean the residential tiers: CSV with CODE, three
  /// letters or more, and SOURCE.
  /// - Throws: `FormatError` naming each fault; `FileReadError`.
  package static func residentialCodes(_ input: ByteInput) throws -> Set<String> {
    var codes: Set<String> = []
    try TableReader(input, columns: ["CODE", "SOURCE"], optional: ["SOURCE"]).read { row in
      guard let code = row.text(0) else { return }
      guard code.count >= 3, code.allSatisfy(\.isLetter) else {
        row.refuse(.unknownCode, 0, detail: "A–Z")
        return
      }
      codes.insert(code.uppercased())
    }
    return codes
  }
}

/// Gathers a decision's rows, which stand together, its tiers in order and the last one open.
private struct TariffReading {
  private var decision: String?
  private var from: Day?
  private var tiers: [Tariff.Tier] = []
  private(set) var tariffs: [Tariff] = []
  private var line = 0
  /// The lines on which decisions begin, by their first day.
  private var begun: [Day: Int] = [:]

  /// The last line, where the last decision's open tier is missing; nil where all are whole.
  var unfinished: Int? { tiers.isEmpty ? nil : line }

  mutating func take(_ row: inout TableRow) {
    line = row.line
    let name = row.text(0)
    let day = row.date(1)?.day
    let number = row.whole(2, in: 1...99)
    let quota = row.optionalText(3) == nil ? nil : row.whole(3, in: 1...1_000_000)
    let price = row.whole(4, in: 0...1_000_000)
    guard let name, let day, let number, let price else { return }
    if name != decision {
      if !tiers.isEmpty {
        row.refuse(.badNumber, 3, detail: "\(decision ?? "")")
      }
      decision = name
      from = day
      tiers = []
      // Nobody could say which of two prices of one day counts.
      if let other = begun[day] { row.refuse(.decisionTwice, 1, detail: "\(other)") }
      begun[day] = begun[day] ?? row.line
    }
    guard day == from else { return row.refuse(.badDate, 1, detail: from.map { "\($0)" }) }
    guard number == tiers.count + 1 else {
      return row.refuse(.badNumber, 2, detail: "\(tiers.count + 1)")
    }
    tiers.append(Tariff.Tier(quota: quota.map(Int64.init), price: Int64(price)))
    guard quota == nil else { return }
    if let tariff = Tariff(decision: name, from: day, tiers: tiers) { tariffs.append(tariff) }
    tiers = []
    decision = nil
  }
}
