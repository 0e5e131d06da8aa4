/// How many columns text takes on a terminal.
///
/// Own tables, because the answer must not depend on the locale or the C library of the handheld:
/// a frame rendered in a test is the frame an inspector sees.
package enum DisplayWidth {
  /// Columns of a whole text.
  ///
  /// - Complexity: O(length).
  package static func of(_ text: String) -> Int {
    var reader = GlyphReader(text)
    var columns = 0
    while let glyph = reader.next() { columns += Int(glyph.width) }
    return columns
  }

  /// `text` if it fits in `width` columns, else its beginning followed by `…`, within `width`.
  package static func truncated(_ text: String, to width: Int) -> String {
    if text.utf8.count <= width, text.utf8.allSatisfy({ $0 < 0x7F && $0 >= 0x20 }) { return text }
    guard width > 0 else { return "" }
    var reader = GlyphReader(text)
    var kept = ""
    var beforeEllipsis = ""
    var columns = 0
    while let glyph = reader.next() {
      columns += Int(glyph.width)
      if columns > width { return beforeEllipsis + "…" }
      glyph.append(to: &kept)
      if columns <= width - 1 { beforeEllipsis = kept }
    }
    return kept
  }

  /// `text` cut or filled with spaces to exactly `width` columns, the text at the left.
  package static func padded(_ text: String, to width: Int) -> String {
    let cut = truncated(text, to: width)
    return cut + String(repeating: " ", count: max(0, width - of(cut)))
  }

  /// `text` cut or filled with spaces to exactly `width` columns, the text at the right.
  package static func paddedLeft(_ text: String, to width: Int) -> String {
    let cut = truncated(text, to: width)
    return String(repeating: " ", count: max(0, width - of(cut))) + cut
  }

  /// `text` broken at spaces into lines of at most `width` columns; a longer word is split.
  package static func wrapped(_ text: String, to width: Int) -> [String] {
    guard width > 0 else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { wrappedLine(String($0), to: width) }
  }

  private static func wrappedLine(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ") {
      for piece in pieces(String(word), of: width) {
        let columns = of(piece)
        if used > 0, used + 1 + columns > width {
          lines.append(line)
          (line, used) = ("", 0)
        }
        if used > 0 { (line, used) = (line + " ", used + 1) }
        (line, used) = (line + piece, used + columns)
      }
    }
    return lines + [line]
  }

  private static func pieces(_ word: String, of width: Int) -> [String] {
    if of(word) <= width { return [word] }
    var pieces: [String] = []
    var piece = ""
    var used = 0
    var reader = GlyphReader(word)
    while let glyph = reader.next() {
      if used > 0, used + Int(glyph.width) > width {
        pieces.append(piece)
        (piece, used) = ("", 0)
      }
      glyph.append(to: &piece)
      used += Int(glyph.width)
    }
    return pieces + [piece]
  }

  /// Columns of one scalar: 0 for marks and for what a terminal must not see (bidirectional
  /// controls, joiners), 2 for East Asian wide, 1 for all else, controls included: they are drawn
  /// as `·`.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    if value < 0x370 { return 0 }
    if (0x1E00..<0x2000).contains(value) { return 1 }
    if isIn(zeroWidth, value) { return 0 }
    return isIn(wide, value) ? 2 : 1
  }

  /// Whether the scalar is a C0 or C1 control character, DEL, or a line or paragraph separator.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    return value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0x2028 || value == 0x2029
  }

  /// Whether a scalar of no width is a mark that belongs on the character before it.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    of(scalar) == 0 && !isIn(invisible, scalar.value)
  }

  private static func isIn(_ ranges: [ClosedRange<UInt32>], _ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(value)
  }
}
