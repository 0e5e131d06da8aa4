import Casework
import Evidence
import FoundationEssentials
import Metering

/// Which of the lists that were loaded brought a point.
struct StoryLists {
  /// SHA-256, in hex, of those that did.
  private(set) var bringing: Set<String> = []
  /// The rows of their entries.
  private(set) var rows: Set<Int64> = []
  /// What is wrong with those whose files cannot be read, by the rows of their entries.
  private(set) var unreadable: [Int64: String] = [:]

  /// - Complexity: O(rows of the lists).
  init(
    _ identity: PointIdentity, loaded: [(row: Int64, list: LoadedList)], _ blobs: Blobs,
    _ source: any WorklistSource
  ) {
    let key = PendingPoint.key(of: identity)
    var known: [ContentHash: Bool] = [:]
    for (row, list) in loaded {
      if known[list.hash] == nil {
        let file = ListFile(path: blobs.path(list.hash), unit: list.unit, period: list.period)
        do {
          var isThere = false
          _ = try source.registers(in: file) { register in
            if PendingPoint.key(of: register) == key { isThere = true }
          }
          known[list.hash] = isThere
        } catch {
          unreadable[row] = "\(error)"
        }
      }
      guard known[list.hash] ?? true else { continue }
      rows.insert(row)
      bringing.insert(list.hash.hex)
    }
  }
}
