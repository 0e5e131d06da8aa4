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
      invoice) and .xung-dot.csv (corrections held back, each with its reason). Of a signed book \
      only what was signed goes out, and the summary says by whom; bills by an estimate lie in \
      .tam-tinh.csv.
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

  @Option(help: "Which list, by its file's name or its entry's number, where the home has several.")
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
      let names = try journal.books(ofList: loaded.row)
      // Only of a signed book it matters how it stands now: a list may hold a city's.
      let signed = try journal.signedBooks()
      let books = try names.filter(signed.contains).map { try journal.bookFile(of: $0, say) }
      if let missing = books.first(where: \.isListMissing) {
        throw CommandFailure(
          .noInput, "\(missing.closing.book.book): \(say("book.list-missing"))")
      }
      let plan = try BillingPlan(journal, list: loaded, books: books)
      let files = try write(plan, loaded, journal, surroundings)
      progress.end()
      let summary = ExportSummary(
        plan: plan, list: loaded.loading, signed: books,
        unsigned: names.filter { !signed.contains($0) },
        files: files, say: say)
      var lines = LineOutput()
      for line in json ? [summary.object.text] : summary.lines {
        try lines.line(line)
      }
      try lines.flush()
    }
  }

  private func chosen(_ journal: Journal, _ say: Wording) throws -> Journal.LoadedWorklist {
    let lists = try journal.currentLists()
    if let list, let numbered = lists.first(where: { String($0.row) == list }) { return numbered }
    let named = list.map { name in lists.filter { $0.loading.name == name } } ?? lists
    guard let last = named.last else {
      throw CommandFailure(.noInput, say(list == nil ? "export.no-list" : "export.unknown-list"))
    }
    // A list that a later one took the place of is not what the office has now.
    let replaced = try journal.lists(replacedBy: last)
    let choice = named.filter { !replaced.contains($0.row) }
    guard choice.count == 1 else {
      let names = choice.map { "\($0.loading.name) (\($0.row))" }.joined(separator: ", ")
      throw CommandFailure(.usage, say("export.several-lists", names))
    }
    return last
  }

  /// Puts all files in place, the book last.
  private func write(
    _ plan: BillingPlan, _ loaded: Journal.LoadedWorklist, _ journal: Journal,
    _ surroundings: Surroundings
  ) throws -> ExportSummary.Files {
    let paths = ExportSummary.Files(
      book: output, adjustments: sibling("dieu-chinh"), conflicts: sibling("xung-dot"),
      estimates: sibling("tam-tinh"))
    func place(_ path: String) throws -> String {
      try OutputPlace.whole(path, outside: surroundings.home, surroundings.say)
    }
    do {
      let lists = BillingLists(plan: plan, say: surroundings.say)
      var files: [WholeFile] = []
      let bookPath = try place(paths.book)
      for (path, bytes) in try [
        (place(paths.adjustments), lists.adjustments()),
        (place(paths.conflicts), lists.conflicts()), (place(paths.estimates), lists.estimates()),
      ] {
        let file = try WholeFile(path)
        try file.write(bytes)
        files.append(file)
      }
      let book = try WholeFile(bookPath)
      try writeBook(plan, loaded, journal, surroundings, to: book)
      files.append(book)
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
}

extension Journal {
  /// Where a list's file lies; nil where its entry names no hash.
  fileprivate func path(of loaded: LoadedWorklist) -> String? {
    blobPath(hex: loaded.loading.sha256)
  }
}
