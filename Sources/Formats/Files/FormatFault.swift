/// One thing that is wrong in a file, as a value: what, where, which value, and what was expected.
///
/// A fault carries no prose: `text(in:)` says it in the reader's language, without values that are a
/// customer's own. Values quoted in a fault come from the file, so a fault is shown to the person who
/// imports it and never written to a log.
package struct FormatFault: Error, Hashable, Sendable {
  /// What is wrong.
  package var code: Code
  /// Line of the file, from 1; nil where the fault concerns the file as a whole.
  package var line: Int?
  /// Place in the line, in characters, from 1: of the field (CSV) or of its element's tag (XML).
  package var column: Int?
  /// The column's name as in the file's header, or the element's.
  package var field: String?
  /// The offending value, cut to 40 characters.
  package var value: String?
  /// What was expected or what else belongs to the fault, depending on `code`: a list of allowed
  /// codes, a limit, the other line.
  package var detail: String?

  package init(
    _ code: Code, line: Int? = nil, column: Int? = nil, field: String? = nil,
    value: String? = nil, detail: String? = nil
  ) {
    self.code = code
    self.line = line
    self.column = column
    self.field = field
    self.value = value.map(FormatFault.excerpt)
    self.detail = detail
  }

  /// At most 40 characters, on one line.
  private static func excerpt(_ value: String) -> String {
    let line = String(value.map { $0.isNewline ? " " : $0 })
    return line.count <= 40 ? line : line.prefix(39) + "…"
  }
}

extension FormatFault {
  /// The kinds of fault. The raw value is stable: scripts may compare it.
  package enum Code: String, CaseIterable, Hashable, Sendable {
    // The file as a whole.
    case emptyFile, noRows, htmlPage, workbook, unsupportedEncoding
    // Characters.
    case invalidEncoding, nulByte, controlCharacter, noncharacter
    // XML structure. `detail` of `malformedXML` is the parser's own message.
    case malformedXML, truncated, doctype, wrongRoot, unexpectedElement, strayText, tooDeep
    // CSV structure. `value` and `detail` of `fieldCount` are the counts found and expected.
    case fieldCount, unterminatedQuote, strayQuote
    // Either. `detail` is the limit in bytes.
    case fieldTooLong, rowTooLong
    case columnTwice, missingColumn, missingValue
    // Values. `detail` of `unknownCode` lists the allowed codes.
    case badIndex, negativeIndex, badConsumption, badMultiplier, badDate, badPeriod, badNumber
    case unknownCode
    /// The same register a second time; `detail` is the line of the first.
    case registerTwice
    /// Two decisions are in force from the same day; `detail` is the line of the first.
    case decisionTwice
    /// The rows of one point lie in two places of a month; `detail` is the line of another place.
    case pointAgain
    /// A point's rows name two books; `detail` is the line of its first row.
    case otherBook
    /// One code for what must be several points; `detail` is how many meters a point may have.
    case tooManyMeters
    /// A warning: a register's row disagrees with the first row of its point; `detail` is that
    /// row's line.
    case disagreement
  }
}
