import Formats
import Metering

/// Scores the diff over a book whose errors are known.
struct Evaluation {
  var book: EvaluatedBook
  var readings: [ReadingRow]
  var truths: [TruthRow]
  var parameters: DiagnosisParameters

  /// - Complexity: O(points + readings + truths).
  func score() -> Scorecard {
    var read: [String: [ReadingRow]] = [:]
    for reading in readings { read[reading.meter, default: []].append(reading) }
    var known: [String: [TruthRow]] = [:]
    for truth in truths { known[truth.meter, default: []].append(truth) }
    var card = Scorecard()
    for (place, point) in book.points.enumerated() {
      let meter = point.identity.meter
      let rereads = (read[meter] ?? [])
        .filter { $0.point == nil || $0.point == point.identity.point }
        .compactMap { row in row.index.map { Reread(kind: row.kind, index: $0, at: row.at) } }
      let truths = (known[meter] ?? []).map {
        KnownTruth(kind: $0.kind, index: $0.index, cause: $0.cause)
      }
      guard !rereads.isEmpty, !truths.isEmpty else { continue }
      let assessment = PointAssessment(
        of: point, rereads: rereads, neighbours: book.nearby[place].dials,
        parameters: parameters)
      card.add(point, rereads: rereads, truths: truths, assessment: assessment)
    }
    return card
  }
}
