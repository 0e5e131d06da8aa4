/// A page of the report in words: what screens, terminals and paper lay out each in its own way.
package struct ReportPage: Hashable, Sendable {
  package var title: String
  package var sections: [Section]

  /// A table, with a chart of its main figure where that tells more than digits.
  package struct Section: Hashable, Sendable {
    package var title: String
    package var columns: [Column]
    package var rows: [[String]]
    /// The last row is the sum of those above it.
    package var hasTotal = false
    package var bars: [Bar] = []
    /// Sentences below the table, what needs a look first.
    package var notes: [Note] = []
  }

  package struct Column: Hashable, Sendable {
    package var title: String
    /// The title without abbreviations, for where there is room.
    package var full: String
    package var isNumeric: Bool

    package init(title: String, full: String? = nil, isNumeric: Bool) {
      self.title = title
      self.full = full ?? title
      self.isNumeric = isNumeric
    }
  }

  /// A bar of a chart; all bars of a section have one scale.
  package struct Bar: Hashable, Sendable {
    package var label: String
    package var value: String
    package var amount: Int
    /// What the bar would reach if everything were done; nil where there is no such thing.
    package var whole: Int?
    /// Thousandths of the sum that this bar and those before it make up; nil outside a Pareto chart.
    package var cumulative: Int?
  }

  package struct Note: Hashable, Sendable {
    package var text: String
    /// Somebody should look at it.
    package var isWarning = false
  }
}
