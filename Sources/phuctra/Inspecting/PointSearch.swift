import Casework
import Journal
import Metering

/// Finds the metering point whose dial a meter's readings are.
struct PointSearch {
  let journal: Journal

  /// The point, opened.
  ///
  /// A home may hold the same point in several periods: readings belong to the latest one whose
  /// record they do not precede. Points of other units or codes with the same serial are never
  /// guessed between.
  /// - Throws: `ReadingProblem`, or `JournalError`.
  func point(of readings: MeterReadings) throws -> PointDossier {
    var rows = try journal.rows(meter: readings.meter)
    if let point = readings.point { rows = rows.filter { $0.identity.point == point } }
    let places = Set(rows.map { Place(unit: $0.identity.unit, point: $0.identity.point) })
    guard places.count <= 1 else {
      throw problem(.ambiguous(points: places.map(\.text).sorted()), readings)
    }
    let latest = rows.sorted { $1.identity.period < $0.identity.period }
    guard let dossier = try dossier(latest, readings) else {
      throw problem(.unknownMeter, readings)
    }
    return dossier
  }

  private func dossier(
    _ latestFirst: [WorklistRow], _ readings: MeterReadings
  ) throws -> PointDossier? {
    var latest: PointDossier?
    for row in latestFirst {
      guard let dossier = try journal.dossier(id: row.id) else { continue }
      let recorded = dossier.point.registers.map(\.recordedDate).max()
      let read = readings.rows.map(\.at).max()
      if let recorded, let read, recorded <= read { return dossier }
      latest = latest ?? dossier
    }
    return latest
  }

  private func problem(_ code: ReadingProblem.Code, _ readings: MeterReadings) -> ReadingProblem {
    ReadingProblem(
      code: code, meter: readings.meter, point: readings.point,
      line: readings.rows.first?.line ?? 0)
  }

  private struct Place: Hashable {
    var unit: String
    var point: String

    var text: String { "\(unit) \(point)" }
  }
}
