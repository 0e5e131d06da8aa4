/// One grapheme as a terminal shows it: a base character and up to three marks, in eight bytes
/// of UTF-8. A plain value without reference counts: a frame has thousands of them.
struct Glyph: Equatable, Sendable {
  /// UTF-8, the first byte lowest; unused bytes are 0. All 0 is the right half of a wide glyph.
  var bytes: UInt64
  /// Columns it takes: 1, 2, or 0 for the right half of a wide glyph.
  var width: UInt8

  static let space = Glyph(bytes: 0x20, width: 1)
  static let rightHalf = Glyph(bytes: 0, width: 0)
  /// Stands for a control character, which must never reach the terminal.
  static let replacement = Glyph(Unicode.Scalar(0xB7 as UInt8), width: 1)
  static let ellipsis = Glyph("\u{2026}", width: 1)

  init(bytes: UInt64, width: UInt8) {
    self.bytes = bytes
    self.width = width
  }

  init(_ scalar: Unicode.Scalar, width: UInt8) {
    self.bytes = Glyph.pack(scalar)
    self.width = width
  }

  /// Adds a mark that could not be composed with the base; one that no longer fits is dropped.
  mutating func stack(_ mark: Unicode.Scalar) {
    let used = 64 - bytes.leadingZeroBitCount
    let offset = (used + 7) / 8 * 8
    let packed = Glyph.pack(mark)
    let needed = (64 - packed.leadingZeroBitCount + 7) / 8 * 8
    if offset + needed <= 64 { bytes |= packed << UInt64(offset) }
  }

  /// Appends the glyph to `text`.
  func append(to text: inout String) {
    if bytes < 0x80 {
      if bytes != 0 { text.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: bytes))) }
      return
    }
    var rest = bytes
    var utf8: [UInt8] = []
    utf8.reserveCapacity(8)
    while rest != 0 {
      utf8.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
    text += String(decoding: utf8, as: UTF8.self)
  }

  private static func pack(_ scalar: Unicode.Scalar) -> UInt64 {
    let value = UInt64(scalar.value)
    switch value {
    case ..<0x80: return value
    case ..<0x800: return (0xC0 | value >> 6) | (0x80 | value & 0x3F) << 8
    case ..<0x10000:
      return (0xE0 | value >> 12) | (0x80 | value >> 6 & 0x3F) << 8 | (0x80 | value & 0x3F) << 16
    default:
      let high = (0xF0 | value >> 18) | (0x80 | value >> 12 & 0x3F) << 8
      return high | (0x80 | value >> 6 & 0x3F) << 16 | (0x80 | value & 0x3F) << 24
    }
  }
}

/// Reads text as glyphs: composes base and mark, stacks marks that do not compose, drops what
/// has no width of its own, and replaces control characters.
struct GlyphReader {
  private var scalars: String.UnicodeScalarView.Iterator
  private var ahead: Unicode.Scalar?

  init(_ text: String) {
    scalars = text.unicodeScalars.makeIterator()
    ahead = scalars.next()
  }

  /// The next glyph, or `nil` at the end.
  mutating func next() -> Glyph? {
    while let base = ahead {
      ahead = scalars.next()
      let width = DisplayWidth.of(base)
      if width == 0 { continue }
      if let follower = ahead, follower.value >= 0x300, DisplayWidth.of(follower) == 0 {
        return cluster(base)
      }
      return DisplayWidth.isControl(base) ? .replacement : Glyph(base, width: UInt8(width))
    }
    return nil
  }

  private mutating func cluster(_ base: Unicode.Scalar) -> Glyph {
    var letter = base
    var marks: [Unicode.Scalar] = []
    while let mark = ahead, DisplayWidth.of(mark) == 0 {
      ahead = scalars.next()
      guard DisplayWidth.isMark(mark) else { continue }
      if marks.isEmpty, let composed = Composition.composed(letter, mark) {
        letter = composed
      } else if marks.count < 3 {
        marks.append(mark)
      }
    }
    if DisplayWidth.isControl(letter) { return .replacement }
    var glyph = Glyph(letter, width: UInt8(DisplayWidth.of(letter)))
    for mark in marks { glyph.stack(mark) }
    return glyph
  }
}
