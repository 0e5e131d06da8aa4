package import Casework
package import Metering
package import Wording

/// A photo that is wanted.
package struct PhotoRequest: Hashable, Sendable {
  /// Milliseconds of the monotonic clock: what the camera left before is not meant.
  package var since: Int64
  /// SHA-256 (hex) of the photos that the screen holds and no entry names yet.
  package var held: [String]

  package init(since: Int64, held: [String]) {
    self.since = since
    self.held = held
  }
}

/// Why saved minutes are opened again.
package enum MinutesPurpose: Hashable, Sendable {
  /// To write others that take their place.
  case amend
  /// To say how their paper ended: signed or refused.
  case sign
}

/// What decisions did to the queue.
package struct DecisionOutcome: Hashable, Sendable {
  /// The cases decided on as they stand now, and the points that are no cases any more.
  package var changed: [ReviewCase]
  package var gone: [Int64]
  /// How many decisions were taken.
  package var count: Int
  /// Many at once, under a filter.
  package var isBatch: Bool
  package var next: CaseFile?

  package init(
    changed: [ReviewCase], gone: [Int64], count: Int, isBatch: Bool, next: CaseFile? = nil
  ) {
    self.changed = changed
    self.gone = gone
    self.count = count
    self.isBatch = isBatch
    self.next = next
  }
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
  /// Keeps the inspector's own verdict on a meter.
  case overrule(Overruling, point: Int64)
  case saveSigning(MinutesSigning, point: Int64)
  case withdraw(entry: String, point: PointReference, Withdrawal.Reason)
  /// Keeps (nil: forgets) what was typed at a point.
  case keepDraft(point: Int64, String?)
  /// Takes a photo in that no entry names yet: the screen holds it until its own entry is saved.
  case takePhoto(PhotoRequest)
  /// Takes a photo in and names it in an entry of its own, added to the entry `to` (hex).
  case attachPhoto(PhotoRequest, to: String, PointReference)
  case loadEntries(before: Int64?, limit: Int)
  case loadMinutes(before: Int64?, limit: Int)
  case loadPaper(PaperRequest, columns: Int, Language)
  /// Everything that is needed to go on with minutes that were saved before.
  case openMinutes(String, MinutesPurpose)
  /// Sends a paper to the printer; what comes of it is said whenever it comes.
  case print(PaperRequest, Language)
  /// A supervisor's queue.
  case loadCases
  /// One case with everything that is known of it.
  case openCase(Int64)
  /// Takes decisions, all or none; the case `next` comes with the answer.
  case decide([DecisionRequest], next: Int64?)
  /// The books of the unit, and how far each is.
  case loadBooks
  /// One book as it stands for billing.
  case openBook(BookIdentity)
  /// Signs a book as it was shown, what is held until a day; nothing is signed where it stands otherwise
  /// by now.
  case signBook(BookClosing, due: Day)
  /// Counts the work at a glance.
  case loadReport
  /// How the device stands with its hub.
  case checkSync
  /// A person wants to sync now; how far it is comes as answers, while everything else goes on.
  case beginSync
  /// How the device is: battery, room, second copy.
  case checkDevice
  case configure(DeviceConfiguration)
  case suspend
  case quit
  /// Ends the program of its own accord; the text is said on the normal screen.
  case leave(String)
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
  case signingSaved(WorklistCounters)
  /// The verdict is kept; the point as it stands now.
  case overruled(WorklistCounters, PointDossier)
  case withdrawn(WorklistCounters, row: Int64?)
  case entries([EntryRow], before: Int64?, reachedEnd: Bool)
  case minutes([MinutesRow], before: Int64?, reachedEnd: Bool)
  /// A paper's lines and, where it is minutes, how they stand.
  case paper(PaperRequest, [String], MinutesRow?)
  case minutesOpened(MinutesRow, PointDossier, MinutesPurpose)
  case cases(ReviewQueue)
  case caseOpened(CaseFile)
  case decided(DecisionOutcome)
  case books([BookProgress])
  case bookOpened(BookFile)
  case bookSigned(BookFile)
  /// Nothing was signed: the book stands otherwise than it was shown.
  case bookChanged(BookFile)
  case photoTaken(Photo)
  case photoAttached(Photo, WorklistCounters)
  /// The printer has the paper, or says why not.
  case printed(failure: String?)
  case device(DeviceStatus)
  case report(Report)
  /// How the device stands with its hub, whenever that changes; nil where it has none.
  case sync(SyncStatus?)
  case configured(DeviceConfiguration)
  /// What was typed could not be kept for the event of a flat battery; work goes on.
  case draftNotKept(String)
  /// Nothing was done; the text says what failed and what to do, in the screens' language.
  case failed(String)
}
