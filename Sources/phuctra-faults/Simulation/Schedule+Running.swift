import Evidence
import Sync

extension Schedule {
  /// One more step of a home's sync, which is begun where none is under way.
  mutating func advance(_ home: Int) throws {
    guard let step = steps[home] else {
      var run = SyncRun(homes[home].identity(hub: hub.key.publicKey, seconds: seconds))
      steps[home] = run.next(after: .begun)
      runs[home] = run
      return
    }
    guard let event = try carryOut(step, home, isCalm: false) else { return }
    proceed(home, event)
  }

  /// Syncs a home with nothing in the way.
  /// - Returns: how the run went.
  mutating func syncCalmly(_ home: Int) throws -> SyncReport.Outcome {
    var run = SyncRun(homes[home].identity(hub: hub.key.publicKey, seconds: seconds))
    var step = run.next(after: .begun)
    for _ in 0..<2000 {
      guard let event = try carryOut(step, home, isCalm: true) else { return run.report.outcome }
      step = run.next(after: event)
    }
    throw FaultError("a sync without obstacles does not end")
  }

  private mutating func proceed(_ home: Int, _ event: SyncEvent) {
    guard var run = runs[home] else { return }
    let step = run.next(after: event)
    runs[home] = run
    steps[home] = step
  }

  /// What comes of a step; nil where the run is over.
  private mutating func carryOut(
    _ step: SyncStep, _ home: Int, isCalm: Bool
  ) throws -> SyncEvent? {
    switch step {
    case .readBundle(let after):
      return .bundle(homes[home].bundle(after: after, limits: Schedule.limits))
    case .send(let request): return isCalm ? .answer(exchange(request, home)) : cross(request, home)
    case .keep(let receipt): take(receipt, home)
    case .freeze: homes[home].isFrozen = true
    case .forget(let sequence): homes[home].forget(after: sequence)
    case .take(let page, let content):
      try homes[home].take(page, content)
      // The real hub's own log says `device-frozen` in the feed: who has nothing to send hears of it there.
      if hub.frozen.contains(homes[home].device) { homes[home].isFrozen = true }
    case .listMissingBlobs: return .blobs([])
    case .keepBlob: break
    case .listUnsentBlobs: return .blobs(homes[home].unsentPhotos)
    case .noteSent(let hash): homes[home].sentPhotos.insert(hash)
    case .finish:
      runs[home] = nil
      steps[home] = nil
      return nil
    }
    return .done
  }

  private mutating func exchange(_ request: WireRequest, _ home: Int) -> WireAnswer {
    hub.answer(request) { homes[home].photos[$0] }
  }

  /// A request over the network of a street: it may be lost, cut, doubled or late, and so may its
  /// answer.
  private mutating func cross(_ request: WireRequest, _ home: Int) -> SyncEvent {
    switch pick(100) {
    case 0..<8: return .failed("lost")
    case 8..<13:
      adrift.append((home, request))
      return .failed("late")
    case 13..<17: return .failed("cut: the hub read half a body and dropped it")
    case 17..<25:
      _ = exchange(request, home)
      return .failed("the answer was lost")
    case 25..<30:
      adrift.append((home, request))
      return .answer(exchange(request, home))
    case 30..<33: return .answer(WireAnswer(status: 503))
    case 33..<35:
      let answer = exchange(request, home)
      return .answer(
        WireAnswer(status: answer.status, body: Array(answer.body.prefix(pick(answer.body.count)))))
    case 35..<37 where hub.answersEarly:
      let before = hub
      let answer = exchange(request, home)
      hub = before
      return .answer(answer)
    default: return .answer(exchange(request, home))
    }
  }
}
