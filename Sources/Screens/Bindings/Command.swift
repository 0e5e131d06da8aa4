/// Everything a key can ask for; the words for each are `command.<name>` (its label in the footer)
/// and `command.<name>.help` in the locale's texts.
enum Command: String, CaseIterable, Hashable, Sendable {
  // Everywhere
  case help, menu, back, quit, language, suspend
  // Lists
  case up, down, pageUp, pageDown, first, last, open
  // Worklist
  case filter, sort, noReading, details, journal, minutes, sync
  // Reading
  case commit, leave, choose, peek, undo, otherMeter, photo
  // Diff
  case writeMinutes, nextPoint, nextCause, overrule, slip, readAgain
  // Review
  case narrow, preset, approveAll, glance, books, approve, sendBack, reject, signBook
  // Forms and papers
  case save, preview, withdraw, amend, sign, print
}
