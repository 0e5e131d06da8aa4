import Formats
import Metering

/// A worklist held in memory whole, in its own order, so that neighbours can be looked at: for
/// scoring, where no journal is at hand.
struct EvaluatedBook {
  let points: [MeteringPoint]
  /// The meters beside each point.
  let nearby: [[NearbyMeter]]

  /// - Throws: `FormatError`, `FileReadError`.
  /// - Complexity: O(rows), in time and memory.
  init(path: String, options: WorklistOptions) throws {
    var places: [PointIdentity: Int] = [:]
    var rows: [[RowSource]] = []
    _ = try WorklistReader.read(path: path, options: options) { row in
      if let place = places[row.identity] {
        rows[place].append(row.source)
      } else {
        places[row.identity] = rows.count
        rows.append([row.source])
      }
    }
    points = try ByteInput.withFile(at: path) { input in
      let format = try WorklistFormat.detect(input)
      return try rows.map { sources in
        let pieces = try sources.map { source in
          SourceRow(
            bytes: try input.piece(at: source.offset, count: source.length), line: source.line)
        }
        return try WorklistReader.point(rows: pieces, format: format, options: options)
      }
    }
    nearby = Neighbourhood.meters(in: points)
  }
}
