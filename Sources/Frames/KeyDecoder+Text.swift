extension KeyDecoder {
  /// Takes a byte that continues nothing.
  mutating func takeOnGround(_ byte: UInt8) {
    state = .ground
    switch byte {
    case 0x1B: state = .escape
    case ..<0x80: append(Unicode.Scalar(byte))
    case 0xC2...0xDF: state = .utf8(value: UInt32(byte & 0x1F), remaining: 1, minimum: 0x80)
    case 0xE0...0xEF: state = .utf8(value: UInt32(byte & 0x0F), remaining: 2, minimum: 0x800)
    case 0xF0...0xF4: state = .utf8(value: UInt32(byte & 0x07), remaining: 3, minimum: 0x10000)
    default: break
    }
  }

  mutating func takeContinuation(
    _ byte: UInt8, _ value: UInt32, _ remaining: Int, _ minimum: UInt32
  ) {
    state = .ground
    guard byte & 0xC0 == 0x80 else { return take(byte) }
    let value = value << 6 | UInt32(byte & 0x3F)
    if remaining > 1 {
      state = .utf8(value: value, remaining: remaining - 1, minimum: minimum)
    } else if value >= minimum, let scalar = Unicode.Scalar(value) {
      append(scalar)
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x0A, 0x0D: keys.append(.enter)
    case 0x08, 0x7F: keys.append(.backspace)
    case 0x09: keys.append(.tab)
    case 0x01...0x1A:
      keys.append(.control(Character(Unicode.Scalar(UInt8(scalar.value) + 0x60))))
    default:
      if DisplayWidth.isControl(scalar) { return }
      if DisplayWidth.of(scalar) == 0, !DisplayWidth.isMark(scalar) { return }
      keys.append(.character(Character(scalar)))
    }
  }

  // MARK: Scans and pastes

  /// `matched` bytes of the scanner's prefix have come.
  mutating func beginScan(matched: Int) {
    guard let scan else { return }
    if matched < scan.prefix.count {
      state = .scanPrefix(matched: matched)
    } else {
      state = .collecting(PieceCollector(end: scan.suffix, limit: Self.scanLimit), isScan: true)
    }
  }

  /// A byte after part of the prefix: either one more of it, or the part was typed by a person.
  mutating func takeInPrefix(_ byte: UInt8, _ matched: Int) {
    guard let scan else { return }
    if byte == scan.prefix[matched] { return beginScan(matched: matched + 1) }
    takeOnGround(scan.prefix[0])
    for typed in scan.prefix[1..<matched] { take(typed) }
    take(byte)
  }

  mutating func collect(_ byte: UInt8, _ piece: PieceCollector, _ isScan: Bool) {
    // Makes the collector's buffer unique, so that a long paste is not copied at every byte.
    state = .ground
    var piece = piece
    if isScan, byte == 0x1B {
      state = .escape
    } else if piece.take(byte) {
      deliver(piece)
    } else {
      state = .collecting(piece, isScan: isScan)
    }
  }

  mutating func deliver(_ piece: PieceCollector) {
    state = .ground
    let text = Self.plain(piece.content)
    if !text.isEmpty { keys.append(.paste(text)) }
  }

  /// The characters among `bytes`; line breaks and tabs become spaces, other keys disappear.
  static func plain(_ bytes: some Sequence<UInt8>) -> String {
    var decoder = KeyDecoder()
    var text = ""
    for key in decoder.feed(bytes) {
      switch key {
      case .character(let character): text.append(character)
      case .enter, .tab: text += " "
      default: break
      }
    }
    let spaces = text.prefix { $0 == " " }.count
    while text.last == " " { text.removeLast() }
    return Composer.normalised(String(text.dropFirst(spaces)))
  }
}
