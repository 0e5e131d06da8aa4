import Metering

/// What is kept of a decided point until its book is written: 48 plain bytes.
struct PointRecord {
  var book: UInt64
  var box: UInt64
  var walk: UInt64
  var point: UInt64
  var offset: Int64
  var length: UInt32
  var outcome: UInt8
  /// Class and reading.
  var facts: UInt8
  /// The customer complains, whatever the rule says.
  var hasComplaint: Bool

  /// LY_DO: a complaint goes before what the rule found, for somebody waits for the answer; `CANH` where
  /// neither says anything.
  func reason(_ outcome: FlagOutcome) -> FlagReason {
    guard let reason = outcome.reason else { return .context }
    return hasComplaint ? .complaint : reason
  }

  /// Earlier in the list of its book: as the walk goes, then as the file has it.
  func isBefore(_ other: PointRecord) -> Bool {
    if book != other.book { return book < other.book }
    if walk != other.walk { return walk < other.walk }
    return offset < other.offset
  }
}

/// Where a point was met: enough to find those met twice.
struct PointPlace {
  var point: UInt64
  var offset: Int64
  var length: UInt32
}
