import Casework
import Journal
import Metering

extension BookWords {
  func object(_ progress: BookProgress) -> JSONObject {
    var object = JSONObject()
    BookWords.add(progress.book, to: &object)
    object.add("points", progress.points)
    var states = JSONObject()
    for state in Standing.State.allCases {
      if let count = progress.byState[state] { states.add(state.rawValue, count) }
    }
    object.add("states", states)
    if let signed = progress.signed.first { object.add("signed", BookWords.object(signed)) }
    return object
  }

  func object(_ file: BookFile) -> JSONObject {
    let closing = file.closing
    var object = JSONObject()
    BookWords.add(closing.book, to: &object)
    object.add("totals", BookWords.object(closing.totals))
    var settlements = JSONObject()
    for settlement in ClosedPoint.Settlement.allCases {
      settlements.add(
        settlement.rawValue, closing.closed.count { $0.settlement == settlement })
    }
    object.add("settlements", settlements)
    object.add(
      "open",
      closing.open.map { point in
        var part = BookWords.point(point.identity)
        part.add("state", point.state.rawValue)
        part.add("reason", point.reason.rawValue)
        if case .crew(let name) = point.owner {
          part.add("owner", name ?? closing.book.unit)
        } else {
          part.add("owner", "supervisor")
        }
        return part
      })
    if let last = file.signed.first { object.add("signed", BookWords.object(last)) }
    object.add("signedTwice", file.signed.count > 1)
    object.add("listMissing", file.isListMissing)
    object.add("late", file.late.map(BookWords.object))
    return object
  }

  /// A signature with what it adds up to and what it holds back.
  static func object(_ signed: SignedBook) -> JSONObject {
    var object = JSONObject()
    object.add("by", signed.author.person)
    object.add("device", signed.author.tag)
    object.add("at", signed.time)
    object.add("entry", signed.hash)
    object.add("closedList", signed.signing.closedList)
    object.add("totals", BookWords.object(signed.signing.totals))
    object.add(
      "held",
      signed.signing.held.map { point in
        var part = JSONObject()
        part.add("point", point.point)
        part.add("meter", point.meter)
        part.add("state", point.state.rawValue)
        part.add("reason", point.reason.rawValue)
        part.add("owner", point.owner)
        part.add("due", point.due.description)
        return part
      })
    return object
  }

  static func object(_ change: LateChange) -> JSONObject {
    var object = point(change.identity)
    object.add("change", change.kind.rawValue)
    return object
  }

  static func add(_ book: BookIdentity, to object: inout JSONObject) {
    object.add("unit", book.unit)
    object.add("book", book.book)
    object.add("period", book.period.description)
  }

  private static func object(_ totals: BookSigning.Totals) -> JSONObject {
    var object = JSONObject()
    object.add("points", totals.points)
    object.add("corrected", totals.corrected)
    object.add("consumptionBefore", totals.energyBefore.description)
    object.add("consumptionAfter", totals.energyAfter.description)
    object.add("money", totals.money)
    object.add("unpriced", totals.unpriced)
    return object
  }

  private static func point(_ identity: PointIdentity) -> JSONObject {
    var object = JSONObject()
    object.add("point", identity.point)
    object.add("meter", identity.meter)
    return object
  }
}
