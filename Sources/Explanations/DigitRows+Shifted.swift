import Metering

extension DigitRows {
  /// Rows for a digit too few or too many; nil where the two indices do not differ by just that.
  static func shifted(
    by cause: Cause, _ recorded: Index, _ likely: Index, _ reread: Index?, _ dial: Dial?
  ) -> [Row]? {
    guard [.omission, .insertion, .decimalShift].contains(cause),
      recorded.thousandths % 1000 == 0, likely.thousandths % 1000 == 0
    else { return nil }
    let written = digits(recorded, atLeast: 0)
    let now = reread.map { digits($0, atLeast: 0).count } ?? 0
    let width = max(dial?.integerDigits ?? 0, digits(likely, atLeast: 0).count, now)
    let shown = digits(likely, atLeast: width)
    if cause == .omission {
      let short = padded(written, to: width - 1)
      guard let place = place(in: shown, leaving: short) else { return nil }
      var record = short.map { Cell(character: $0, isMarked: false, isDecimal: false) }
      record.insert(Cell(character: "_", isMarked: true, isDecimal: false), at: place)
      return rows(record, shown, marking: place, gap: nil, reread, width, dial)
    }
    let long = padded(written, to: width + 1)
    guard let place = place(in: long, leaving: shown) else { return nil }
    let isRed = place == width && cause == .decimalShift
    let record = long.enumerated().map { position, digit in
      Cell(character: digit, isMarked: position == place, isDecimal: isRed && position == width)
    }
    return rows(record, shown, marking: nil, gap: isRed ? nil : place, reread, width, dial)
  }

  /// The record's cells, and the other rows' digits with a blank at `gap`; all equally long.
  private static func rows(
    _ record: [Cell], _ shown: [Character], marking place: Int?, gap: Int?, _ reread: Index?,
    _ width: Int, _ dial: Dial?
  ) -> [Row] {
    func cells(_ digits: [Character], marking place: Int?) -> [Cell] {
      var cells = digits.enumerated().map { position, digit in
        Cell(character: digit, isMarked: position == place, isDecimal: false)
      }
      if let gap { cells.insert(Cell(character: " ", isMarked: false, isDecimal: false), at: gap) }
      return cells
    }
    var rows = [
      Row(role: .recorded, cells: record, hasDecimalMark: false),
      Row(role: .likely, cells: cells(shown, marking: place)),
    ]
    if let reread {
      var today = cells(digits(reread, atLeast: width), marking: nil)
      let unit = String(reread.thousandths % 1000)
      let fraction = String(repeating: "0", count: 3 - unit.count) + unit
      var places = dial?.decimals ?? 0
      for (position, digit) in fraction.enumerated() where digit != "0" {
        places = max(places, position + 1)
      }
      today += fraction.prefix(places).map {
        Cell(character: $0, isMarked: false, isDecimal: true)
      }
      rows.append(Row(role: .reread, cells: today))
    }
    let longest = rows.map(\.cells.count).max() ?? 0
    let whole = width + (gap == nil ? 0 : 1)
    for position in rows.indices {
      for place in rows[position].cells.count..<longest {
        rows[position].cells.append(
          Cell(character: " ", isMarked: false, isDecimal: place >= whole))
      }
    }
    return rows
  }

  /// Digits before the point, with zeros before them up to a width.
  private static func digits(_ index: Index, atLeast width: Int) -> [Character] {
    padded(Array(String(index.integerPart)), to: width)
  }

  private static func padded(_ digits: [Character], to width: Int) -> [Character] {
    [Character](repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// The last place whose digit has to go from `long` so that `short` is left.
  private static func place(in long: [Character], leaving short: [Character]) -> Int? {
    guard long.count == short.count + 1 else { return nil }
    return long.indices.last { place in
      var rest = long
      rest.remove(at: place)
      return rest == short
    }
  }
}
