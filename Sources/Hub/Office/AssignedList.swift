import Evidence
import Formats
import Foundation
import Metering

/// A worklist as the hub reads it before it gives it away: who is on it, in walk order.
struct AssignedList {
  /// A metering point and where its rows lie in the file.
  struct Point {
    var identity: PointIdentity
    var walk: Int?
    var reason: FlagReason?
    var rows: [RowSource]
  }

  let path: String
  let format: WorklistFormat
  /// In walk order, else as in the file.
  let points: [Point]
  let registers: Int

  /// Reads a list, as a handheld would.
  /// - Parameter customer: takes the points of this customer alone; nil: all.
  /// - Throws: `FormatError`; `FileReadError`.
  /// - Complexity: O(rows), keeps the points taken.
  init(path: String, of customer: String? = nil) throws {
    var found: [PointIdentity: Int] = [:]
    var points: [Point] = []
    let summary = try WorklistReader.read(path: path) { row in
      if let customer, !row.utf8(.customer).elementsEqual(customer.utf8) { return }
      let identity = row.identity
      if let index = found[identity] {
        points[index].rows.append(row.source)
      } else {
        found[identity] = points.count
        points.append(
          Point(
            identity: identity, walk: row.values.walkOrder.map { Int($0) },
            reason: row.values.reason, rows: [row.source]))
      }
    }
    self.path = path
    format = summary.format
    registers = customer == nil ? summary.rows : points.reduce(0) { $0 + $1.rows.count }
    self.points = points.enumerated().sorted { left, right in
      (left.element.walk ?? .max, left.offset) < (right.element.walk ?? .max, right.offset)
    }.map(\.element)
  }

  var formatName: String {
    switch format.layout {
    case .xml: "cmis-xml"
    case .csv: "csv"
    }
  }

  /// Runs of points in walk order, as even as can be, one a receiver; nobody's overlap.
  ///
  /// Context points go with the point before them and are not counted: they are not visited.
  func shares(among count: Int) -> [ArraySlice<Point>] {
    let visited = points.count { $0.reason != .context }
    var shares: [ArraySlice<Point>] = []
    var start = 0
    var seen = 0
    var place = 0
    for share in 1...max(1, count) {
      let goal = visited * share / max(1, count)
      while place < points.count,
        seen < goal || points[place].reason == .context && place > start
      {
        if points[place].reason != .context { seen += 1 }
        place += 1
      }
      if share == count { place = points.count }
      shares.append(points[start..<place])
      start = place
    }
    return shares
  }

  /// Writes some points as a list of their own, all their columns kept.
  /// - Parameter reason: why all of them are to be visited; nil: as the list says of each.
  /// - Throws: what reading and writing throw.
  func write(_ points: ArraySlice<Point>, reason: FlagReason? = nil, to path: String) throws {
    var writer = WorklistWriter(rowsOf: format)
    writer.begin()
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let target = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    defer { try? target.close() }
    try ByteInput.withFile(at: self.path) { input in
      for point in points {
        for row in point.rows {
          let bytes = try input.piece(at: row.offset, count: row.length)
          try bytes.withUnsafeBytes {
            try writer.append($0, reason: (reason ?? point.reason)?.rawValue ?? "")
          }
        }
        if writer.output.count > 1 << 20 {
          try target.write(contentsOf: writer.output)
          writer.output.removeAll(keepingCapacity: true)
        }
      }
    }
    writer.end()
    try target.write(contentsOf: writer.output)
  }
}
