import Casework
import Metering
import Wording

/// What an export did, in words and as JSON: what changed, what is held back, and who signed.
struct ExportSummary {
  let plan: BillingPlan
  let list: WorklistLoading
  /// The signed books of the list's points, and those that are not signed.
  let signed: [BookFile]
  let unsigned: [BookIdentity]
  let files: Files
  let say: Wording

  /// Where the export's files lie.
  struct Files {
    var book: String
    var adjustments: String
    var conflicts: String
    var estimates: String
  }

  var lines: [String] {
    var lines = [
      say(
        "export.book", files.book, list.name, say.number(list.registers),
        say.number(plan.edits.count), say.number(plan.correctedMinutes)),
      say("export.adjustments", files.adjustments, say.number(plan.adjustments.count)),
    ]
    if !plan.estimates.isEmpty {
      lines.append(say("export.estimates", files.estimates, say.number(plan.estimates.count)))
    }
    lines.append(say("export.conflicts", files.conflicts, say.number(plan.conflicts.count)))
    lines += reasons.map { "  \(say.number($0.count))  \(say("export.reason.\($0.reason)"))" }
    for book in signed { lines += self.lines(book) }
    // A home of no hub has nobody to sign.
    if plan.isEnrolled, !unsigned.isEmpty { lines.append(unsignedLine) }
    return lines
  }

  private var unsignedLine: String {
    let names = unsigned.prefix(5).map(\.book).joined(separator: ", ")
    return say("export.unsigned", say.number(unsigned.count), names)
      + (unsigned.count > 5 ? ", …" : "")
  }

  private func lines(_ file: BookFile) -> [String] {
    let name = file.closing.book.book
    let words = BookWords(say)
    guard let last = file.signed.first else { return [] }
    var lines = file.signed.map { say("export.signed", name, words.signature($0)) }
    lines.append("  " + words.sums(last.signing.totals))
    if !last.signing.held.isEmpty {
      lines.append("  " + say("export.signed-held", say.number(last.signing.held.count)))
    }
    if file.signed.count > 1 { lines.append("  " + say("book.signed-twice")) }
    if !file.late.isEmpty {
      lines.append("  " + say("export.signed-late", say.number(file.late.count), name))
    }
    return lines
  }

  private var reasons: [(reason: String, count: Int)] {
    ExportDecision.Reason.allCases.compactMap { reason in
      let count = plan.conflicts.count { $0.reason == reason }
      return count > 0 ? (reason.rawValue, count) : nil
    }
  }

  var object: JSONObject {
    var object = JSONObject()
    object.add("list", list.name)
    object.add("rows", list.registers)
    object.add("correctedRows", plan.edits.count)
    object.add("correctedMinutes", plan.correctedMinutes)
    object.add("adjustments", plan.adjustments.count)
    object.add("estimates", plan.estimates.count)
    object.add("conflicts", plan.conflicts.count)
    object.add(
      "conflictReasons",
      reasons.map { reason, count in
        var part = JSONObject()
        part.add("reason", reason)
        part.add("count", count)
        return part
      })
    object.add("signedBooks", signed.map(book))
    object.add("unsignedBooks", unsigned.map(\.book))
    object.add("book", files.book)
    object.add("adjustmentsFile", files.adjustments)
    object.add("conflictsFile", files.conflicts)
    object.add("estimatesFile", files.estimates)
    return object
  }

  private func book(_ file: BookFile) -> JSONObject {
    var object = JSONObject()
    BookWords.add(file.closing.book, to: &object)
    if let last = file.signed.first { object.add("signed", BookWords.object(last)) }
    object.add("signedTwice", file.signed.count > 1)
    object.add("late", file.late.map(BookWords.object))
    return object
  }
}
