import Casework
import Explanations
import Journal
import Metering
import Wording

/// Books in words for a terminal, and as JSON.
struct BookWords {
  let say: Wording

  init(_ say: Wording) {
    self.say = say
  }

  // MARK: In words

  func line(_ progress: BookProgress) -> String {
    let states = Standing.State.allCases.compactMap { state in
      progress.byState[state].map { "\(say("state.\(state.rawValue)")) \(say.number($0))" }
    }
    let signed = progress.signed.first.map { signature($0) } ?? say("book.unsigned")
    return say(
      "book.line", progress.book.book, progress.book.period.description,
      say.number(progress.points), states.joined(separator: ", "), signed)
  }

  func lines(_ file: BookFile) -> [String] {
    let closing = file.closing
    var lines = [
      say(
        "book.head", closing.book.book, closing.book.period.description, closing.book.unit,
        say.number(closing.closed.count), say.number(closing.closed.count + closing.open.count)),
      "  " + sums(closing.totals),
    ]
    lines += closing.settlements.map { settlement, count in
      "  \(say("book.settlement.\(settlement.rawValue)"))  \(say.number(count))"
    }
    if !closing.open.isEmpty {
      lines.append(say("book.held", say.number(closing.open.count)))
      lines += closing.open.map { "  \(say.open($0))" }
    }
    lines += signatures(file)
    if !file.late.isEmpty {
      lines.append(say("book.late", say.number(file.late.count)))
      lines += file.late.map { "  \(say.late($0))" }
    }
    return lines
  }

  /// What rows add up to, in one line.
  func sums(_ totals: BookSigning.Totals) -> String { BookSums(totals).text(say) }

  /// The last signature of a book, or that there is none.
  func signature(_ file: BookFile) -> String {
    file.signed.first.map { signature($0) } ?? say("book.unsigned")
  }

  func signature(_ signed: SignedBook) -> String { SignatureText(signed).text(say) }

  private func signatures(_ file: BookFile) -> [String] {
    guard let last = file.signed.first else { return [say("book.unsigned")] }
    var lines = file.signed.map { signature($0) } + ["  " + sums(last.signing.totals)]
    if file.signed.count > 1 { lines.append(say("book.signed-twice")) }
    if !last.signing.held.isEmpty {
      lines.append(say("book.held-at-signing", say.number(last.signing.held.count)))
      lines += last.signing.held.map { point in
        "  \(point.meter)  \(say("open.reason.\(point.reason.rawValue)")) — \(point.owner), "
          + say("book.due", say.date(point.due))
      }
    }
    if file.isListMissing { lines.append(say("book.list-missing")) }
    return lines
  }
}
