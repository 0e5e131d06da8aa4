import Casework
import Evidence
import FoundationEssentials
import GRDB
import Metering
import Synchronization

/// The meters that a reader passed just before and after a point, from the lists as loaded.
struct NearbyPoints {
  /// Where a neighbour's rows lie.
  struct Place: Hashable {
    var list: ContentHash
    var rows: [RowSpan]
  }

  /// Those before and those after the point on the walk, nearest first.
  var before: [(Place, LoadedList)]
  var after: [(Place, LoadedList)]
  /// The serials of those that are to be visited and have not been read yet.
  var unread: Set<String>

  /// - Complexity: two reads of the index of the walk.
  init(of id: Int64, in database: Database) throws {
    let earlier = try NearbyPoints.rows(of: id, "<", "DESC", in: database)
    let later = try NearbyPoints.rows(of: id, ">", "ASC", in: database)
    before = NearbyPoints.places(earlier)
    after = NearbyPoints.places(later)
    unread = Set((earlier + later).compactMap(NearbyPoints.unread))
  }

  /// `side` is `<` or `>`, `order` the one that brings the nearest first.
  static func query(_ side: String, _ order: String) -> String {
    """
    SELECT p.spans, p.meter, p.state, p.reason, \(LoadedList.columns)
    FROM point own CROSS JOIN point p ON p.scope = own.scope
      AND (p.walk, p.id) \(side) (own.walk, own.id)
    CROSS JOIN list l ON l.seq = p.list
    WHERE own.id = ?
    ORDER BY p.walk \(order), p.id \(order) LIMIT \(Neighbourhood.reach)
    """
  }

  private static func rows(
    of id: Int64, _ side: String, _ order: String, in database: Database
  ) throws -> [Row] {
    try Row.fetchAll(database.cachedStatement(sql: query(side, order)), arguments: [id])
  }

  /// The serial of a point that is still to be read; a context row never is.
  private static func unread(_ row: Row) -> String? {
    guard PointCodes.reason(row["reason"]) != .context else { return nil }
    return [.unvisited, .unread].contains(PointCodes.state(row["state"])) ? row["meter"] : nil
  }

  private static func places(_ rows: [Row]) -> [(Place, LoadedList)] {
    rows.compactMap { row in
      let packed = Array(row["spans"] as Data)
      return LoadedList(row).map { list in
        (Place(list: list.hash, rows: packed.withUnsafeBufferPointer(PackedSpans.spans)), list)
      }
    }
  }
}

/// Points read lately, by where their rows lie: a list's bytes never change, so neither do they.
///
/// A walk through a book sees each meter from four others; in bulk that would be four more readings of
/// its rows.
final class PointMemory: Sendable {
  private static let capacity = 16

  private struct Content {
    var points: [NearbyPoints.Place: MeteringPoint] = [:]
    var order: [NearbyPoints.Place] = []
  }

  private let content = Mutex(Content())

  /// - Throws: what `read` throws; nothing is kept then.
  func point(
    at place: NearbyPoints.Place, read: () throws -> MeteringPoint
  ) throws -> MeteringPoint {
    if let point = content.withLock({ $0.points[place] }) { return point }
    let point = try read()
    content.withLock { content in
      if content.order.count == PointMemory.capacity {
        content.points[content.order.removeFirst()] = nil
      }
      if content.points.updateValue(point, forKey: place) == nil { content.order.append(place) }
    }
    return point
  }
}

extension Journal {
  /// A point's record, from its list's file.
  /// - Throws: what the source throws where the file was damaged.
  func point(_ place: NearbyPoints.Place, of list: LoadedList) throws -> MeteringPoint {
    try memory.point(at: place) {
      let file = ListFile(path: blobs.path(list.hash), unit: list.unit, period: list.period)
      return try source.point(in: file, rows: place.rows)
    }
  }

  /// The meters beside a point. One whose own list is damaged is left out: it is no reason not to
  /// read this one, and `journal verify` names the damage.
  func meters(_ nearby: NearbyPoints) -> [NearbyMeter] {
    func points(_ places: [(NearbyPoints.Place, LoadedList)]) -> [MeteringPoint] {
      places.compactMap { try? point($0.0, of: $0.1) }
    }
    return Neighbourhood.meters(before: points(nearby.before), after: points(nearby.after))
  }
}
