import Formats
import Journal
import Metering

/// Writes a list's file with the plan's rows changed, all else as it came.
///
/// In the list's own format the file's bytes are copied, so that even the spelling of numbers stays;
/// a CSV whose rows change gets two columns more. The other format is written row by row.
struct BookWriter {
  let path: String
  let format: WorklistFormat
  let options: WorklistOptions
  let edits: [BillingPlan.Edit]

  /// Copies the book in its own format.
  /// - Throws: `OutputError`, `FormatError`, `FileReadError`.
  /// - Complexity: O(bytes of the file), in constant memory.
  func copy(to output: WholeFile) throws {
    // A book that came back before has the two columns already.
    guard !edits.isEmpty, case .csv(let csv) = format.layout,
      !csv.header.contains(where: { $0.uppercased() == BillingPlan.reviewColumn })
    else { return try copyPatched(to: output) }
    try copyWidened(csv, to: output)
  }

  private func copyPatched(to output: WholeFile) throws {
    try ByteInput.withFile(at: path) { input in
      var place: Int64 = 0
      for edit in edits {
        try output.copy(input, from: place, to: edit.row.offset)
        try output.write(try patched(edit, input))
        place = edit.row.offset + Int64(edit.row.length)
      }
      try output.copy(input, from: place, to: nil)
    }
  }

  private func patched(_ edit: BillingPlan.Edit, _ input: ByteInput) throws -> [UInt8] {
    let row = SourceRow(bytes: try input.piece(at: edit.row.offset, count: edit.row.length))
    return try WorklistReader.patched(row, with: edit.patch, format: format)
  }

  /// Copies a CSV with two columns more: every row gets their cells.
  private func copyWidened(_ csv: CSVFormat, to output: WholeFile) throws {
    try ByteInput.withFile(at: path) { input in
      var place: Int64 = 0
      var next = 0
      _ = try WorklistReader(input, options: options).read { row in
        let source = row.source
        if place == 0 {
          try copyHeader(input, upTo: source.offset, csv, output)
        } else {
          try output.copy(input, from: place, to: source.offset)
        }
        place = source.offset + Int64(source.length)
        guard edits.indices.contains(next), edits[next].row.offset == source.offset else {
          try output.copy(input, from: source.offset, to: place)
          return try output.write(cells(["", ""], csv))
        }
        let patch = edits[next].patch
        try output.write(try patched(edits[next], input))
        let added = [BillingPlan.reviewColumn, BillingPlan.minutesColumn].map { name in
          patch.changes.first { $0.column == name }?.value ?? ""
        }
        try output.write(cells(added, csv))
        next += 1
      }
      try output.copy(input, from: place, to: nil)
    }
  }

  /// The header with the two names more, its line end after them.
  private func copyHeader(
    _ input: ByteInput, upTo end: Int64, _ csv: CSVFormat, _ output: WholeFile
  ) throws {
    let header = try input.piece(at: 0, count: Int(end))
    let width = format.encoding == .utf8 ? 1 : 2
    var count = header.count
    while count >= width {
      let unit = Array(header[(count - width)..<count])
      guard let byte = format.encoding.character(unit), byte <= 0x20 else { break }
      count -= width
    }
    try output.write(header[..<count])
    try output.write(cells([BillingPlan.reviewColumn, BillingPlan.minutesColumn], csv))
    try output.write(header[count...])
  }

  /// More cells of a row, each after a delimiter, in the file's encoding.
  private func cells(_ values: [String], _ csv: CSVFormat) -> [UInt8] {
    var writer = CSVWriter(delimiter: csv.delimiter)
    writer.write([""] + values)
    return format.encoding.bytes(Array(writer.output.dropLast(2)))
  }
}

extension TextEncoding {
  /// The ASCII character that one unit of text stands for; nil for any other.
  fileprivate func character(_ unit: [UInt8]) -> UInt8? {
    switch (self, unit.count) {
    case (.utf8, 1): unit[0] < 0x80 ? unit[0] : nil
    case (.utf16LittleEndian, 2): unit[1] == 0 && unit[0] < 0x80 ? unit[0] : nil
    case (.utf16BigEndian, 2): unit[0] == 0 && unit[1] < 0x80 ? unit[1] : nil
    default: nil
    }
  }
}
