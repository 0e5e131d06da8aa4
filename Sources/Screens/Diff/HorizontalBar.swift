import Frames
import Metering

/// A bar of an energy against the largest shown; nothing for nothing and for less.
struct HorizontalBar {
  let cells: Int

  init(_ energy: Energy, of largest: Energy, width: Int) {
    guard energy > .zero, largest > .zero, width > 0 else {
      cells = 0
      return
    }
    cells = max(1, Int(energy.millionths * Int128(width) / largest.millionths))
  }

  func draw(row: Int, column: Int, role: Role, _ frame: inout Frame) {
    frame.fill(row: row, column: column, columns: cells, with: "█", role: role)
  }
}
