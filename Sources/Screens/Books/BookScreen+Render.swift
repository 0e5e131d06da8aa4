import Casework
import Explanations
import Frames
import Metering
import Wording

extension BookScreen {
  struct Line: Hashable {
    var text: String
    var role: Role
  }

  /// Rows below the head, the count and the sums, above the footer.
  func room(_ shared: Shared) -> Int { max(1, shared.size.rows - sums(shared).count - 4) }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let say = shared.say
    let book = file.closing.book
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    let title = " " + say("book.title", book.book, say.period(book.period))
    frame.write(
      DisplayWidth.truncated(title, to: frame.columns), row: 0, column: 0, role: .title)
    let total = file.closing.closed.count + file.closing.open.count
    let count = say(
      "book.count", say.number(file.closing.closed.count), say.number(total))
    frame.write(count, row: 1, column: 1, role: .emphasis)
    for (offset, line) in sums(shared).enumerated() {
      frame.write(line, row: 2 + offset, column: 1)
    }
    let first = 3 + sums(shared).count
    frame.horizontalLine(row: first - 1)
    let lines = lines(shared)
    for (offset, line) in lines.dropFirst(top).prefix(room(shared)).enumerated() {
      frame.write(line.text, row: first + offset, column: 1, role: line.role)
    }
    if lines.count > room(shared) {
      let seen = "\(min(top + room(shared), lines.count))/\(lines.count) ▼ "
      frame.writeRight(seen, row: 1, role: .dim)
    }
    if let due = confirming { drawQuestion(due, say, &frame) }
    let labels: [Command: String] = confirming == nil ? [:] : [.open: say("command.keep")]
    Footer.draw(bindings(shared), labels: labels, say, into: &frame)
    return frame
  }

  /// What the closed points add up to.
  private func sums(_ shared: Shared) -> [String] {
    DisplayWidth.wrapped(
      BookSums(file.closing.totals).text(shared.say), to: shared.size.columns - 2)
  }

  /// Signatures, what came after, what is open, and how the closed points are billed.
  func lines(_ shared: Shared) -> [Line] {
    let say = shared.say
    var lines: [Line] = []
    func add(_ text: String, _ role: Role, indent: Int = 0) {
      let margin = String(repeating: " ", count: indent)
      lines += DisplayWidth.wrapped(text, to: shared.size.columns - 2 - indent).map {
        Line(text: margin + $0, role: role)
      }
    }
    for signed in file.signed { add("✔ " + SignatureText(signed).text(say), .good) }
    if file.signed.count > 1 { add("⚠ " + say("book.signed-twice"), .warning) }
    if file.isListMissing { add("⚠ " + say("book.list-missing"), .warning) }
    if !file.late.isEmpty {
      add("⚠ " + say("book.late", say.number(file.late.count)), .warning)
      for change in file.late { add(say.late(change), .text, indent: 2) }
    }
    if !file.closing.open.isEmpty {
      add("○ " + say("book.held", say.number(file.closing.open.count)), .warning)
      for point in file.closing.open { add(say.open(point), .text, indent: 2) }
    }
    for (settlement, count) in file.closing.settlements {
      add("\(say.number(count))  \(say("book.settlement.\(settlement.rawValue)"))", .dim)
    }
    return lines
  }

  private func drawQuestion(_ due: Day, _ say: Wording, _ frame: inout Frame) {
    let held = file.closing.open.count
    let sentences =
      [say("book.sign", file.closing.book.book, say.number(file.closing.closed.count))]
      + [BookSums(file.closing.totals).text(say)]
      + (held > 0 ? [say("book.sign-held", say.number(held), say.date(due))] : [])
    Question(sentences: sentences, yes: say("book.sign-yes")).draw(below: 1, say, &frame)
  }
}
