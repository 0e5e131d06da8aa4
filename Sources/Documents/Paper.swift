package import Explanations

/// A paper as a value: what stands on it and in which order, without widths, fonts or devices.
///
/// A layout of one kind lays the blocks out: `TextLayout` (80 or 48 columns), `HTMLLayout` (A4),
/// `EscPosLayout` (a belt printer).
package struct Paper: Hashable, Sendable {
  package var blocks: [Block]
  /// Who keeps each printed copy: one print for each, one without any such line where empty.
  package var copies: [String]
  /// What stands at the foot of every printed page; may be empty.
  package var footer: String

  package init(blocks: [Block] = [], copies: [String] = [], footer: String = "") {
    self.blocks = blocks
    self.copies = copies
    self.footer = footer
  }

  /// The paper's title, as its heading says it; empty where it has none.
  package var title: String {
    for case .heading(.title, let text) in blocks { return text }
    return ""
  }

  package enum Block: Hashable, Sendable {
    case heading(Heading, String)
    case centred(String)
    /// A line at the right edge: a number, a date.
    case right(String)
    case paragraph(String)
    /// A remark across the whole paper that must not be overlooked: withdrawn, a preview.
    case mark(String)
    case row(label: String, value: String)
    case table(Table)
    case digits([DigitLine], decimalMark: Character)
    case bars([Bar])
    case signatures([SignatureBox])
    /// A QR code of this text, where the layout can draw one.
    case code(String)
    case rule(Rule)
    case blank
  }

  package enum Heading: Hashable, Sendable {
    /// The national heading at the top of an official paper.
    case national
    /// The paper's title.
    case title
    /// A part of the paper.
    case section
  }

  package enum Rule: Hashable, Sendable {
    case full, short
  }

  /// A table of short cells. Every row has as many cells as there are columns.
  package struct Table: Hashable, Sendable {
    package var columns: [Column]
    package var rows: [[String]]
    /// The last row adds up the others.
    package var hasTotal: Bool

    package init(columns: [Column], rows: [[String]], hasTotal: Bool = false) {
      self.columns = columns
      self.rows = rows
      self.hasTotal = hasTotal
    }
  }

  package struct Column: Hashable, Sendable {
    package var title: String
    /// Numbers stand at the right, words at the left.
    package var isNumeric: Bool

    package init(_ title: String, isNumeric: Bool) {
      self.title = title
      self.isNumeric = isNumeric
    }
  }

  /// One index in digits, to stand under others of the same register.
  package struct DigitLine: Hashable, Sendable {
    package var label: String
    package var row: DigitRows.Row

    package init(label: String, row: DigitRows.Row) {
      self.label = label
      self.row = row
    }
  }

  /// One bar of a bar chart; bars of one block share their scale.
  package struct Bar: Hashable, Sendable {
    package var label: String
    /// What the bar stands for, as text with its unit.
    package var value: String
    /// Its length, 0 or above, in any unit.
    package var amount: Int64

    package init(label: String, value: String, amount: Int64) {
      self.label = label
      self.value = value
      self.amount = amount
    }
  }

  /// Room to sign, under who signs.
  package struct SignatureBox: Hashable, Sendable {
    package var title: String
    package var note: String
    /// The printed name, empty where it is to be written by hand.
    package var name: String

    package init(title: String, note: String, name: String) {
      self.title = title
      self.note = note
      self.name = name
    }
  }
}
