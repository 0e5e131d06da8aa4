import Frames
import Metering
package import Wording

/// What waits for the hub, how far sending is, and what came of it. Leaving it ends nothing.
struct SyncScreen: ScreenState, Hashable {
  /// The first line of the report that is shown.
  private(set) var top = 0

  func bindings(_ shared: Shared) -> [Binding] {
    BindingTable.sync.disabling(
      .sync, because: shared.sync?.progress == nil ? nil : "sync.already-running")
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    case .command(.sync, _):
      top = 0
      return [.effect(.beginSync)]
    case .command(.back, _): return [.pop]
    case .command(.down, _): top += 1
    case .command(.up, _): top -= 1
    case .command(.pageDown, _): top += room(shared)
    case .command(.pageUp, _): top -= room(shared)
    default: break
    }
    top = max(0, min(top, lines(shared).count - room(shared)))
    return []
  }

  /// Rows of the report.
  private func room(_ shared: Shared) -> Int { max(1, shared.size.rows - 5) }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    frame.write(" " + say("sync.title"), row: 0, column: 0, role: .title)
    guard let status = shared.sync else {
      frame.write(say("sync.no-hub"), row: 2, column: 1, role: .emphasis)
      Footer.draw(bindings(shared), say, into: &frame)
      return frame
    }
    frame.writeRight(status.hub + " ", row: 0, role: .title, maxWidth: frame.columns * 2 / 3)
    drawBar(status, shared, &frame)
    frame.horizontalLine(row: 2)
    let lines = lines(shared)
    for (offset, line) in lines.dropFirst(top).prefix(room(shared)).enumerated() {
      frame.write(line.text, row: 3 + offset, column: 1, role: line.role)
    }
    Footer.draw(bindings(shared), say, into: &frame)
    return frame
  }

  /// Entries sent of those to send, and what is left besides.
  private func drawBar(_ status: SyncStatus, _ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    let total = status.progress?.total ?? status.waitingEntries
    let sent = status.progress?.sent ?? 0
    var text =
      total == 0
      ? say("sync.none-waiting") : say("sync.entries", say.number(sent), say.number(total))
    if status.waitingPhotos > 0 {
      text += "   " + say("sync.photos-waiting", say.number(status.waitingPhotos))
    }
    let width = min(30, frame.columns - DisplayWidth.of(text) - 4)
    var column = 1
    if width >= 6 {
      Bar(part: total == 0 ? 1 : sent, of: max(1, total), width: width)
        .draw(row: 1, column: 1, &frame)
      column = width + 3
    }
    frame.write(
      DisplayWidth.truncated(text, to: frame.columns - column), row: 1, column: column,
      role: .emphasis)
  }
}

/// The report, line by line.
extension SyncScreen {
  struct Line: Hashable {
    var text: String
    var role: Role
  }

  func lines(_ shared: Shared) -> [Line] {
    guard let status = shared.sync else { return [] }
    let say = shared.say
    var parts: [Line] = []
    if let progress = status.progress {
      parts.append(Line(text: say("sync.stage.\(progress.stage.rawValue)"), role: .emphasis))
      parts.append(Line(text: say("sync.background"), role: .dim))
    } else if let last = status.last {
      parts += outcome(last, status, shared)
    } else if status.standing != .active {
      parts += sentence("sync.outcome.\(status.standing.rawValue)", .bad, say)
    } else {
      parts.append(Line(text: say("sync.idle"), role: .text))
    }
    if let last = status.last { parts += report(last, say) }
    return parts.flatMap { wrapped($0, to: shared.size.columns - 2) }
  }

  /// A sentence behind a sign goes on behind it.
  private func wrapped(_ line: Line, to width: Int) -> [Line] {
    guard !line.text.isEmpty else { return [line] }
    let hasSign = line.text.dropFirst().first == " "
    let sign = hasSign ? String(line.text.prefix(2)) : ""
    let texts = DisplayWidth.wrapped(String(line.text.dropFirst(sign.count)), to: width - 2)
    return texts.enumerated().map { number, text in
      Line(text: (number == 0 ? sign : hasSign ? "  " : "") + text, role: line.role)
    }
  }

  /// How the last run ended and what to do about it.
  private func outcome(
    _ last: SyncStatus.Summary, _ status: SyncStatus, _ shared: Shared
  ) -> [Line] {
    let say = shared.say
    let time = last.ended.clockTime
    if last.outcome == .complete {
      let isAll = status.waitingEntries == 0 && status.waitingPhotos == 0
      let key = isAll ? "sync.outcome.complete" : "sync.outcome.rest-waits"
      return [Line(text: "✓ " + say(key, time), role: .good)]
    }
    var lines = sentence(
      "sync.outcome.\(last.outcome.rawValue)", last.outcome.mayPass ? .warning : .bad, say)
    lines.append(Line(text: say("sync.safe"), role: .emphasis))
    if let next = status.nextAttempt {
      lines.append(Line(text: say("sync.next-attempt", next.clockTime), role: .dim))
    }
    return lines
  }

  private func sentence(_ key: String, _ role: Role, _ say: Wording) -> [Line] {
    [
      Line(text: "\(role == .bad ? "✗" : "⚠") \(say(key))", role: role),
      Line(text: "→ " + say("\(key).do"), role: .text),
    ]
  }

  private func report(_ last: SyncStatus.Summary, _ say: Wording) -> [Line] {
    var sent = say("sync.sent", say.number(last.sentEntries))
    if last.sentPhotos > 0 { sent += ", " + say("sync.sent-photos", say.number(last.sentPhotos)) }
    if let received = last.received {
      sent += " (" + say("sync.receipt", received.shortTime(compact: true)) + ")"
    }
    var lines = [Line(text: "", role: .text), Line(text: sent, role: .text)]
    if last.arrived.isEmpty, last.outcome == .complete {
      lines.append(Line(text: say("sync.nothing-new"), role: .dim))
    }
    return lines + last.arrived.map { line($0, say) }
  }

  private func line(_ arrival: SyncStatus.Arrival, _ say: Wording) -> Line {
    switch arrival {
    case .list: Line(text: "+ " + arrival.text(say), role: .good)
    case .dispute, .blobRefused: Line(text: "⚠ " + arrival.text(say), role: .warning)
    case .quarantined: Line(text: "✗ " + arrival.text(say), role: .bad)
    case .entries: Line(text: arrival.text(say), role: .text)
    }
  }
}

extension SyncStatus.Arrival {
  /// What came, in words.
  package func text(_ say: Wording) -> String {
    switch self {
    case .list(let name, let points): say("sync.arrived.list", name, say.number(points))
    case .dispute(let meter): say("sync.arrived.dispute", meter)
    case .quarantined(let sequence, let reason):
      say("sync.arrived.quarantined", say.number(sequence), say("sync.quarantine.\(reason)"))
    case .blobRefused(let why): say("sync.arrived.blob-refused", why)
    case .entries(let count): say("sync.arrived.entries", say.number(count))
    }
  }
}

extension LocalMinute {
  /// `12:44`.
  var clockTime: String { String(description.suffix(5)) }
}
