import Formats
import Wording

/// `rejects.csv`: every row that could not be read, with its place, what is wrong in both languages,
/// and the row as it was. Made with the first such row; a month without any leaves no file.
final class RejectsFile {
  private let folder: ListFolder
  private var file: WholeFile?
  private(set) var rows = 0

  init(_ folder: ListFolder) {
    self.folder = folder
  }

  /// - Throws: `OutputError`.
  func add(_ row: RejectedRow) throws {
    let file = try opened()
    rows += 1
    let fault = row.faults.first
    let fields = [
      "\(row.source.line)", fault?.column.map { "\($0)" } ?? "", fault?.field ?? "",
      fault?.code.rawValue ?? "", text(row, .vietnamese), text(row, .english), row.text,
    ]
    try file.write(Array((fields.map(RejectsFile.quoted).joined(separator: ",") + "\r\n").utf8))
  }

  /// Gives the file its name, durably.
  func commit() throws {
    try file?.commit()
    file = nil
  }

  private func opened() throws -> WholeFile {
    if let file { return file }
    let made = try WholeFile(folder.willMake("rejects.csv"))
    try made.write(Array("\u{FEFF}LINE,COLUMN,FIELD,REASON,LY_DO_VI,REASON_EN,ROW\r\n".utf8))
    file = made
    return made
  }

  private func text(_ row: RejectedRow, _ language: FaultLanguage) -> String {
    row.faults.map { $0.text(in: language) }.joined(separator: "; ")
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\""
      + field.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
