import Casework
import Metering

extension ReportContent {
  /// How far each is with what was given to him; nothing where no list was given to a person.
  var assigned: ReportPage.Section {
    let people = report.assigned.sorted {
      ($0.key == nil ? 1 : 0, $0.key ?? "") < ($1.key == nil ? 1 : 0, $1.key ?? "")
    }
    guard people.contains(where: { $0.key != nil }) else {
      return section("assigned", label: "inspector", [], [])
    }
    return progress(
      "assigned", label: "inspector",
      people.map { ($0.key.map(named) ?? say("report.whole-unit"), $0.value) })
  }

  /// Results by inspector.
  var inspectors: ReportPage.Section {
    let people = report.inspectors.sorted { $0.key < $1.key }
    var section = section(
      "inspectors", label: "inspector", ReportContent.stateColumns,
      people.map { [named($0.key)] + states($0.value.tally) }, total: states(report.total))
    section.bars = people.map { name, figures in
      let visited = figures.tally.visited
      return ReportPage.Bar(label: named(name), value: number(visited), amount: visited)
    }
    if let note = stages(report.total) { section.notes.append(note) }
    if report.total.onOtherDays > 0 {
      section.notes.append(
        ReportPage.Note(text: say("report.other-days", number(report.total.onOtherDays))))
    }
    return section
  }

  /// Time per meter, peeks and overrules by inspector, and what was too fast to be true.
  var pace: ReportPage.Section {
    // Runs of saves are looked for once: that sorts all of them.
    let people = report.inspectors.sorted { $0.key < $1.key }.map {
      (name: $0.key, figures: $0.value, bursts: $0.value.bursts())
    }
    let rows = people.map { name, figures, bursts -> [String] in
      let dwell = figures.dwell
      return [
        named(name), number(figures.saves.count), seconds(dwell?.median), seconds(dwell?.ninth),
        percent(figures.peeks), percent(figures.overrules), number(bursts.count),
        number(figures.unattended),
      ]
    }
    var section = section(
      "pace", label: "inspector",
      ["saves", "median", "ninth", "peeked", "overruled", "bursts", "unattended"], rows)
    section.notes = people.flatMap { name, _, bursts in
      bursts.map { burst in
        ReportPage.Note(
          text: say(
            "report.burst", named(name), burst.start.map { say.moment($0) } ?? "–",
            number(burst.saves), number(burst.milliseconds / 1000)), isWarning: true)
      }
    }
    if !section.notes.isEmpty {
      let rule = Burst.Rule.standard
      section.notes.append(
        ReportPage.Note(
          text: say("report.burst.rule", number(rule.saves), number(rule.pace / 1000))))
    }
    return section
  }

  private func seconds(_ milliseconds: Int64?) -> String {
    milliseconds.map { "\(say.tenths($0 / 100)) s" } ?? "–"
  }

  /// How much of what was flagged was seen, by book: the proof of a hundred per cent.
  var coverage: ReportPage.Section {
    let books = report.books.sorted { $0.key < $1.key }
    var section = progress("coverage", label: "book", books.map { (name($0.key), $0.value) })
    let missing = books.filter { $0.value[.unvisited] > 0 }.map {
      "\(name($0.key)) (\(number($0.value[.unvisited])))"
    }
    if report.total.listed > 0 {
      section.notes.append(
        missing.isEmpty
          ? ReportPage.Note(text: say("report.covered"))
          : ReportPage.Note(
            text: say("report.missing", missing.joined(separator: ", ")), isWarning: true))
    }
    return section
  }

  /// What was seen of what is listed, as a table with bars.
  private func progress(
    _ title: String, label: String, _ parts: [(name: String, tally: Tally)]
  ) -> ReportPage.Section {
    func seen(_ tally: Tally) -> Int { tally.listed - tally[.unvisited] }
    func cells(_ tally: Tally) -> [String] {
      [
        number(tally.listed), number(seen(tally)), number(tally[.unvisited]),
        percent(Share(seen(tally), of: tally.listed)),
      ]
    }
    var section = section(
      title, label: label, ["listed", "seen", "missing", "share"],
      parts.map { [$0.name] + cells($0.tally) }, total: cells(report.total))
    section.bars = parts.map { name, tally in
      ReportPage.Bar(
        label: name, value: "\(number(seen(tally)))/\(number(tally.listed))", amount: seen(tally),
        whole: tally.listed)
    }
    return section
  }

  /// Results by book.
  var books: ReportPage.Section {
    section(
      "books", label: "book", ReportContent.stateColumns,
      report.books.sorted { $0.key < $1.key }.map { [name($0.key)] + states($0.value) },
      total: states(report.total))
  }

  /// The book's code; with unit or period where several would look alike.
  private func name(_ book: Report.BookName) -> String {
    let alike = report.books.keys.filter { $0.book == book.book }
    var text = named(book.book)
    if Set(alike.map(\.unit)).count > 1 { text = "\(book.unit) \(text)" }
    if Set(alike.map(\.period)).count > 1 { text += " \(book.period)" }
    return text
  }
}
