/// Which points of a book go on its worklist: the flagged ones, and beside them those a swapped
/// reading could have come from.
package enum ContextSelection {
  package enum Place: Hashable, Sendable { case left, flagged, context }

  /// The standing of each point of a book, given in walk order.
  ///
  /// Context are the points just before and after a flagged one on the walk, and all in its box.
  /// - Parameters:
  ///   - flagged: whether each point is flagged.
  ///   - boxes: a hash of each point's pole and box; 0 where it has no box.
  /// - Complexity: O(points).
  package static func places(flagged: [Bool], boxes: [UInt64]) -> [Place] {
    var boxesOfFlagged: Set<UInt64> = []
    for (place, isFlagged) in flagged.enumerated() where isFlagged && boxes[place] != 0 {
      boxesOfFlagged.insert(boxes[place])
    }
    return flagged.indices.map { place in
      if flagged[place] { return .flagged }
      let isBeside =
        (place > 0 && flagged[place - 1])
        || (place + 1 < flagged.count && flagged[place + 1])
      return isBeside || boxesOfFlagged.contains(boxes[place]) ? .context : .left
    }
  }
}
