/// One cell of a frame: a grapheme, the columns it takes and what it means.
package struct Cell: Equatable, Sendable {
  var glyph: Glyph
  /// What the cell means.
  package var role: Role

  /// An empty cell of ordinary text.
  package static let blank = Cell(glyph: .space, role: .text)

  init(glyph: Glyph, role: Role) {
    self.glyph = glyph
    self.role = role
  }

  /// A cell that shows `character`, or `·` where that is a control character.
  package init(_ character: Character, role: Role = .text) {
    var reader = GlyphReader(String(character))
    self.init(glyph: reader.next() ?? .space, role: role)
  }

  /// Columns: 1, 2 for a wide grapheme, 0 for the cell that a wide grapheme to its left covers.
  package var width: Int { Int(glyph.width) }

  /// The grapheme, NFC; a space for the covered half of a wide one.
  package var character: Character {
    var text = ""
    glyph.append(to: &text)
    return text.first ?? " "
  }
}
