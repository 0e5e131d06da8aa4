import Explanations

extension TextLayout {
  /// Indices digit under digit, labels in a column where both fit, else above.
  func lines(_ digits: [Paper.DigitLine], _ decimalMark: Character) -> [String] {
    let digits = digits.map {
      Paper.DigitLine(label: DisplayText.printable($0.label), row: $0.row)
    }
    let labels = digits.map { DisplayText.width($0.label) }.max() ?? 0
    let texts = digits.map { $0.row.text(decimalMark: decimalMark) }
    let places = texts.map { $0.count }.max() ?? 0
    let indent = width >= 60 ? 4 : 0
    return zip(digits, texts).flatMap { digit, text -> [String] in
      if indent + labels + 2 + places <= width {
        let label = DisplayText.padded(digit.label, to: labels + 2)
        return [String(repeating: " ", count: indent) + label + text]
      }
      let below = places <= width ? [text] : DisplayText.wrapped(text, width: width)
      return DisplayText.wrapped(digit.label, width: width) + below
    }
  }

  /// Bars of one scale; one that stands for something is never without a mark.
  func lines(_ bars: [Paper.Bar]) -> [String] {
    let bars = bars.map {
      Paper.Bar(
        label: DisplayText.printable($0.label), value: DisplayText.printable($0.value),
        amount: $0.amount)
    }
    let labels = bars.map { DisplayText.width($0.label) }.max() ?? 0
    let values = bars.map { DisplayText.width($0.value) }.max() ?? 0
    let greatest = bars.map(\.amount).max() ?? 0
    let room = min(width - labels - values - 4, 40)
    guard room >= 6 else {
      return bars.flatMap {
        DisplayText.wrapped("\($0.label): \($0.value)", width: width, hanging: 2)
      }
    }
    return bars.map { bar in
      let amount = max(bar.amount, 0)
      let scaled = greatest > 0 ? Int(Int128(amount) * Int128(room) / Int128(greatest)) : 0
      let length = amount > 0 ? max(scaled, 1) : 0
      let drawn = String(repeating: "█", count: length)
      return DisplayText.padded(bar.label, to: labels) + "  "
        + DisplayText.padded(bar.value, to: values, isRight: true) + "  " + drawn
    }
  }

  /// Boxes to sign in, side by side as far as each keeps 22 columns.
  func lines(_ boxes: [Paper.SignatureBox]) -> [String] {
    let across = max(1, min(boxes.count, width / 22))
    var lines: [String] = []
    var position = 0
    while position < boxes.count {
      let some = Array(boxes[position..<min(position + across, boxes.count)])
      lines += [""] + side(some, across: across)
      position += across
    }
    return lines
  }

  private func side(_ boxes: [Paper.SignatureBox], across: Int) -> [String] {
    let column = width / across
    let heads = boxes.map {
      DisplayText.wrapped($0.title, width: column - 2)
        + ($0.note.isEmpty ? [] : DisplayText.wrapped($0.note, width: column - 2))
    }
    let height = heads.map(\.count).max() ?? 0
    let names = boxes.map { $0.name.isEmpty ? [] : DisplayText.wrapped($0.name, width: column - 2) }
    let cells = zip(heads, names).map { head, name in
      head + [String](repeating: "", count: height - head.count + 4) + name
    }
    return (0..<(cells.map(\.count).max() ?? 0)).map { line in
      cells.map { cell in
        let text = cell.indices.contains(line) ? cell[line] : ""
        return DisplayText.padded(DisplayText.centred(text, in: column), to: column)
      }.joined()
    }
  }
}
