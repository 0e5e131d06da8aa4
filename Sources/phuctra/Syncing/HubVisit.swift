import Casework
import Evidence
import Glibc
import Journal
import Screens
import Sync
import SyncClient

/// One sync with the hub: drives `SyncRun` with the real network and the real journal.
///
/// Used by one thread. Everything durable happens in slices of the journal; the network is waited for
/// between them, never in one.
final class HubVisit {
  let journal: Journal
  let access: any JournalAccess
  let transport: HTTPTransport
  let hub: PublicKey
  /// Told whenever the run has come further.
  let note: (SyncStatus.Progress) -> Void
  /// What came, for a person, in order.
  var arrived: [SyncStatus.Arrival] = []
  /// Entries that came and are not said one by one.
  var others = 0
  /// The network's last fault: what an unreachable hub is explained by.
  private var fault: TransportError?
  private var progress = SyncStatus.Progress(stage: .connecting, sent: 0, total: 0)

  /// A blob may take longer than words: 64 MiB over a weak line, in milliseconds.
  static let blobTime: Int64 = 20 * 60_000

  init(
    _ journal: Journal, hub: PublicKey, access: any JournalAccess, transport: HTTPTransport,
    note: @escaping (SyncStatus.Progress) -> Void
  ) {
    self.journal = journal
    self.hub = hub
    self.access = access
    self.transport = transport
    self.note = note
  }

  /// How a visit went.
  struct Result {
    var report: SyncReport
    var outcome: SyncStatus.Outcome
    var arrived: [SyncStatus.Arrival]
    /// What exactly ended it, for a log; empty where all went well.
    var detail: String
  }

  /// Syncs until nothing is left or something ends it.
  /// - Throws: `JournalError` where not even the journal's state can be read.
  func run() throws -> Result {
    let identity = try self.access.slice { try self.identity() }
    progress.total = Int(max(0, identity.head.sequence - identity.receipted))
    note(progress)
    var machine = SyncRun(identity)
    var event = SyncEvent.begun
    while true {
      let step = machine.next(after: event)
      if case .finish = step { break }
      event = carryOut(step)
    }
    var arrived = arrived
    if others > 0 { arrived.append(.entries(others)) }
    arrived += machine.report.refusedBlobs.map { SyncStatus.Arrival.blobRefused(why: $0.why) }
    var outcome = SyncStatus.Outcome(machine.report.outcome, fault)
    // A revoked or frozen device may still pull what is said of itself: the run was whole, but what it
    // recorded is not taken, now or at the next run.
    let (isRevoked, isFrozen) = try self.access.slice {
      (try self.journal.revocation != nil, try self.journal.isFrozen)
    }
    if outcome == .complete, isRevoked || isFrozen { outcome = isRevoked ? .revoked : .frozen }
    return Result(
      report: machine.report, outcome: outcome, arrived: arrived,
      detail: machine.report.outcome.detail(fault))
  }

  private func identity() throws -> SyncIdentity {
    SyncIdentity(
      key: journal.signingKey, hub: hub, head: journal.head, receipted: try journal.pushed,
      cursor: try journal.cursor, isFrozen: try journal.isFrozen, seconds: Int64(time(nil)))
  }

  private func carryOut(_ step: SyncStep) -> SyncEvent {
    do {
      if case .send(let request) = step {
        advance(to: request)
        return .answer(try send(request))
      }
      return try self.access.slice { try keep(step) }
    } catch let error as TransportError where error.code != .file {
      fault = error
      return .failed(error.reason)
    } catch let error as TransportError {
      return .impossible("\(error.place): \(error.reason)")
    } catch let error as JournalError {
      return .impossible(error.message)
    } catch {
      return .impossible("\(error)")
    }
  }

  /// The stage that a request belongs to.
  private func advance(to request: WireRequest) {
    let stage: SyncStatus.Stage? =
      switch (request.method, request.path) {
      case (.put, let path) where path.hasPrefix("/v1/bundles"): .sending
      case (.get, "/v1/feed"): .receiving
      case (.get, let path) where path.hasPrefix("/v1/blobs"): .lists
      case (.put, let path) where path.hasPrefix("/v1/blobs"): .photos
      default: nil
      }
    guard let stage, stage != progress.stage else { return }
    progress.stage = stage
    note(progress)
  }

  /// The hub has acknowledged entries up to a receipt.
  func noteReceipt(from before: Int64, to receipt: Receipt) {
    progress.sent += Int(max(0, receipt.sequence - before))
    progress.total = max(progress.total, progress.sent)
    note(progress)
  }

  private func send(_ request: WireRequest) throws(TransportError) -> WireAnswer {
    let isBlob: Bool
    var body = HTTPRequest.Body.none
    var destination = HTTPRequest.Destination.memory(limit: WireAnswer.longest)
    switch (request.body, request.answer) {
    case (.blob(let hash), _):
      isBlob = true
      body = .file(journal.blobs.path(hash))
    case (_, .blob(let hash)):
      isBlob = true
      unlink(incoming(hash))
      destination = .file(incoming(hash), limit: 64 << 20)
    case (.bytes(let bytes), _):
      isBlob = false
      body = .bytes(bytes)
    case (.none, _): isBlob = false
    }
    let method = HTTPRequest.Method(rawValue: request.method.rawValue) ?? .get
    let answer = try transport.send(
      HTTPRequest(
        method, request.target, fields: request.fields.map { ($0.name, $0.value) }, body: body,
        to: destination), within: isBlob ? HubVisit.blobTime : nil)
    return WireAnswer(status: answer.status, body: answer.body)
  }

  /// Where the file for a blob lies until its hash is known to be right; the home's own, so that a
  /// wipe takes it too.
  func incoming(_ hash: ContentHash) -> String {
    "\(journal.home.path)/.incoming-\(hash.hex)"
  }
}
