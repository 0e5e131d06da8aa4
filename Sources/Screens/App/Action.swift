package import Casework
package import Frames
package import Metering
package import Wording

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

/// What screens want done outside; the answer, where there is one, comes back as an `Answer`.
package enum Effect: Hashable, Sendable {
  case loadRows(WorklistQuery, RowAnchor, limit: Int)
  /// The first row after `after` whose serial ends in `tail`.
  case findSerial(tail: String, WorklistQuery, after: Int64?)
  case openPoint(Int64, OpeningPurpose)
  /// The next unvisited point after one in walk order.
  case openNext(after: Int64)
  case saveInspection(Inspection, point: Int64, thenNext: Bool)
  case saveCorrection(Correction, point: Int64)
  case withdraw(entry: String, point: PointReference, Withdrawal.Reason)
  /// Keeps (nil: forgets) what was typed at a point.
  case keepDraft(point: Int64, String?)
  case loadEntries(before: Int64?, limit: Int)
  case loadMinutes(before: Int64?, limit: Int)
  case loadPaper(PaperRequest, columns: Int, Language)
  case configure(DeviceConfiguration)
  case suspend
  case quit
}

/// What came of an effect.
package enum Answer: Sendable {
  case rows(RowsPage)
  case serialFound(tail: String, Int64?)
  case opened(PointDossier, OpeningPurpose)
  /// No unvisited point is left.
  case routeDone(WorklistCounters)
  case inspectionSaved(InspectionSaved)
  case correctionSaved(number: String, WorklistCounters, next: PointDossier?)
  case withdrawn(WorklistCounters, row: Int64?)
  case entries([EntryRow], before: Int64?, reachedEnd: Bool)
  case minutes([MinutesRow], before: Int64?, reachedEnd: Bool)
  case paper(PaperRequest, [String])
  case configured(DeviceConfiguration)
  /// Nothing was done; the text says what failed and what to do, in the screens' language.
  case failed(String)
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

/// One line of the journal.
package struct EntryRow: Hashable, Sendable, Identifiable {
  /// The entry's sequence number, counted over all epochs.
  package var id: Int64
  package var hash: String
  package var kind: String
  package var time: String
  package var clock: ClockState
  package var body: Record?
  /// A later entry takes it back.
  package var isWithdrawn: Bool
  /// The point it is about, where this home still lists it.
  package var point: Int64?

  package init(
    id: Int64, hash: String, kind: String, time: String, clock: ClockState, body: Record?,
    isWithdrawn: Bool, point: Int64?
  ) {
    self.id = id
    self.hash = hash
    self.kind = kind
    self.time = time
    self.clock = clock
    self.body = body
    self.isWithdrawn = isWithdrawn
    self.point = point
  }
}

/// One line of the list of minutes.
package struct MinutesRow: Hashable, Sendable, Identifiable {
  package var id: Int64
  package var hash: String
  package var time: String
  package var correction: Correction
  package var isWithdrawn: Bool

  package init(id: Int64, hash: String, time: String, correction: Correction, isWithdrawn: Bool) {
    self.id = id
    self.hash = hash
    self.time = time
    self.correction = correction
    self.isWithdrawn = isWithdrawn
  }
}
