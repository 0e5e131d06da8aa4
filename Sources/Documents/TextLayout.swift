import Explanations

/// Lays a paper out as plain text of a given width: 80 columns for a sheet, 48 for a belt printer.
///
/// No line is wider than `width`, none has trailing blanks, and nothing is cut off: what does not fit
/// side by side goes one under the other.
package struct TextLayout: Hashable, Sendable {
  /// Columns of an A4 sheet.
  package static let sheet = TextLayout(width: 80)
  /// Columns of an 80 mm belt printer.
  package static let belt = TextLayout(width: 48)

  /// Columns, at least 24.
  package let width: Int

  package init(width: Int) {
    self.width = max(width, 24)
  }

  /// The paper's lines with a line feed after each.
  package func text(_ paper: Paper) -> String {
    lines(paper).map { $0 + "\n" }.joined()
  }

  /// The paper's lines.
  /// - Complexity: O(characters of the paper).
  package func lines(_ paper: Paper) -> [String] {
    passages(paper).flatMap(\.lines)
  }

  /// The lines of one block; rows that follow one another are laid out together.
  struct Passage {
    var block: Paper.Block
    var lines: [String]
  }

  /// The paper's lines by the block that they come from, for a printer that sets blocks apart.
  func passages(_ paper: Paper) -> [Passage] {
    var passages: [Passage] = []
    var last: String?
    var position = 0
    while position < paper.blocks.count {
      let block = paper.blocks[position]
      let rows = paper.blocks[position...].prefix { $0.isRow }
      var lines = rows.isEmpty ? self.lines(block) : self.lines(rows: Array(rows))
      // Blank lines do not add up, and none opens a paper.
      if lines.first?.isEmpty == true, last?.isEmpty != false { lines.removeFirst() }
      last = lines.last ?? last
      let trimmed = lines.map(DisplayText.withoutTrailingBlanks)
      passages.append(Passage(block: block, lines: trimmed))
      position += max(rows.count, 1)
    }
    return passages
  }

  private func lines(_ block: Paper.Block) -> [String] {
    switch block {
    case .heading(.national, let text): centred(text)
    case .heading(.title, let text): [""] + centred(text)
    case .heading(.section, let text): [""] + DisplayText.wrapped(text, width: width, hanging: 3)
    case .centred(let text): centred(text)
    case .right(let text): right(text)
    case .paragraph(let text): DisplayText.wrapped(text, width: width)
    case .mark(let text): mark(text)
    case .row(let label, let value): lines(rows: [.row(label: label, value: value)])
    case .table(let table): lines(table)
    case .digits(let digits, let decimalMark): lines(digits, decimalMark)
    case .bars(let bars): lines(bars)
    case .signatures(let boxes): lines(boxes)
    // What the code says stands beside it in words.
    case .code: []
    case .rule(.full): [String(repeating: "─", count: width)]
    case .rule(.short): [DisplayText.centred(String(repeating: "─", count: 20), in: width)]
    case .blank: [""]
    }
  }

  private func centred(_ text: String) -> [String] {
    DisplayText.wrapped(text, width: width).map { DisplayText.centred($0, in: width) }
  }

  private func right(_ text: String) -> [String] {
    DisplayText.wrapped(text, width: width).map {
      DisplayText.padded($0, to: width, isRight: true)
    }
  }

  private func mark(_ text: String) -> [String] {
    let inner = DisplayText.wrapped(text, width: width - 8)
    let edge = String(repeating: "*", count: width)
    return [edge]
      + inner.map { line in
        "***" + DisplayText.padded(DisplayText.centred(line, in: width - 6), to: width - 6) + "***"
      } + [edge]
  }

  /// Rows that follow one another share the column where their values begin.
  private func lines(rows: [Paper.Block]) -> [String] {
    let pairs = rows.compactMap { row -> (label: String, value: String)? in
      guard case .row(let label, let value) = row else { return nil }
      return (DisplayText.printable(label), value)
    }
    let most = width * 2 / 5
    let fitting = pairs.map { DisplayText.width($0.label) + 2 }.filter { $0 <= most }
    let column = fitting.max() ?? 2
    return pairs.flatMap { lines(label: $0.label, value: $0.value, column: column) }
  }

  private func lines(label: String, value: String, column: Int) -> [String] {
    let head = label.isEmpty ? "" : "\(label):"
    let headWidth = DisplayText.width(head)
    // A row that is left open is written by hand.
    guard !value.isEmpty else {
      let room = width - max(column, headWidth + 1)
      guard room >= 8 else { return DisplayText.wrapped(head, width: width) + [dots(width)] }
      return [DisplayText.padded(head, to: max(column, headWidth + 1)) + dots(min(room, 32))]
    }
    if headWidth + 1 <= column {
      let values = DisplayText.wrapped(value, width: width - column)
      return values.enumerated().map { position, line in
        DisplayText.padded(position == 0 ? head : "", to: column) + line
      }
    }
    return DisplayText.wrapped("\(head) \(value)", width: width, hanging: 2)
  }

  private func dots(_ count: Int) -> String { String(repeating: ".", count: count) }
}

extension Paper.Block {
  var isRow: Bool {
    if case .row = self { true } else { false }
  }
}
