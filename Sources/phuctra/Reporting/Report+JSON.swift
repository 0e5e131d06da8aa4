import Casework
import Metering

extension Report {
  /// One object on one line: counts as integers, kWh as decimal strings, money as integers of VND,
  /// shares in millionths.
  var json: String {
    var object = JSONObject()
    object.add("book", book)
    object.add("days", days.map { [$0.lowerBound.description, $0.upperBound.description] } ?? [])
    object.add("context", context)
    object.add("total", total.json)
    object.add("coverage", coverage.json)
    object.add("hitRate", total.hitRate.json)
    object.add(
      "published",
      PublishedRate.all.map { rate in
        var object = JSONObject()
        object.add("utility", rate.utility)
        object.add("month", rate.month)
        object.add("rate", rate.wrong.json)
        return object
      })
    object.add(
      "assigned",
      assigned.sorted { ($0.key ?? "\u{10FFFF}") < ($1.key ?? "\u{10FFFF}") }.map { person, tally in
        var object = JSONObject()
        object.add("person", person)
        object.add("points", tally.json)
        return object
      })
    object.add("inspectors", inspectors.sorted { $0.key < $1.key }.map { $1.json(person: $0) })
    object.add("books", books.sorted { $0.key < $1.key }.map(Report.json))
    object.add("readers", readers.sorted { $0.key < $1.key }.map { $1.json(reader: $0) })
    object.add(
      "causes",
      pareto.map { cause, count, cumulative in
        var object = JSONObject()
        object.add("cause", cause.rawValue)
        object.add("count", count)
        object.add("cumulative", cumulative.json)
        return object
      })
    object.add("unread", unread.sorted { $0.key < $1.key }.map { Report.json(code: $0, $1) })
    object.add("money", moneyJSON)
    object.add("customers", kinds([("residential", true), ("other", false), ("unknown", nil)]))
    let methods: [(String, ReadingMethod?)] = [
      ("byHand", .byHand), ("remote", .remote), ("unknown", nil),
    ]
    var reading = JSONObject()
    for (name, method) in methods { reading.add(name, (self.methods[method] ?? Tally()).json) }
    object.add("reading", reading)
    return object.text
  }

  private func kinds(_ names: [(String, Bool?)]) -> JSONObject {
    var object = JSONObject()
    for (name, kind) in names { object.add(name, (residential[kind] ?? Tally()).json) }
    return object
  }

  private var moneyJSON: [JSONObject] {
    InvoiceState.allCases.flatMap { invoice in
      MoneyCell.Direction.allCases.map { direction in
        let figures = money(invoice, direction)
        var object = JSONObject()
        object.add("invoice", invoice.rawValue)
        object.add("direction", direction.rawValue)
        object.add("points", figures.points)
        object.add("energy", figures.energy.description)
        object.add("money", figures.money)
        object.add("unpriced", figures.unpriced)
        return object
      }
    }
  }

  private static func json(_ name: BookName, _ tally: Tally) -> JSONObject {
    var object = JSONObject()
    object.add("unit", name.unit)
    object.add("book", name.book)
    object.add("period", name.period.description)
    object.add("points", tally.json)
    return object
  }

  private static func json(code: String, _ count: Int) -> JSONObject {
    var object = JSONObject()
    object.add("code", code)
    object.add("count", count)
    return object
  }
}

extension Share {
  fileprivate var json: JSONObject {
    var object = JSONObject()
    object.add("count", count)
    object.add("of", whole)
    if let millionths { object.add("millionths", millionths) }
    return object
  }
}

extension Tally {
  fileprivate var json: JSONObject {
    var object = JSONObject()
    object.add("listed", listed)
    object.add("visited", visited)
    object.add("inspected", inspected)
    object.add("wrong", wrong)
    for state in Standing.State.allCases { object.add(state.rawValue, self[state]) }
    object.add("onOtherDays", onOtherDays)
    return object
  }
}

extension InspectorFigures {
  fileprivate func json(person: String) -> JSONObject {
    var object = JSONObject()
    object.add("person", person)
    object.add("points", tally.json)
    object.add("saves", saves.count)
    object.add("unattended", unattended)
    if let dwell {
      object.add("dwellMedian", dwell.median)
      object.add("dwellNinthDecile", dwell.ninth)
    }
    object.add("peeks", peeks.json)
    object.add("overrules", overrules.json)
    object.add(
      "bursts",
      bursts().map { burst in
        var object = JSONObject()
        object.add("start", burst.start?.description)
        object.add("saves", burst.saves)
        object.add("milliseconds", burst.milliseconds)
        return object
      })
    return object
  }
}

extension ReaderFigures {
  fileprivate func json(reader: String) -> JSONObject {
    var object = JSONObject()
    object.add("reader", reader)
    object.add("inspected", inspected)
    object.add("wrong", wrong)
    object.add("subjective", subjective)
    for origin in ErrorOrigin.allCases { object.add(origin.rawValue, origins[origin] ?? 0) }
    object.add("errorRate", errorRate.json)
    return object
  }
}
