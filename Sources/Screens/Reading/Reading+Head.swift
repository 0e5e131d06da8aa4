import Casework
import Frames
import Metering
import Wording

extension Reading {
  /// Where the meter hangs, and its serial: what the eye compares before anything is keyed. What was
  /// just saved covers the top line, so all of it stands below that.
  /// - Returns: the row for what is keyed.
  func drawHead(_ shared: Shared, _ frame: inout Frame) -> Int {
    let left = shared.isCompact ? 1 : 8
    drawTitle(shared, &frame)
    var row = drawWarnings(shared, &frame)
    row = max(row, shared.isCompact ? 2 : 3)
    drawSerial(shared, row: row, left: left, &frame)
    row += 1
    let place = DisplayWidth.wrapped(placeText(shared.say), to: frame.columns - left - 1)
    for line in place.prefix(2) {
      frame.write(line, row: row, column: left, role: .large)
      row += 1
    }
    if dossier.boxMates.count > 1 {
      drawBox(shared, row: row, left: left, &frame)
      row += 1
    }
    let isTight = shared.isCompact && (fields.count > 2 || row > 5)
    return row + (isTight || (fields.count > 3 && !shared.isCompact) ? 0 : 1)
  }

  /// How far the route is, and the photos held.
  private func drawTitle(_ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    let order = dossier.row.walkOrder.map { say("reading.order", say.number($0)) }
    // What came back is still to be done.
    let counters = shared.counters
    let open = counters.total - counters.read + counters[.returned]
    let left = say("reading.left", say.number(open))
    let held = photos.isEmpty ? nil : say("photo.count", say.number(photos.count))
    let title = [order, left, held].compactMap(\.self).joined(separator: " · ")
    let used = frame.write(" \(title)  ", row: 0, column: 0, role: .title)
    guard !dossier.row.book.isEmpty else { return }
    frame.writeRight(
      say("header.book", dossier.row.book) + " ", row: 0, role: .title,
      maxWidth: frame.columns - used)
  }

  /// The hazard, and why a supervisor sent the work back: whole, for a reason cut off is none.
  /// - Returns: the row behind them.
  private func drawWarnings(_ shared: Shared, _ frame: inout Frame) -> Int {
    let say = shared.say
    let hazard = dossier.row.hazard.map { "⚠ \(say("point.hazard", say.hazard($0)))" }
    // On a small screen the attempts to choose from need its lines.
    let returned = isChoosing && shared.isCompact ? nil : dossier.row.returned.map(say.returned)
    // A notice never lies on the hazard.
    var row = max(1, shared.noticeHeight)
    for text in [hazard, returned].compactMap(\.self) {
      for line in DisplayWidth.wrapped(text, to: frame.columns - 2).prefix(3) {
        frame.write(line, row: row, column: 1, role: .warning)
        row += 1
      }
    }
    return row
  }

  private var isChoosing: Bool {
    if case .choosing = phase { return true }
    return false
  }

  private func drawSerial(_ shared: Shared, row: Int, left: Int, _ frame: inout Frame) {
    let say = shared.say
    let width = frame.write(
      say("reading.meter", dossier.point.identity.meter), row: row, column: left, role: .large)
    guard let dial = fields.first?.dial, fields.count == 1 else { return }
    frame.writeRight(
      "\(fields[0].register.rawValue)  " + dialText(dial, say), row: row,
      end: frame.columns - (shared.isCompact ? 1 : 8), role: .dim,
      maxWidth: max(0, frame.columns - left - width - 2))
  }

  /// `cột C71 · hộp H2 · 40/7 Tân Sơn Nhì`.
  private func placeText(_ say: Wording) -> String {
    let row = dossier.row
    let pole = row.pole.isEmpty ? nil : say("point.pole", row.pole)
    let box = row.box.isEmpty ? nil : say("point.box", row.box)
    let address = row.address.isEmpty ? nil : row.address
    return [pole, box, address].compactMap(\.self).joined(separator: " · ")
  }

  /// The meters of the same box, this one marked.
  private func drawBox(_ shared: Shared, row: Int, left: Int, _ frame: inout Frame) {
    var column = left + frame.write(shared.label("reading.box"), row: row, column: left, role: .dim)
    for mate in dossier.boxMates {
      let isThis = mate.id == dossier.row.id
      let mark = mate.state == .unvisited ? "○" : "✓"
      let tail = String(mate.identity.meter.suffix(4))
      let text = isThis ? " ▶\(mark)…\(tail)" : " \(mark)…\(tail)"
      column += frame.write(
        text, row: row, column: column, role: isThis ? .emphasis : .dim)
    }
  }
}
