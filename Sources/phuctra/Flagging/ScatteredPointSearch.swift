import Formats
import Metering

/// A point that stands in more than one place of a month: each place was decided on part of its
/// registers, so none of them counts.
struct ScatteredPoint {
  /// In the file's order, at least two.
  var places: [PointPlace]
}

/// Finds points that stand in two places of a month.
struct ScatteredPointSearch {
  let file: MonthFile

  /// The points, each with all its places, in no order.
  /// - Complexity: O(points · log points of a bucket); a bucket's places are held at a time.
  func found(in places: borrowing Spool<PointPlace>) throws -> [ScatteredPoint] {
    var found: [ScatteredPoint] = []
    for bucket in 0..<Spool<PointPlace>.bucketCount {
      let sorted = try places.bucket(bucket).sorted {
        $0.point != $1.point ? $0.point < $1.point : $0.offset < $1.offset
      }
      var start = 0
      while start < sorted.count {
        var end = start + 1
        while end < sorted.count, sorted[end].point == sorted[start].point { end += 1 }
        if end - start > 1 { found += try points(Array(sorted[start..<end])) }
        start = end
      }
    }
    return found
  }

  /// The points among places of one hash. Two points may have one; what their rows say decides.
  private func points(_ places: [PointPlace]) throws -> [ScatteredPoint] {
    var byIdentity: [[UInt8]: [PointPlace]] = [:]
    for place in places {
      guard let identity = try file.identity(at: place.offset, length: Int(place.length)) else {
        continue
      }
      byIdentity[identity, default: []].append(place)
    }
    return byIdentity.values.filter { $0.count > 1 }.map { ScatteredPoint(places: $0) }
  }
}

extension ScatteredPointSearch {
  /// Gives every place of these points as a row that cannot be read, in the file's order: each names
  /// the line of another place of its point.
  func reject(_ points: [ScatteredPoint], _ rejected: (RejectedRow) throws -> Void) throws {
    var places: [(place: PointPlace, other: Int64)] = []
    for point in points {
      for (number, place) in point.places.enumerated() {
        places.append((place, point.places[number == 0 ? 1 : 0].offset))
      }
    }
    places.sort { $0.place.offset < $1.place.offset }
    let offsets = places.map(\.place.offset)
    let lines = try file.lines(at: offsets)
    for (number, (place, other)) in places.enumerated() {
      let others = Self.position(of: other, in: offsets)
      let fault = FormatFault(
        .pointAgain, line: lines[number], field: WorklistColumn.point.name,
        detail: "\(lines[others])")
      let source = RowSource(
        offset: place.offset, length: Int(place.length), line: lines[number])
      var row = RejectedRow(faults: [fault], source: source, identity: nil)
      row.text = try file.text(at: place.offset, length: Int(place.length))
      try rejected(row)
    }
  }

  /// Where a number that is there stands among ascending ones.
  /// - Complexity: O(log n).
  private static func position(of wanted: Int64, in numbers: [Int64]) -> Int {
    var (low, high) = (0, numbers.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
