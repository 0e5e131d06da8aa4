import Foundation

/// What came of one case: a row of the table.
struct Outcome: Codable {
  /// The case, and what of it where it has parts.
  var name: String
  /// Faults that were made, each followed by a look at the home.
  var tries = 0
  /// Acknowledged entries that were not there afterwards, byte for byte.
  var losses = 0
  /// Homes that did not open, were not sound, or showed something else than was asked for.
  var failures = 0
  /// Why nothing was tried; nil where it was.
  var skipped: String?
  /// The first few losses and failures in words.
  var notes: [String] = []
  /// True for the control: it proves something only by losing entries.
  var mustLose = false

  init(_ name: String) {
    self.name = name
  }

  /// The case as not tried.
  static func skipping(_ name: String, because reason: String) -> Outcome {
    var outcome = Outcome(name)
    outcome.skipped = reason
    return outcome
  }

  /// True where the mark is met; what was skipped has missed none.
  var passes: Bool {
    if skipped != nil { return true }
    return mustLose ? losses > 0 && failures == 0 : losses == 0 && failures == 0 && tries > 0
  }

  /// Takes in what a look at a home found.
  mutating func take(_ finding: HomeCheck.Finding, _ circumstance: @autoclosure () -> String) {
    tries += 1
    losses += finding.lost
    if finding.failure != nil { failures += 1 }
    guard finding.lost > 0 || finding.failure != nil else { return }
    note("\(circumstance()): \(finding.lost) lost\(finding.failure.map { ", \($0)" } ?? "")")
  }

  /// Counts a failure of a try that was counted already.
  mutating func fail(_ what: String) {
    failures += 1
    note(what)
  }

  private mutating func note(_ words: String) {
    if notes.count < 5 { notes.append(words) }
  }

  private enum CodingKeys: String, CodingKey {
    case name = "case"
    case tries, losses, failures, skipped, notes, mustLose
  }
}

extension Outcome {
  /// The outcome as one JSON object on a line.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  /// The outcomes as aligned lines, with what went wrong below.
  static func table(_ outcomes: [Outcome]) -> String {
    let width = outcomes.map(\.name.count).max() ?? 0
    func row(_ name: String, _ figures: [String], _ rest: String) -> String {
      let columns = figures.map { String(repeating: " ", count: max(0, 9 - $0.count)) + $0 }
      return name + String(repeating: " ", count: max(0, width - name.count))
        + columns.joined() + (rest.isEmpty ? "" : "  \(rest)")
    }
    var lines = [row("case", ["tries", "losses", "failures"], "mark")]
    for outcome in outcomes {
      if let reason = outcome.skipped {
        lines.append(row(outcome.name, ["-", "-", "-"], "SKIPPED: \(reason)"))
        continue
      }
      let mark = outcome.mustLose ? "must lose" : "0 losses, 0 failures"
      lines.append(
        row(
          outcome.name, ["\(outcome.tries)", "\(outcome.losses)", "\(outcome.failures)"],
          "[\(mark)] \(outcome.passes ? "pass" : "MISSED")"))
    }
    for outcome in outcomes where !outcome.mustLose {
      lines += outcome.notes.map { "\(outcome.name): \($0)" }
    }
    return lines.joined(separator: "\n")
  }
}
