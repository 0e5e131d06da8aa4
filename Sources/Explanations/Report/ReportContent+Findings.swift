import Casework
import Metering

extension ReportContent {
  /// Corrections by cause, largest first, with the share that they make up together.
  var causes: ReportPage.Section {
    let pareto = report.pareto
    var section = section(
      "causes", label: "cause", ["count", "share", "cumulative"],
      pareto.map {
        [
          say("cause.\($0.cause.rawValue)"), number($0.count),
          percent(Share($0.count, of: report.corrected)), percent($0.cumulative),
        ]
      },
      total: [number(report.corrected), percent(Share(report.corrected, of: report.corrected)), ""])
    section.bars = pareto.map {
      ReportPage.Bar(
        label: say("cause.\($0.cause.rawValue)"), value: number($0.count), amount: $0.count,
        cumulative: $0.cumulative.permille)
    }
    if pareto.isEmpty { section.notes = [ReportPage.Note(text: say("report.no-corrections"))] }
    return section
  }

  /// Wrong records of ten thousand whose dial was read, beside what utilities published.
  var hitRate: ReportPage.Section {
    let own = report.total.hitRate
    let published = PublishedRate.all.map { rate in
      [
        "\(rate.utility) \(month(rate.month))", number(rate.wrong.count), number(rate.wrong.whole),
        perTenThousand(rate.wrong),
      ]
    }
    let mine = [say("report.ours"), number(own.count), number(own.whole), perTenThousand(own)]
    var section = section(
      "hit-rate", label: "whose", ["wrong", "inspected", "per10000"], [mine] + published)
    section.notes = [ReportPage.Note(text: say("report.published"))]
    return section
  }

  private func month(_ text: String) -> String {
    let parts = text.split(separator: "-")
    return parts.count == 2 ? "\(parts[1])/\(parts[0])" : text
  }

  /// What could not be read, by code.
  var unread: ReportPage.Section {
    let codes = report.unread.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let all = report.total[.unread]
    var section = section(
      "unread", label: "code", ["count", "share"],
      codes.map { code, count in
        let word = say.known("status.\(code)").map { "\(code) · \($0)" } ?? named(code)
        return [word, number(count), percent(Share(count, of: all))]
      }, total: [number(all), percent(Share(all, of: all))])
    if codes.isEmpty { section.notes = [ReportPage.Note(text: say("report.none-unread"))] }
    return section
  }

  /// By who took the recorded reading: how many errors, of what kind.
  var readers: ReportPage.Section {
    let readers = report.readers.sorted {
      ($1.value.wrong, $0.value.inspected, $0.key) < ($0.value.wrong, $1.value.inspected, $1.key)
    }
    func cells(_ inspected: Int, _ origins: [ErrorOrigin: Int]) -> [String] {
      let wrong = origins.values.reduce(0, +)
      let counts = ErrorOrigin.allCases.map { number(origins[$0] ?? 0) }
      return [number(inspected), number(wrong), perTenThousand(Share(wrong, of: inspected))]
        + counts
    }
    let sum = readers.reduce(into: [ErrorOrigin: Int]()) { sum, reader in
      sum.merge(reader.value.origins, uniquingKeysWith: +)
    }
    var section = section(
      "readers", label: "reader",
      [
        "inspected", "wrong", "per10000", "misread", "miskeyed", "notRead", "notReaders", "unknown",
      ],
      readers.map { [named($0.key)] + cells($0.value.inspected, $0.value.origins) },
      total: cells(report.total.inspected, sum))
    section.bars = readers.filter { $0.value.wrong > 0 }.prefix(10).map { name, figures in
      ReportPage.Bar(
        label: named(name), value: perTenThousand(figures.errorRate),
        amount: figures.errorRate.millionths ?? 0)
    }
    let subjective = sum.filter { $0.key.isSubjective }.values.reduce(0, +)
    let share = Share(subjective, of: report.total.inspected)
    section.notes = [
      ReportPage.Note(text: say("report.subjective", number(subjective), perTenThousand(share)))
    ]
    return section
  }

  /// What corrections move, by the branch of the invoice and by whom they favour.
  var money: ReportPage.Section {
    let order: [InvoiceState] = [.notIssued, .issued, .unknown]
    let cells = order.flatMap { invoice in
      MoneyCell.Direction.allCases.map { (invoice, $0, report.money(invoice, $0)) }
    }
    func figures(_ money: MoneyFigures) -> [String] {
      [
        number(money.points), say.number(money.energy.roundedKilowattHours, signed: true),
        say.number(money.money, signed: true), number(money.unpriced),
      ]
    }
    var section = section(
      "money", label: "settlement", ["customers", "kwh", "vnd", "unpriced"],
      cells.filter { $0.2.points > 0 }.map { invoice, direction, money in
        let word = "report.settlement.\(invoice.rawValue).\(direction.rawValue)"
        return [say(word)] + figures(money)
      }, total: figures(report.money()))
    section.bars = order.map { invoice in
      let points = report.money(invoice).points
      return ReportPage.Bar(
        label: say("report.invoice.\(invoice.rawValue)"), value: number(points), amount: points)
    }
    section.notes = [
      ReportPage.Note(
        text: say(report.corrected > 0 ? "report.estimates" : "report.no-corrections"))
    ]
    return section
  }

  /// Residential or not, read by hand or remotely.
  var kinds: ReportPage.Section {
    let classes: [(String, Bool?)] = [
      ("residential", true), ("business", false), ("no-class", nil),
    ]
    let methods: [(String, ReadingMethod?)] = [
      ("by-hand", .byHand), ("remote", .remote), ("no-method", nil),
    ]
    let tallies =
      classes.map { ($0.0, report.residential[$0.1] ?? Tally()) }
      + methods.map { ($0.0, report.methods[$0.1] ?? Tally()) }
    return section(
      "kinds", label: "kind", ["listed", "visited", "inspected", "wrong", "per10000"],
      tallies.filter { $0.1.listed > 0 }.map { name, tally in
        [
          say("report.kind.\(name)"), number(tally.listed), number(tally.visited),
          number(tally.inspected), number(tally.wrong), perTenThousand(tally.hitRate),
        ]
      })
  }
}
