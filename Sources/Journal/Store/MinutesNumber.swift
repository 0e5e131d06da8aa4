import Evidence
import GRDB

/// Numbers of minutes: UNIT-DEVICETAG-YEAR-00001, counted by unit and year, never used again.
///
/// The counter is derived from the corrections in the journal, withdrawn ones included, and moves in
/// the transaction that appends the correction.
enum MinutesNumber {
  /// The next number of `unit` in `year`; it is taken once an entry with it is folded.
  static func next(unit: String, tag: String, year: String, in database: Database) throws -> String
  {
    let series = "\(unit)-\(tag)-\(year)"
    let floor = try Counters.value(database, named: floor) ?? 0
    let last = try Counters.value(database, named: counter(series)) ?? floor
    let digits = String(last + 1)
    let padding = String(repeating: "0", count: max(0, 5 - digits.utf8.count))
    return "\(series)-\(padding)\(digits)"
  }

  /// Notes a number as used.
  static func keep(_ number: String, in database: Database) throws {
    guard let hyphen = number.lastIndex(of: "-"),
      let count = Int64(number[number.index(after: hyphen)...])
    else { return }
    let name = counter(String(number[..<hyphen]))
    let last = try Counters.value(database, named: name) ?? 0
    try Counters.set(database, named: name, max(last, count))
  }

  /// Leaves numbers out in every series: of the `entries` that the hub holds of this device the home
  /// lost some, of whatever epoch, and each may have used a number.
  static func skip(_ entries: Int64, in database: Database) throws {
    try database.execute(
      sql: "UPDATE counter SET value = value + ? WHERE name GLOB 'minutes *'", arguments: [entries])
    let last = try Counters.value(database, named: floor) ?? 0
    try Counters.set(database, named: floor, last + entries)
  }

  /// Where a series begins that the home has not used yet.
  private static let floor = "minutesFloor"

  private static func counter(_ series: String) -> String { "minutes \(series)" }
}
