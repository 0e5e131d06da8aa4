/// Another meter's index was written: the neighbour's in the box, or the two changed places.
///
/// Where the neighbours of the walk are known, the record must be one of their indices, and where
/// theirs is wrong too, this dial's is the one written there. A neighbour who is not on the list may
/// have shown anything.
struct SwappedMeters: ErrorRule {
  let cause = Cause.swappedMeters
  let triggering = [
    RuleExample(7388, from: nil, old: 14531),
    RuleExample(
      7388, from: nil, old: 14531, neighbours: [WrittenNeighbour(old: 6957, recorded: 7388)]),
    RuleExample(
      7388, from: 14658, old: 14531, neighbours: [WrittenNeighbour(old: 6957, recorded: 14658)]),
    RuleExample(
      738_812, from: 1_465_804, old: 1_453_100, width: 7, decimals: 2,
      neighbours: [WrittenNeighbour(old: 695_700, recorded: 1_465_804)]),
  ]
  let nonTriggering = [
    RuleExample(
      7388, from: 14658, old: 14531, neighbours: [WrittenNeighbour(old: 90_000, recorded: 14658)])
  ]

  /// Index units that a neighbour's dial may have moved in a period and still be his.
  static let reach: Int64 = 4000

  func origins(of record: WrittenIndex) -> [Origin] {
    guard record.value < WrittenIndex.power(record.width) else { return [] }
    let dial = UInt64(WrittenIndex.power(record.width))
    let scale = WrittenIndex.power(record.decimals)
    let reach = SwappedMeters.reach * scale
    let neighbours = record.neighbours
    guard !neighbours.isEmpty else { return [Origin(shown: nil, 1, over: dial)] }
    // Three in ten misread a meter that is not on the list: another box, a removed one.
    var origins = [Origin(shown: nil, 3, over: 10 * dial)]
    let count = UInt64(neighbours.count)
    for neighbour in neighbours {
      if record.value == neighbour.recorded {
        origins.append(Origin(shown: nil, 4, over: 10 * count))
      } else if record.value >= neighbour.old, record.value - neighbour.old <= reach,
        neighbour.recorded != record.value
      {
        let span = UInt64((record.value - neighbour.old) / scale) + 50
        origins.append(Origin(shown: neighbour.recorded, 3, over: 10 * count * span * 3))
      }
    }
    return origins
  }
}
