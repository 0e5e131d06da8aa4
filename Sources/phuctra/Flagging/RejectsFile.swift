import Formats
import Wording

/// `rejects.csv`: every row that could not be read, with its place, what is wrong in both languages,
/// and the row as it was. Made with the first such row; a month without any leaves no file.
final class RejectsFile {
  private let folder: ListFolder
  private var file: WholeFile?
  private(set) var rows = 0
  /// The faults of the first rows, as many as a `FormatError` holds.
  private(set) var firstFaults: [FormatFault] = []

  init(_ folder: ListFolder) {
    self.folder = folder
  }

  /// - Throws: `OutputError`.
  func add(_ row: RejectedRow) throws {
    let file = try opened()
    rows += 1
    firstFaults += row.faults.prefix(FormatError.limit - firstFaults.count)
    let fault = row.faults.first
    let fields = [
      "\(row.source.line)", fault?.column.map { "\($0)" } ?? "", fault?.field ?? "",
      fault?.code.rawValue ?? "", text(row, .vietnamese), text(row, .english), row.text,
    ]
    var writer = CSVWriter()
    writer.write(fields)
    try file.write(writer.output)
  }

  /// Gives the file its name, durably.
  func commit() throws {
    try file?.commit()
    file = nil
  }

  private func opened() throws -> WholeFile {
    if let file { return file }
    let made = try WholeFile(folder.willMake("rejects.csv"))
    var writer = CSVWriter(withBOM: true)
    writer.write(["LINE", "COLUMN", "FIELD", "REASON", "LY_DO_VI", "REASON_EN", "ROW"])
    try made.write(writer.output)
    file = made
    return made
  }

  private func text(_ row: RejectedRow, _ language: FaultLanguage) -> String {
    row.faults.map { $0.text(in: language) }.joined(separator: "; ")
  }
}
