import Frames
import Metering

/// A register's dial as it is keyed: a box a digit, or spaced digits where the screen is small. The
/// active one is the largest thing on its screen.
struct DialView {
  let field: DigitField
  let isActive: Bool
  let showsRegister: Bool

  private var role: Role { isActive ? .activeField : .field }

  /// What stands in place `position`: a digit, the cursor, or nothing.
  private func character(_ position: Int) -> Character {
    if position < field.digits.count { return field.digits[position] }
    return isActive && position == field.digits.count ? "_" : " "
  }

  /// Three rows: heavy boxes for the black digits while active, light ones for the red.
  func drawBoxed(row: Int, column: Int, _ frame: inout Frame) {
    if showsRegister {
      frame.write(
        field.register.rawValue, row: row + 1, column: column - 4,
        role: isActive ? .emphasis : .dim)
    }
    let black = field.dial.integerDigits
    let end = draw(
      0..<black, row: row, column: column, isActive ? DialView.heavy : DialView.light, role, &frame)
    guard field.dial.decimals > 0 else { return }
    _ = draw(
      black..<field.capacity, row: row, column: end + 1, DialView.light, .redDigit, &frame)
  }

  private func draw(
    _ places: Range<Int>, row: Int, column: Int, _ lines: [[String]], _ role: Role,
    _ frame: inout Frame
  ) -> Int {
    var at = column
    for place in places {
      let isFirst = place == places.lowerBound
      frame.write(isFirst ? lines[0][0] : lines[0][1], row: row, column: at, role: .rule)
      frame.write(lines[0][3], row: row, column: at + 1, role: .rule)
      frame.write(lines[1][0], row: row + 1, column: at, role: .rule)
      frame.write(" \(character(place)) ", row: row + 1, column: at + 1, role: role)
      frame.write(isFirst ? lines[2][0] : lines[2][1], row: row + 2, column: at, role: .rule)
      frame.write(lines[2][3], row: row + 2, column: at + 1, role: .rule)
      at += 4
    }
    for line in 0..<3 {
      frame.write(lines[line][2], row: row + line, column: at, role: .rule)
    }
    return at + 1
  }

  /// Left corner, joint, right corner and edge of the upper, middle and lower line.
  private static let heavy = [
    ["┏", "┳", "┓", "━━━"], ["┃", "┃", "┃", ""], ["┗", "┻", "┛", "━━━"],
  ]
  private static let light = [
    ["┌", "┬", "┐", "───"], ["│", "│", "│", ""], ["└", "┴", "┘", "───"],
  ]

  /// One row: `0 1 3 _ _ . _`.
  func drawSpaced(row: Int, column: Int, _ frame: inout Frame) {
    var at = column
    if showsRegister {
      frame.write(
        field.register.rawValue, row: row, column: at, role: isActive ? .emphasis : .dim)
      at += 4
    }
    for place in 0..<field.capacity {
      if place == field.dial.integerDigits {
        at += frame.write(". ", row: row, column: at, role: .rule)
      }
      let shown = character(place) == " " ? "_" : String(character(place))
      let isRed = place >= field.dial.integerDigits
      at += frame.write(shown, row: row, column: at, role: isRed ? .redDigit : role)
      at += frame.write(" ", row: row, column: at, role: isRed ? .text : role)
    }
  }
}
