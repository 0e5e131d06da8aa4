/// One line of a benchmark's result: what was measured, against what, and the mark for it.
struct Figure {
  var name: String
  var value: String
  /// What was measured in the same run to hold it against, with the ratio; empty where nothing was.
  var peer = ""
  /// The mark, as it stands in brackets; nil where the figure only informs.
  var mark: String?
  var passes = true

  var isMissed: Bool { mark != nil && !passes }

  /// The figures as aligned lines.
  static func table(_ figures: [Figure]) -> String {
    let name = figures.map(\.name.count).max() ?? 0
    let value = figures.map(\.value.count).max() ?? 0
    let peer = figures.map(\.peer.count).max() ?? 0
    return figures.map { figure in
      let mark = figure.mark.map { "[\($0)] \(figure.passes ? "pass" : "MISSED")" } ?? ""
      let line = [
        pad(figure.name, name), pad(figure.value, value), pad(figure.peer, peer), mark,
      ].joined(separator: "  ")
      return line.reversed().drop { $0 == " " }.reversed().map(String.init).joined()
    }.joined(separator: "\n")
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
