import ArgumentParser
import Casework
import Formats
import Journal
import Metering
import Wording

/// Gives the book back to billing with the corrected indices.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trả sổ về hệ thống hoá đơn / give the book back with the corrected indices.",
    discussion: """
      Writes the list as it came, every column kept; rows of corrections whose invoice is not issued \
      get the corrected CS_MOI, NGAY_MOI and SL_MOI, and PHUC_TRA (CHUA_DUYET: not reviewed) and \
      BIEN_BAN. Beside FILE lie FILE's name with .dieu-chinh.csv (bills that need an adjustment \
      invoice) and .xung-dot.csv (corrections held back, each with its reason).
      """)

  enum BookFormat: String, ExpressibleByArgument {
    case xml = "cmis-xml"
    case csv
  }

  @OptionGroup var global: GlobalOptions

  @Option(help: "cmis-xml or csv (else as the list came).")
  var format: BookFormat?

  @Option(name: .shortAndLong, help: "The file to write.")
  var output: String

  @Option(help: "Which list, by its file's name, where the home has several.")
  var list: String?

  @Flag(help: "Print a summary as one JSON object.")
  var json = false

  func run() throws {
    try global.run { surroundings in
      let say = surroundings.say
      let journal = try surroundings.openJournal()
      let loaded = try chosen(journal, say)
      let progress = Progress(say("command-line.exporting", output))
      defer { progress.end() }
      let plan = try BillingPlan(journal, list: loaded.row)
      let files = try write(plan, loaded, journal, surroundings)
      progress.end()
      var lines = LineOutput()
      for line in json ? [summary(plan, loaded, files)] : words(plan, loaded, files, say) {
        try lines.line(line)
      }
      try lines.flush()
    }
  }

  private func chosen(_ journal: Journal, _ say: Wording) throws -> Journal.LoadedWorklist {
    let lists = try journal.currentLists()
    let named = list.map { name in lists.filter { $0.loading.name == name } } ?? lists
    guard let first = named.last else {
      throw CommandFailure(.noInput, say(list == nil ? "export.no-list" : "export.unknown-list"))
    }
    guard named.count == 1 || list != nil else {
      let names = named.map(\.loading.name).joined(separator: ", ")
      throw CommandFailure(.usage, say("export.several-lists", names))
    }
    return first
  }

  /// Puts all three files in place, the book last.
  private func write(
    _ plan: BillingPlan, _ loaded: Journal.LoadedWorklist, _ journal: Journal,
    _ surroundings: Surroundings
  ) throws -> [String] {
    let paths = [sibling("dieu-chinh"), sibling("xung-dot"), output]
    do {
      let files = try paths.map { path throws(OutputError) in try WholeFile(path) }
      let lists = BillingLists(plan: plan, say: surroundings.say)
      try files[0].write(lists.adjustments())
      try files[1].write(lists.conflicts())
      try writeBook(plan, loaded, journal, surroundings, to: files[2])
      for file in files { try file.finish() }
      for file in files { try file.commit() }
      return paths
    } catch let error as OutputError {
      throw CommandFailure(error, to: output, surroundings.say)
    }
  }

  private func writeBook(
    _ plan: BillingPlan, _ loaded: Journal.LoadedWorklist, _ journal: Journal,
    _ surroundings: Surroundings, to file: WholeFile
  ) throws {
    guard let path = journal.path(of: loaded) else {
      throw CommandFailure(.noInput, surroundings.say("export.no-list"))
    }
    let options = WorklistOptions(
      unit: loaded.loading.unit, period: loaded.loading.period.flatMap { BillingPeriod($0) },
      meterTypes: try surroundings.meterTypes())
    let own = try ByteInput.withFile(at: path) { try WorklistFormat.detect($0) }
    let writer = BookWriter(path: path, format: own, options: options, edits: plan.edits)
    switch (own.layout, format) {
    case (.xml, .csv): try writer.writeCSV(to: file)
    case (.csv, .xml): try writer.writeXML(to: file)
    case (.xml, _), (.csv, _): try writer.copy(to: file)
    }
  }

  /// FILE without its extension, with another.
  private func sibling(_ name: String) -> String {
    let slash = output.lastIndex(of: "/").map { output.index(after: $0) } ?? output.startIndex
    let file = output[slash...]
    let stem = file.lastIndex(of: ".").flatMap { $0 > file.startIndex ? file[..<$0] : nil } ?? file
    return "\(output[..<slash])\(stem).\(name).csv"
  }

  private func words(
    _ plan: BillingPlan, _ loaded: Journal.LoadedWorklist, _ files: [String], _ say: Wording
  ) -> [String] {
    var lines = [
      say(
        "export.book", files[2], loaded.loading.name, say.number(loaded.loading.registers),
        say.number(plan.edits.count), say.number(plan.correctedMinutes)),
      say("export.adjustments", files[0], say.number(plan.adjustments.count)),
      say("export.conflicts", files[1], say.number(plan.conflicts.count)),
    ]
    for reason in ExportDecision.Reason.allCases {
      let count = plan.conflicts.count { $0.reason == reason }
      if count > 0 {
        lines.append("  \(say.number(count))  \(say("export.reason.\(reason.rawValue)"))")
      }
    }
    return lines
  }

  private func summary(
    _ plan: BillingPlan, _ loaded: Journal.LoadedWorklist, _ files: [String]
  ) -> String {
    var object = JSONObject()
    object.add("list", loaded.loading.name)
    object.add("rows", loaded.loading.registers)
    object.add("correctedRows", plan.edits.count)
    object.add("correctedMinutes", plan.correctedMinutes)
    object.add("adjustments", plan.adjustments.count)
    object.add("conflicts", plan.conflicts.count)
    object.add(
      "conflictReasons",
      ExportDecision.Reason.allCases.compactMap { reason -> JSONObject? in
        let count = plan.conflicts.count { $0.reason == reason }
        guard count > 0 else { return nil }
        var part = JSONObject()
        part.add("reason", reason.rawValue)
        part.add("count", count)
        return part
      })
    object.add("book", files[2])
    object.add("adjustmentsFile", files[0])
    object.add("conflictsFile", files[1])
    return object.text
  }
}

extension Journal {
  /// Where a list's file lies; nil where its entry names no hash.
  fileprivate func path(of loaded: LoadedWorklist) -> String? {
    blobPath(hex: loaded.loading.sha256)
  }
}
