import Formats
import Metering

/// Finds points that stand in two places of a month: each was decided on part of its registers.
struct ScatteredPointSearch {
  let file: MonthFile

  /// Places of points met again, later ones with the place of the first, in the file's order.
  /// - Complexity: O(points · log points of a bucket); a bucket's places are held at a time.
  func found(in places: borrowing Spool<PointPlace>) throws -> [(
    again: PointPlace, first: PointPlace
  )] {
    var found: [(again: PointPlace, first: PointPlace)] = []
    for bucket in 0..<Spool<PointPlace>.bucketCount {
      let sorted = try places.bucket(bucket).sorted {
        $0.point != $1.point ? $0.point < $1.point : $0.offset < $1.offset
      }
      var first = 0
      for place in sorted.indices.dropFirst() {
        guard sorted[place].point == sorted[first].point else {
          first = place
          continue
        }
        // Two points may have one hash; what they say of themselves decides.
        if try isSame(sorted[place], sorted[first]) { found.append((sorted[place], sorted[first])) }
      }
    }
    return found.sorted { $0.again.offset < $1.again.offset }
  }

  private func isSame(_ one: PointPlace, _ other: PointPlace) throws -> Bool {
    try identity(one) == identity(other)
  }

  private func identity(_ place: PointPlace) throws -> [String] {
    let point: [WorklistColumn] = [.unit, .year, .month, .cycle, .point]
    let values = try file.values(
      of: point + [.customer, .meter], at: place.offset, length: Int(place.length))
    // Customer and meter name a point only where it has no code of its own.
    return values[point.count - 1].isEmpty ? values : Array(values.prefix(point.count))
  }
}
