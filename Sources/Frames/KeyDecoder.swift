/// Turns the bytes of a terminal into keys, however they are cut into chunks.
///
/// Knows the sequences of xterm, the linux console, rxvt, tmux, screen and the VT family. Anything
/// else that begins like a sequence is swallowed whole, so that no unknown key types letters.
/// Follows ECMA-48 for the shape of sequences and xterm's ctlseqs for their meaning.
package struct KeyDecoder: Sendable {
  enum State: Sendable {
    case ground
    case utf8(value: UInt32, remaining: Int, minimum: UInt32)
    case escape
    case control(ControlSequence)
    /// `ESC [ [`, by which the linux console begins F1 to F5.
    case linuxFunction
    case singleShift
    /// OSC, DCS, APC, PM or SOS: bytes swallowed so far.
    case string(length: Int)
    case stringEscape(length: Int)
    /// The bytes of an old-style mouse report still to come.
    case mouse(remaining: Int)
    case scanPrefix(matched: Int)
    case collecting(PieceCollector, isScan: Bool)
  }

  /// Longest paste kept, in bytes; what comes after it, up to its end, is dropped.
  package static let pasteLimit = 4096
  /// Longest scan kept, in bytes.
  package static let scanLimit = 256
  /// Longest string sequence (OSC, DCS) swallowed before its end is given up, in bytes.
  static let stringLimit = 65_536
  static let pasteEnd: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]

  var state = State.ground
  let scan: ScanFrame?
  var keys: [Key] = []

  /// A decoder that also knows scans by the frame the scanner is configured to send.
  package init(scan: ScanFrame? = nil) {
    self.scan = scan
  }

  /// Takes bytes as they came and gives the keys that are complete.
  ///
  /// - Complexity: O(bytes).
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
    for byte in bytes { take(byte) }
    defer { keys.removeAll(keepingCapacity: true) }
    return keys
  }

  /// Whether something incomplete waits, so that `flush` must be called after `patience`.
  package var pending: Bool { patience != nil }

  /// Milliseconds of silence after which `flush` should be called; `nil` when nothing waits.
  ///
  /// Short for a lone ESC, which is a key of its own; long for the rest, which only a broken
  /// line leaves unfinished.
  package var patience: Int? {
    switch state {
    case .ground: nil
    case .escape: 25
    case .scanPrefix: 250
    case .stringEscape: 25
    case .utf8, .control, .linuxFunction, .singleShift, .string, .mouse: 1000
    case .collecting: 2000
    }
  }

  /// Nothing more came: a lone ESC is the Escape key, half a sequence is dropped, an unfinished
  /// paste ends here.
  package mutating func flush() -> [Key] {
    let unfinished = state
    state = .ground
    switch unfinished {
    case .escape, .stringEscape: keys.append(.escape)
    case .scanPrefix(let matched):
      var typed = KeyDecoder()
      keys += typed.feed((scan?.prefix ?? []).prefix(matched))
    case .collecting(let piece, _): deliver(piece)
    default: break
    }
    defer { keys.removeAll(keepingCapacity: true) }
    return keys
  }

  mutating func take(_ byte: UInt8) {
    switch state {
    case .ground:
      if let scan, byte == scan.prefix.first {
        beginScan(matched: 1)
      } else {
        takeOnGround(byte)
      }
    case .utf8(let value, let remaining, let minimum):
      takeContinuation(byte, value, remaining, minimum)
    case .escape: takeAfterEscape(byte)
    case .control(let sequence): take(byte, in: sequence)
    case .linuxFunction: takeLinuxFunction(byte)
    case .singleShift: takeSingleShift(byte)
    case .string(let length): takeInString(byte, length)
    case .stringEscape(let length):
      if byte == 0x5C {
        state = .ground
      } else {
        state = length < Self.stringLimit ? .escape : .ground
        take(byte)
      }
    case .mouse(let remaining): state = remaining > 1 ? .mouse(remaining: remaining - 1) : .ground
    case .scanPrefix(let matched): takeInPrefix(byte, matched)
    case .collecting(let piece, let isScan): collect(byte, piece, isScan)
    }
  }

  private mutating func takeAfterEscape(_ byte: UInt8) {
    switch byte {
    case 0x1B: keys.append(.escape)
    case 0x5B: state = .control(ControlSequence())
    case 0x4F: state = .singleShift
    case 0x50, 0x58, 0x5D, 0x5E, 0x5F: state = .string(length: 0)
    default:
      keys.append(.escape)
      state = .ground
      take(byte)
    }
  }

  private mutating func takeInString(_ byte: UInt8, _ length: Int) {
    switch byte {
    case 0x1B: state = .stringEscape(length: length)
    // BEL ends it; a control that no string holds shows that its end was lost.
    case 0x07, 0x0A, 0x0D, 0x18, 0x1A: state = .ground
    default: state = length < Self.stringLimit ? .string(length: length + 1) : .ground
    }
  }
}
