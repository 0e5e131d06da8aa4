import ArgumentParser
import Formats
import Journal
import Metering

/// Takes a worklist in, whole or not at all.
struct WorklistImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Nạp danh sách (CMIS XML hoặc CSV) / load a list (CMIS XML or CSV).",
    discussion: """
      XML and CSV are told apart by content. A list with a fault is refused as a whole: its first \
      20 faults are named by line and column (exit status 65) and the home stays as it was. The \
      same file again changes nothing. A newer version of a list adds, changes and removes \
      unvisited points; where the record of a visited point changed, its verdict stands and it is \
      marked.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The list.")
  var file: String

  @Option(help: "The unit (MA_DVIQLY), where the list's rows do not say it.")
  var unit: String?

  @Option(help: "The billing period, such as 2026-06/1, where the list's rows do not say it.")
  var period: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if let period, BillingPeriod(period) == nil {
      throw ValidationError("--period: year-month/cycle such as 2026-06/1, not “\(period)”")
    }
    if let unit, unit.isEmpty || unit.contains(where: \.isWhitespace) {
      throw ValidationError("--unit: a unit's code such as PE0700, not “\(unit)”")
    }
  }

  func run() throws {
    try global.run { surroundings in
      try ReadableFile.check(file, surroundings.say)
      let (loading, succession) = try load(surroundings)
      var output = LineOutput()
      for line in json
        ? [object(loading, succession)] : lines(loading, succession, surroundings)
      {
        try output.line(line)
      }
      try output.flush()
    }
  }

  private func load(
    _ surroundings: Surroundings
  ) throws -> (Journal.Loading, ListSuccession) {
    let say = surroundings.say
    let progress = Progress(say("command-line.loading", file))
    defer { progress.end() }
    let journal = try surroundings.openJournal { warnings, count in
      let shown = FormatError(faults: warnings, count: count)
      let language = FaultLanguage(rawValue: say.language.rawValue) ?? .vietnamese
      LineOutput.complain("\(say("command-line.warnings"))\n\(shown.text(in: language))")
    }
    do {
      let before = try journal.currentLists()
      let loading = try journal.load(fileAt: file, unit: unit, period: period)
      return (loading, try ListSuccession(of: loading, before: before, in: journal))
    } catch let error as FormatError {
      throw CommandFailure(faultsOf: error, in: file, say)
    }
  }

  private func object(_ loading: Journal.Loading, _ succession: ListSuccession) -> String {
    var object = JSONObject()
    object.add("file", file)
    object.add("sha256", loading.sha256.hex)
    object.add("points", loading.points)
    object.add("registers", loading.registers)
    object.add("alreadyLoaded", loading.entry == nil)
    object.add("added", loading.added)
    object.add("changed", loading.changed)
    object.add("removed", loading.removed)
    object.add("recordChanged", loading.recordChanged)
    if !succession.replaced.isEmpty { object.add("replaced", succession.replaced) }
    object.add("overtakenBy", succession.overtakenBy)
    if let entry = loading.entry?.entry { object.add("seq", entry.sequence) }
    return object.text
  }

  private func lines(
    _ loading: Journal.Loading, _ succession: ListSuccession, _ surroundings: Surroundings
  ) -> [String] {
    let say = surroundings.say
    let size = [say.number(loading.points), say.number(loading.registers)]
    guard loading.entry != nil else {
      let overtaken = succession.overtakenBy.map { say("worklist-import.overtaken", $0) }
      return [say("worklist-import.already", file, size[0], size[1])]
        + [overtaken].compactMap(\.self)
    }
    var lines = [say("worklist-import.loaded", file, size[0], size[1])]
    let changes = [
      ("worklist-import.added", loading.added), ("worklist-import.changed", loading.changed),
      ("worklist-import.removed", loading.removed),
      ("worklist-import.record-changed", loading.recordChanged),
    ]
    for (key, count) in changes where count > 0 { lines.append(say(key, say.number(count))) }
    if !succession.replaced.isEmpty {
      let names = succession.replaced.joined(separator: ", ")
      lines.append(say("worklist-import.replaced", names))
    }
    return lines
  }
}
