import Formats
import Metering

/// What a file of readings says of one meter: the rows that belong to one metering point.
struct MeterReadings: Hashable {
  var meter: String
  /// The metering point (MA_DDO), where a row names it.
  var point: String?
  /// In the file's order.
  var rows: [ReadingRow]
}

/// A file's readings by meter, in the order in which the meters first come.
///
/// Rows of one meter need not be adjacent, so each row names the next of its meter: eight bytes a
/// row beside the readings themselves, whatever the file's order.
struct ReadingGroups {
  private let readings: [ReadingRow]
  private var first: [Int32] = []
  private var next: [Int32]

  /// - Complexity: O(readings).
  init(_ readings: [ReadingRow]) {
    self.readings = readings
    next = [Int32](repeating: -1, count: readings.count)
    var last: [String: Int32] = [:]
    for (position, reading) in readings.enumerated() {
      let place = Int32(truncatingIfNeeded: position)
      if let before = last.updateValue(place, forKey: reading.meter) {
        next[Int(before)] = place
      } else {
        first.append(place)
      }
    }
  }

  /// How many meters there are.
  var count: Int { first.count }

  /// The readings of a meter, apart by metering point where the rows name several.
  ///
  /// Rows without a point belong to the one that others name; where others name several, they are
  /// left to themselves, for nobody can say whose they are.
  func meter(_ number: Int) -> [MeterReadings] {
    var rows: [ReadingRow] = []
    var place = first[number]
    while place >= 0 {
      rows.append(readings[Int(place)])
      place = next[Int(place)]
    }
    var points: [String] = []
    for row in rows {
      if let point = row.point, !points.contains(point) { points.append(point) }
    }
    let meter = rows.first?.meter ?? ""
    guard points.count > 1 else {
      return [MeterReadings(meter: meter, point: points.first, rows: rows)]
    }
    let named = points.map { point in
      MeterReadings(meter: meter, point: point, rows: rows.filter { $0.point == point })
    }
    let unnamed = rows.filter { $0.point == nil }
    return unnamed.isEmpty
      ? named : named + [MeterReadings(meter: meter, point: nil, rows: unnamed)]
  }
}
