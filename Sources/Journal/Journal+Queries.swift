package import Casework
import GRDB
package import Metering

extension Journal {
  /// A page of the worklist in an order, after (or before) a place; the filter is `matches`' part.
  /// - Returns: at most `limit` rows, in the order shown, also where `backwards` is set.
  /// - Throws: `JournalError`.
  /// - Complexity: O(limit), whatever the list's size.
  package func rows(
    in order: WorklistOrder, after position: WorklistPosition? = nil, backwards: Bool = false,
    limit: Int
  ) throws -> [WorklistRow] {
    try ensure(order.index)
    let columns = order.columns
    let keyset = columns.joined(separator: ", ")
    var condition = "p.reason <> 6"
    var arguments: StatementArguments = []
    if let position, position.order == order {
      let marks = columns.map { _ in "?" }.joined(separator: ", ")
      condition += " AND (\(keyset)) \(backwards ? "<" : ">") (\(marks))"
      arguments = StatementArguments(position.keys.map(\.value))
    }
    let sorted = columns.map { backwards ? "\($0) DESC" : $0 }.joined(separator: ", ")
    let rows = try read("cannot read the worklist") {
      try RowReading.rows(
        $0, where: condition, order: sorted, limit: limit, arguments: arguments)
    }
    return backwards ? rows.reversed() : rows
  }

  /// The point of this id; nil where a newer list took it away.
  /// - Throws: `JournalError`.
  package func row(id: Int64) throws -> WorklistRow? {
    try read("cannot read the worklist") {
      try RowReading.rows($0, where: "p.id = ?", order: "p.id", limit: 1, arguments: [id]).first
    }
  }

  /// The point that entries and readings name so; nil where it is in no list here.
  /// - Throws: `JournalError`.
  package func row(_ identity: PointIdentity) throws -> WorklistRow? {
    try read("cannot read the worklist") { database in
      try PointFinder.find(identity, in: database).flatMap {
        try RowReading.rows(
          database, where: "p.id = ?", order: "p.id", limit: 1, arguments: [$0.id]
        ).first
      }
    }
  }

  /// Points whose serial ends in `tail`, those with the fewest digits before it first.
  /// - Throws: `JournalError`.
  /// - Complexity: O(limit) after one look-up, except for a tail that very many serials end in.
  package func rows(serialTail tail: String, limit: Int) throws -> [WorklistRow] {
    guard !tail.isEmpty else { return [] }
    try ensure(.tail)
    let low = Array(tail.utf8.reversed())
    return try read("cannot look for a serial") {
      try RowReading.rows(
        $0, where: "p.reason <> 6 AND p.tail >= ? AND p.tail < ?", order: "p.tail, p.id",
        limit: limit, arguments: [low.database, (low + [0xFF]).database])
    }
  }

  /// All points of a meter's serial, in every period and unit: what a file of readings names.
  /// - Throws: `JournalError`.
  package func rows(meter: String) throws -> [WorklistRow] {
    try ensure(.meter)
    return try read("cannot look for a serial") {
      try RowReading.rows(
        $0, where: "p.reason <> 6 AND p.meter = ?", order: "p.meter, p.id", limit: 100,
        arguments: [meter])
    }
  }

  /// The point of this code (MA_DDO), in every period and unit.
  /// - Throws: `JournalError`.
  /// - Complexity: one pass over the points.
  package func rows(point: String) throws -> [WorklistRow] {
    try read("cannot look for a point") {
      try RowReading.rows(
        $0, where: "p.reason <> 6 AND p.point = ?", order: "p.id", limit: 100, arguments: [point])
    }
  }

  /// The next point to go to in walk order, after `row`, else from the start: one that nobody has been
  /// at, or one that a supervisor sent back; nil where there is none.
  /// - Throws: `JournalError`.
  package func nextUnvisited(after row: WorklistRow?) throws -> WorklistRow? {
    try ensure(.state)
    return try read("cannot look for the next point") { database in
      func first(_ more: String, _ arguments: StatementArguments) throws -> WorklistRow? {
        let found = try [Standing.State.unvisited, .returned].compactMap { state in
          try RowReading.rows(
            database, where: "p.reason <> 6 AND p.state = \(PointCodes.code(state))" + more,
            order: "p.walk, p.id", limit: 1, arguments: arguments
          ).first
        }
        return found.min { (PointCodes.walk($0), $0.id) < (PointCodes.walk($1), $1.id) }
      }
      if let row {
        let next = try first(" AND (p.walk, p.id) > (?, ?)", [PointCodes.walk(row), row.id])
        if let next { return next }
      }
      return try first(" AND p.id <> ?", [row?.id ?? 0])
    }
  }

  /// How far the work is; unsent are the entries above the last receipt.
  /// - Throws: `JournalError`.
  /// - Complexity: O(1).
  package func counters() throws -> WorklistCounters {
    try read("cannot read the counters") { database in
      let reach = try Receipts.reach(epoch: head.epoch, in: database)
      var counters = WorklistCounters(unsent: Int(max(0, head.sequence - reach)))
      for state in PointCodes.states {
        let name = Counters.stateName(PointCodes.code(state))
        let count = Int(try Counters.value(database, named: name) ?? 0)
        if count > 0 { counters.byState[state] = count }
        counters.total += count
      }
      return counters
    }
  }
}
