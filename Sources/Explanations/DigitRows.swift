package import Metering

/// Indices of one register digit under digit, by place value, those that differ marked.
///
/// This is what convinces: the record, what the dial most likely showed then, and what it shows now.
/// A digit is marked where the record and the likely index disagree; today's reading is never
/// marked, for it has moved on by honest use.
package struct DigitRows: Hashable, Sendable {
  package enum Role: String, CaseIterable, Hashable, Sendable {
    case recorded, likely, reread
  }

  package struct Cell: Hashable, Sendable {
    /// A digit, or a blank where the index has none in this place.
    package var character: Character
    package var isMarked: Bool
    /// A place after the decimal mark (a red digit of a drum).
    package var isDecimal: Bool
  }

  package struct Row: Hashable, Sendable {
    package var role: Role
    /// As many in every row, so that places stand under one another.
    package var cells: [Cell]
    /// False where digits run on into the decimal places, as a red one that was taken for a black.
    package var hasDecimalMark = true
  }

  package var rows: [Row]

  /// Rows for the indices that are there, padded with zeros to the dial's digits where those are
  /// known and with blanks otherwise or beyond them.
  /// - Complexity: O(digits).
  ///
  /// Where `cause` lost or added a digit, places stand as they were read: the one that is missing is
  /// an underscore, and that alone is marked.
  package init(
    recorded: Index, likely: Index?, reread: Index?, dial: Dial?, cause: Cause? = nil
  ) {
    if let cause, let likely,
      let shifted = DigitRows.shifted(by: cause, recorded, likely, reread, dial)
    {
      rows = shifted
      return
    }
    let given: [(Role, Index)] =
      [(.recorded, recorded)] + (likely.map { [(.likely, $0)] } ?? [])
      + (reread.map { [(.reread, $0)] } ?? [])
    let shapes = given.map { DigitRows.parts($0.1) }
    let width = max(shapes.map(\.whole.count).max() ?? 1, dial?.integerDigits ?? 1)
    let decimals = max(
      shapes.map(\.fraction.count).max() ?? 0, reread == nil ? 0 : dial?.decimals ?? 0)
    let differing = likely.map {
      DigitRows.differing(DigitRows.parts(recorded), DigitRows.parts($0), width, decimals)
    }
    rows = zip(given, shapes).map { entry, shape in
      // The re-read is keyed with all of the dial's places, so zeros there were seen; a record's
      // missing places were not.
      let places = entry.0 == .reread ? max(shape.fraction.count, dial?.decimals ?? 0) : 0
      let fraction = shape.fraction + [Character](repeating: "0", count: 3)
      let whole = DigitRows.padded(shape.whole, width: width, digits: dial?.integerDigits ?? 0)
      let shown = fraction.prefix(max(shape.fraction.count, places))
      let blanks = [Character](repeating: " ", count: decimals - shown.count)
      let characters = whole + shown + blanks
      return Row(
        role: entry.0,
        cells: characters.enumerated().map { position, character in
          Cell(
            character: character,
            isMarked: entry.0 != .reread && (differing?[position] ?? false),
            isDecimal: position >= width)
        })
    }
  }

  /// Integer and decimal digits, without leading or trailing zeros.
  private static func parts(_ index: Index) -> (whole: [Character], fraction: [Character]) {
    let parts = index.description.split(separator: ".")
    return (Array(parts.first ?? "0"), parts.count > 1 ? Array(parts[1]) : [])
  }

  private static func padded(_ whole: [Character], width: Int, digits: Int) -> [Character] {
    let zeros = [Character](repeating: "0", count: max(0, digits - whole.count))
    let blanks = [Character](repeating: " ", count: width - whole.count - zeros.count)
    return blanks + zeros + whole
  }

  /// Which of `width + decimals` places differ; a place that is not written counts as zero.
  private static func differing(
    _ left: (whole: [Character], fraction: [Character]),
    _ right: (whole: [Character], fraction: [Character]), _ width: Int, _ decimals: Int
  ) -> [Bool] {
    func all(_ parts: (whole: [Character], fraction: [Character])) -> [Character] {
      [Character](repeating: "0", count: width - parts.whole.count) + parts.whole
        + parts.fraction
        + [Character](repeating: "0", count: decimals - parts.fraction.count)
    }
    return zip(all(left), all(right)).map(!=)
  }
}

extension DigitRows.Row {
  /// The row as text, every cell three columns wide with brackets around runs of marked digits, and
  /// the decimal mark before decimals that are there: ` 0  1 [9  2] 0`.
  package func text(decimalMark: Character) -> String {
    var text = ""
    for (position, cell) in cells.enumerated() {
      if beginsFraction(position), !hasDecimalMark { text.append(" ") }
      if startsDecimals(position) { text.append(cell.character == " " ? " " : decimalMark) }
      text.append(isBracketed(position) && !continues(position) ? "[" : " ")
      text.append(cell.character)
      text.append(isBracketed(position) && !continues(position + 1) ? "]" : " ")
    }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// True where any digit is marked.
  package var hasMarks: Bool { cells.contains(where: \.isMarked) }

  private func startsDecimals(_ position: Int) -> Bool {
    hasDecimalMark && beginsFraction(position)
  }

  private func beginsFraction(_ position: Int) -> Bool {
    cells[position].isDecimal && (position == 0 || !cells[position - 1].isDecimal)
  }

  /// A place without a digit may differ from one with; there is nothing in it to put brackets around.
  private func isBracketed(_ position: Int) -> Bool {
    cells.indices.contains(position) && cells[position].isMarked
      && cells[position].character != " "
  }

  /// True where a run of marked digits goes on from the place before; none crosses the decimal mark.
  private func continues(_ position: Int) -> Bool {
    isBracketed(position) && isBracketed(position - 1) && !startsDecimals(position)
  }
}
