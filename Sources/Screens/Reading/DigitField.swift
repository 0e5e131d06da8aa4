import Metering

/// The digits of one register while they are keyed: all of the dial's, black ones then red ones.
struct DigitField: Hashable, Sendable {
  let register: RegisterKind
  let dial: Dial
  private(set) var digits: [Character] = []

  init(register: RegisterKind, dial: Dial, digits: String = "") {
    self.register = register
    self.dial = dial
    self.digits = Array(digits.filter { $0.isASCII && $0.isNumber }.prefix(capacity))
  }

  /// Black and red digits together.
  var capacity: Int { dial.integerDigits + dial.decimals }
  var isEmpty: Bool { digits.isEmpty }
  var isFull: Bool { digits.count == capacity }
  var missing: Int { capacity - digits.count }
  var text: String { String(digits) }

  mutating func append(_ digit: Character) {
    if !isFull { digits.append(digit) }
  }

  mutating func removeLast() {
    if !digits.isEmpty { digits.removeLast() }
  }

  mutating func clear() {
    digits.removeAll()
  }

  /// What was keyed, once the dial's digits are all there.
  var index: Index? { dial.read(digits: text) }
}
