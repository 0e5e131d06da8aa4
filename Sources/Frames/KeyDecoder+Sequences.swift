/// A control sequence (`ESC [` …) as far as it has come. Memory is bounded however long it gets.
struct ControlSequence: Sendable {
  private(set) var parameters: [Int] = []
  private(set) var isPrivate = false
  private(set) var hasIntermediate = false
  private(set) var isEmpty = true

  mutating func takeParameter(_ byte: UInt8) {
    isEmpty = false
    switch byte {
    case 0x30...0x39:
      if parameters.isEmpty { parameters.append(0) }
      if let last = parameters.last, last < 10_000 {
        parameters[parameters.count - 1] = last * 10 + Int(byte - 0x30)
      }
    case 0x3A, 0x3B:
      if parameters.isEmpty { parameters.append(0) }
      if parameters.count < 8 { parameters.append(0) }
    default: isPrivate = true
    }
  }

  mutating func takeIntermediate() {
    isEmpty = false
    hasIntermediate = true
  }
}

extension KeyDecoder {
  mutating func take(_ byte: UInt8, in sequence: ControlSequence) {
    var sequence = sequence
    switch byte {
    case 0x1B: state = .escape
    case 0x18, 0x1A: state = .ground
    case 0x5B where sequence.isEmpty: state = .linuxFunction
    case 0x24 where Self.endsInDollar(sequence): finish(sequence, final: 0x7E)
    case 0x20...0x2F:
      sequence.takeIntermediate()
      state = .control(sequence)
    case 0x30...0x3F:
      sequence.takeParameter(byte)
      state = .control(sequence)
    case 0x40...0x7E: finish(sequence, final: byte)
    default:
      // A control character or a letter beyond ASCII: the sequence was broken off.
      state = .ground
      take(byte)
    }
  }

  /// rxvt ends Shift and an editing key with `$`, which elsewhere only precedes an end.
  private static func endsInDollar(_ sequence: ControlSequence) -> Bool {
    guard !sequence.isPrivate, !sequence.hasIntermediate, sequence.parameters.count == 1 else {
      return false
    }
    return sequence.parameters.first.flatMap(editingKey) != nil
  }

  private mutating func finish(_ sequence: ControlSequence, final: UInt8) {
    state = .ground
    guard !sequence.isPrivate, !sequence.hasIntermediate else { return }
    let first = sequence.parameters.first
    switch final {
    case 0x7E where first == 200:
      state = .collecting(
        PieceCollector(end: Self.pasteEnd, limit: Self.pasteLimit), isScan: false)
    case 0x7E, 0x5E, 0x40:
      if let key = first.flatMap(Self.editingKey) { keys.append(key) }
    case 0x4D where sequence.isEmpty: state = .mouse(remaining: 3)
    case 0x5A: keys.append(.backTab)
    // `ESC [ row ; column R` reports a cursor; only with row 1 is it F3 and a modifier.
    case 0x52 where sequence.parameters.count > 1 && first != 1: break
    default: if let key = Self.cursorKey(final) { keys.append(key) }
    }
  }

  mutating func takeLinuxFunction(_ byte: UInt8) {
    state = .ground
    switch byte {
    case 0x41...0x45: keys.append(.function(Int(byte) - 0x40))
    case ..<0x20, 0x7F...: take(byte)
    default: break
    }
  }

  mutating func takeSingleShift(_ byte: UInt8) {
    state = .ground
    switch byte {
    case 0x30...0x39, 0x3B: state = .singleShift
    case 0x70...0x79: keys.append(.character(Character(Unicode.Scalar(byte - 0x40))))
    case 0x6A...0x6F: keys.append(.character(Character(Unicode.Scalar(byte - 0x40))))
    case 0x58: keys.append(.character("="))
    case 0x20: keys.append(.character(" "))
    case 0x4D: keys.append(.enter)
    case 0x49: keys.append(.tab)
    case ..<0x20, 0x7F...: take(byte)
    default: if let key = Self.cursorKey(byte) { keys.append(key) }
    }
  }

  private static func cursorKey(_ final: UInt8) -> Key? {
    switch final {
    case 0x41, 0x61: .up
    case 0x42, 0x62: .down
    case 0x43, 0x63: .right
    case 0x44, 0x64: .left
    case 0x48: .home
    case 0x46: .end
    case 0x50...0x53: .function(Int(final) - 0x4F)
    default: nil
    }
  }

  private static func editingKey(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }
}
