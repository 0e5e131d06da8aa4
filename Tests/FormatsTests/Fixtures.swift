import Metering

@testable import Formats

/// Small lists made from rows of (column, value), in either layout.
enum Fixture {
  typealias Row = [(name: String, value: String)]

  /// A row with all that is needed; `changes` replaces values, adds columns, or removes them (nil).
  static func row(_ changes: [String: String?] = [:]) -> Row {
    var row: Row = [
      ("MA_DVIQLY", "PE0700"), ("MA_DDO", "PE07000012345001"), ("SERY_CTO", "19013325"),
      ("LOAI_BCS", "KT"), ("NAM", "2026"), ("THANG", "6"), ("KY", "1"), ("CS_CU", "1180"),
      ("CS_MOI", "1920"), ("NGAY_MOI", "2026-06-12T10:37:00"), ("HSN", "1"),
      ("DIA_CHI", "374/2 Lũy Bán Bích"),
    ]
    for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
      let place = row.firstIndex { $0.name == name }
      switch (place, value) {
      case (let place?, let value?): row[place].value = value
      case (let place?, nil): row.remove(at: place)
      case (nil, let value?): row.append((name, value))
      case (nil, nil): break
      }
    }
    return row
  }

  /// The rows as CSV; all must have the same columns.
  static func csv(_ rows: [Row], delimiter: String = ",", lineEnd: String = "\r\n") -> String {
    let header = rows.first.map { $0.map(\.name) } ?? []
    let lines = [header] + rows.map { $0.map { quoted($0.value) } }
    return lines.map { $0.joined(separator: delimiter) + lineEnd }.joined()
  }

  private static func quoted(_ value: String) -> String {
    let special = value.contains { ",;\t\"".contains($0) || $0.isNewline }
    return special
      ? "\"\(value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
      : value
  }

  /// The rows as CMIS XML, schema head and all.
  static func xml(_ rows: [Row]) -> String {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <NewDataSet>
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" id="NewDataSet"><xs:element/></xs:schema>

      """
    for row in rows {
      text += "  <Table1>\n"
      for (name, value) in row { text += "    <\(name)>\(escaped(value))</\(name)>\n" }
      text += "  </Table1>\n"
    }
    return text + "</NewDataSet>\n"
  }

  private static func escaped(_ value: String) -> String {
    var result = ""
    for character in value {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      default: result.append(character)
      }
    }
    return result
  }

  static func utf16(_ text: String, bigEndian: Bool, bom: Bool = true) -> [UInt8] {
    let units = (bom ? [0xFEFF] : []) + Array(text.utf16)
    return units.flatMap { unit -> [UInt8] in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return bigEndian ? [high, low] : [low, high]
    }
  }
}

/// What reading a list comes to: its points' registers in order, or its faults.
struct Outcome {
  var points: [MeteringPoint] = []
  var sources: [RowSource] = []
  var summary: WorklistSummary?
  var faults: [FormatFault] = []
  var count = 0

  /// Reads a list and notes each row as a point of one register.
  static func reading(
    _ bytes: [UInt8], options: WorklistOptions = WorklistOptions()
  ) throws -> Outcome {
    var outcome = Outcome()
    do {
      outcome.summary = try WorklistReader(.bytes(bytes), options: options).read { row in
        outcome.points.append(row.point())
        outcome.sources.append(row.source)
      }
    } catch let error as FormatError {
      outcome.faults = error.faults
      outcome.count = error.count
    }
    return outcome
  }

  static func reading(
    _ text: String, options: WorklistOptions = WorklistOptions()
  ) throws -> Outcome {
    try reading(Array(text.utf8), options: options)
  }

  /// The faults' codes, in order.
  var codes: [FormatFault.Code] { faults.map(\.code) }
}
