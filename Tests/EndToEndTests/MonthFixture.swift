import Foundation
import Testing

/// Months made row by row: what a test says of a row, and plain values for the rest.
enum MonthFixture {
  typealias Row = [String: String]

  static let columns = [
    "MA_DVIQLY", "MA_DDO", "MA_KHANG", "SERY_CTO", "LOAI_BCS", "NAM", "THANG", "KY", "CS_CU",
    "CS_MOI", "NGAY_MOI", "SL_CU", "SL_MOI", "SL_THAO", "MA_QUYEN", "STT", "MA_GC", "MA_COT",
    "SO_HOM", "MA_NN", "PT_GHI", "LY_DO", "GHI_CHU",
  ]

  /// A register of point `number`: SL_CU, SL_MOI, and what else may differ.
  static func row(_ number: Int, _ before: String, _ now: String, _ changes: Row = [:]) -> Row {
    [
      "MA_DVIQLY": "PE0700", "MA_DDO": "P\(number)", "MA_KHANG": "K\(number)",
      "SERY_CTO": "\(1000 + number)", "LOAI_BCS": "KT", "NAM": "2026", "THANG": "6", "KY": "1",
      "CS_CU": "100", "CS_MOI": "200", "NGAY_MOI": "2026-06-12", "SL_CU": before, "SL_MOI": now,
      "MA_QUYEN": "Q1", "STT": "\(number)", "MA_COT": "C1", "MA_NN": "SH", "PT_GHI": "TAY",
    ].merging(changes) { _, given in given }
  }

  /// The rows as CSV; `columns` are those of the header.
  static func csv(_ rows: [Row], columns: [String] = columns) -> String {
    ([columns.map(quoted)] + rows.map { row in columns.map { quoted(row[$0] ?? "") } })
      .map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// The rows as CMIS XML: a row has the elements that it names, empty ones too.
  static func xml(_ rows: [Row]) -> String {
    let elements = rows.map { row in
      row.sorted { $0.key < $1.key }.map { "<\($0.key)>\($0.value)</\($0.key)>" }.joined()
    }
    return "<NewDataSet>\n" + elements.map { "<Table1>\($0)</Table1>\n" }.joined()
      + "</NewDataSet>\n"
  }

  static func utf16(_ text: String) -> Data {
    var bytes = Data([0xFF, 0xFE])
    for unit in text.utf16 {
      withUnsafeBytes(of: unit.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  private static func quoted(_ value: String) -> String {
    let isPlain = !value.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) }
    return isPlain ? value : "\"\(value.replacingOccurrences(of: "\"", with: "\"\""))\""
  }
}

/// What `flag` made of a month.
struct FlaggedMonth {
  var run: Outcome
  var folder: URL

  /// A count of the report; nil where there is no report.
  func count(_ key: String) -> Int? { (try? run.objects().first)?[key] as? Int }

  /// Points with an outcome.
  func points(_ outcome: String) -> Int? {
    let parts = (try? run.objects().first)?["outcomes"] as? [[String: Any]]
    return parts?.filter { $0["outcome"] as? String == outcome }
      .reduce(0) { $0 + ($1["points"] as? Int ?? 0) }
  }

  /// Names in the folder, in order; nil where there is none.
  var names: [String]? {
    try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// Point and reason of each row of a list, such as `P1 TANG`.
  func rows(_ name: String) throws -> [String] {
    try text(name).split(separator: "\n").compactMap { line in
      guard let point = line.range(of: "<MA_DDO>"), let reason = line.range(of: "<LY_DO>") else {
        return nil
      }
      return line[point.upperBound...].prefix { $0 != "<" } + " "
        + line[reason.upperBound...].prefix { $0 != "<" }
    }
  }
}

extension CommandLineProcess {
  /// Flags a month given as bytes, into a new folder beside it.
  func flag(
    _ month: Data, in folder: URL, _ options: String..., language: String = "en"
  ) throws -> FlaggedMonth {
    let number = UUID().uuidString
    let path = folder.appendingPathComponent("\(number).month")
    try month.write(to: path)
    let output = folder.appendingPathComponent(number)
    let run = try run(
      ["flag", path.path, "-o", output.path, "--json"] + options
        + ["--home", home.path, "--lang", language])
    return FlaggedMonth(run: run, folder: output)
  }

  func flag(_ month: String, in folder: URL, skipping: Bool = false) throws -> FlaggedMonth {
    skipping
      ? try flag(Data(month.utf8), in: folder, "--skip-bad-rows")
      : try flag(Data(month.utf8), in: folder)
  }
}
