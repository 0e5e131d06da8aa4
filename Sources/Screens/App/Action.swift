package import Casework
package import Frames
package import Metering

/// When a key arrived: screens have no clock of their own.
package struct Moment: Hashable, Sendable {
  /// Milliseconds of the monotonic clock.
  package var monotonic: Int64
  /// Local date and time.
  package var local: LocalMinute

  package init(monotonic: Int64, local: LocalMinute) {
    self.monotonic = monotonic
    self.local = local
  }
}

/// Everything that can happen to the screens.
package enum Action: Sendable {
  case key(Key, Moment)
  case resized(Size)
  case answered(Answer)
}

/// Where a page of rows begins.
package enum RowAnchor: Hashable, Sendable {
  case start
  case end
  case after(Int64)
  case before(Int64)
  /// The row itself and what surrounds it.
  case around(Int64)
}

/// Why a point is opened.
package enum OpeningPurpose: Hashable, Sendable {
  /// To read its dial.
  case reading
  /// To look at what is known of it.
  case details
  /// To write down why nothing could be read.
  case noReading
}

/// Which paper is asked for.
package enum PaperRequest: Hashable, Sendable {
  /// Minutes by their number.
  case minutes(String)
  /// The slip for the customer, for the inspection that counts at a point.
  case slip(Int64)
  /// The minutes as they would be if the correction were saved now.
  case preview(Correction, point: Int64)
}

/// A page of the worklist.
package struct RowsPage: Hashable, Sendable {
  package var query: WorklistQuery
  package var anchor: RowAnchor
  package var rows: [WorklistRow]
  /// No rows lie before the first or after the last of the page.
  package var reachedStart: Bool
  package var reachedEnd: Bool
  package var counters: WorklistCounters

  package init(
    query: WorklistQuery, anchor: RowAnchor, rows: [WorklistRow], reachedStart: Bool,
    reachedEnd: Bool, counters: WorklistCounters
  ) {
    self.query = query
    self.anchor = anchor
    self.rows = rows
    self.reachedStart = reachedStart
    self.reachedEnd = reachedEnd
    self.counters = counters
  }
}

/// An inspection that is durably stored, and what comes next.
package struct InspectionSaved: Sendable {
  /// The entry's hash, in hex.
  package var entry: String
  package var point: Int64
  package var counters: WorklistCounters
  /// The next unvisited point, where it was asked for and there is one.
  package var next: PointDossier?

  package init(entry: String, point: Int64, counters: WorklistCounters, next: PointDossier?) {
    self.entry = entry
    self.point = point
    self.counters = counters
    self.next = next
  }
}
