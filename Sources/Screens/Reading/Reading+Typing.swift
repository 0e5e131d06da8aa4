import Frames
import Metering

/// Digits into the fields and out of them.
extension Reading {
  mutating func press(_ key: Key, _ moment: Moment, _ shared: inout Shared) -> [Step] {
    switch key {
    case .character(let digit) where digit.isASCII && digit.isNumber:
      if case .choosing = phase { return pick((digit.wholeNumberValue ?? 0) - 1, moment) }
      return type(digit)
    case .character("/"), .character("*"): return []
    case .backspace: return erase()
    case .paste(let scanned): return takeScan(scanned)
    default: return []
    }
  }

  private mutating func type(_ digit: Character) -> [Step] {
    hint = nil
    guard let number = digit.wholeNumberValue else { return [] }
    isUntouched = false
    switch phase {
    case .countingBlack:
      guard number > 0 else { return [] }
      phase = .countingRed(black: number)
    case .countingRed(let black):
      setDial(black: black, red: number)
    case .keying:
      if isRestored { clear() }
      guard fields.indices.contains(active) else { return [] }
      if fields[active].isFull {
        hasOverflowed = true
        hint = Hint(key: "reading.full", arguments: [String(fields[active].capacity)])
        return []
      }
      fields[active].append(digit)
      if fields[active].isFull, let next = fields.firstIndex(where: { !$0.isFull }) {
        active = next
      }
      return [keepDraft()]
    case .choosing, .done: break
    }
    return []
  }

  /// Every field as it was before a digit.
  mutating func clear() {
    for position in fields.indices { fields[position].clear() }
    active = 0
    isRestored = false
    hasOverflowed = false
  }

  /// The dial as the inspector counted it holds for every register whose digits the list lacks.
  private mutating func setDial(black: Int, red: Int) {
    guard let counted = Dial(integerDigits: black, decimals: red) else {
      hint = Hint(key: "reading.count-limit")
      return
    }
    fields = dossier.point.registers.map {
      DigitField(register: $0.kind, dial: $0.dial ?? counted)
    }
    phase = .keying
  }

  private mutating func erase() -> [Step] {
    hint = nil
    switch phase {
    case .countingRed: phase = .countingBlack
    case .keying where !isFieldEmpty:
      fields[active].removeLast()
      isRestored = false
      isUntouched = false
      hasOverflowed = false
      return [keepDraft()]
    case .keying where active > 0:
      active -= 1
    case .keying, .countingBlack: return leave()
    case .choosing, .done: break
    }
    return []
  }
}
