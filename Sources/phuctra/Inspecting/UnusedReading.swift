import Formats
import Metering
import Wording

/// A part of a file of readings that no inspection keeps: said, so that nobody takes it for recorded.
///
/// The meter is inspected all the same, by what else the file says of it.
struct UnusedReading: Hashable {
  enum Part: Hashable {
    /// A status code beside an index: an inspection has the one or the other.
    case statusBesideIndex(String)
    /// A status code of a register without an index, where other registers were read.
    case statusOfOne(String)
    /// A register that the list does not have.
    case unlisted(RegisterKind)
  }

  var meter: String
  var line: Int
  var part: Part

  /// In one line, with the place and the value.
  func text(_ say: Wording) -> String {
    let place = say("inspect.problem.place", String(line), meter)
    return switch part {
    case .statusBesideIndex(let code): say("inspect.unused.beside-index", place, code)
    case .statusOfOne(let code): say("inspect.unused.of-one", place, code)
    case .unlisted(let kind): say("inspect.unused.unlisted", place, kind.rawValue)
    }
  }

  /// What an inspection by `rows` leaves of a meter's readings.
  /// - Parameter rows: those of the registers that the list has.
  static func all(in readings: MeterReadings, using rows: [ReadingRow]) -> [UnusedReading] {
    let isRead = rows.contains { $0.index != nil }
    return readings.rows.compactMap { row in
      let part: Part? =
        if !rows.contains(where: { $0.kind == row.kind }) {
          .unlisted(row.kind)
        } else if let status = row.status, row.index != nil {
          .statusBesideIndex(status)
        } else if let status = row.status, isRead {
          .statusOfOne(status)
        } else {
          nil
        }
      return part.map { UnusedReading(meter: readings.meter, line: row.line, part: $0) }
    }
  }
}
