import ArgumentParser
import Casework
import Journal
import Wording

/// The points of the worklist with their state, or the lists they came from.
struct WorklistList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Các công tơ và tình trạng / the points and where they stand.",
    discussion: """
      In walk order. Nothing of the recorded index is shown: an inspection is blind. With --json, \
      one object a line for each point; with --lists, one for each list that was loaded, newest \
      first.
      """)

  /// Points asked of the journal at a time.
  private static let page = 1000

  @OptionGroup var global: GlobalOptions

  @Flag(help: "The lists that were loaded, instead of their points.")
  var lists = false

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      var output = LineOutput()
      if lists || !json { try printLists(journal, surroundings.say, &output) }
      if !lists { try printPoints(journal, surroundings.say, &output) }
      try output.flush()
    }
  }

  private func printLists(
    _ journal: Journal, _ say: Wording, _ output: inout LineOutput
  ) throws {
    let loaded = try journal.worklists()
    if loaded.isEmpty, !json { try output.line(say("worklist-list.none")) }
    for list in loaded {
      let loading = list.loading
      guard json else {
        try output.line(
          say(
            "worklist-list.list", loading.name, say.number(loading.points),
            say.number(loading.registers), say.moment(list.loadedAt)))
        continue
      }
      var object = JSONObject()
      object.add("list", String(loading.sha256.prefix(16)))
      object.add("name", loading.name)
      object.add("loaded", list.loadedAt)
      object.add("seq", list.row)
      object.add("format", loading.format)
      object.add("points", loading.points)
      object.add("registers", loading.registers)
      object.add("unit", loading.unit)
      object.add("period", loading.period)
      try output.line(object.text)
    }
  }

  private func printPoints(
    _ journal: Journal, _ say: Wording, _ output: inout LineOutput
  ) throws {
    let columns = TextColumns(-5, 12, 10, 22, 12, 0)
    var position: WorklistPosition?
    while true {
      let rows = try journal.rows(in: .walk, after: position, limit: WorklistList.page)
      if position == nil, !json, !rows.isEmpty {
        let titles = ["order", "meter", "registers", "state", "reason", "address"]
        try output.line("")
        try output.line(columns.line(titles.map { say("worklist-list.column.\($0)") }))
      }
      for row in rows {
        try output.line(json ? object(row) : columns.line(cells(row, say)))
      }
      guard let last = rows.last, rows.count == WorklistList.page else { return }
      position = WorklistPosition(last, order: .walk)
    }
  }

  private func object(_ row: WorklistRow) -> String {
    var object = JSONObject()
    object.add("unit", row.identity.unit)
    object.add("point", row.identity.point)
    object.add("meter", row.identity.meter)
    object.add("period", row.identity.period.description)
    if let order = row.walkOrder { object.add("order", order) }
    object.add("registers", row.registers.map(\.rawValue))
    object.add("state", row.state.rawValue)
    object.add("attempts", row.attempts)
    object.add("recordChanged", row.recordChanged)
    if row.isDisputed { object.add("disputed", true) }
    object.add("seenBy", row.seen?.tag)
    object.add("reason", row.reason?.rawValue)
    object.add("hazard", row.hazard)
    for (key, text) in [
      ("book", row.book), ("pole", row.pole), ("box", row.box), ("address", row.address),
    ] where !text.isEmpty { object.add(key, text) }
    return object.text
  }

  private func cells(_ row: WorklistRow, _ say: Wording) -> [String] {
    var state = say("state.\(row.state.rawValue)")
    if row.recordChanged { state += " · \(say("state.record-changed"))" }
    return [
      row.walkOrder.map(String.init) ?? "", row.identity.meter,
      row.registers.map(\.rawValue).joined(separator: " "), state,
      row.reason.map { say("reason-of-flag.\($0.rawValue)") } ?? "", row.address,
    ]
  }
}
