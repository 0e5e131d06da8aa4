import Evidence
import Foundation
import Sync
import Testing

@Suite("A sync, step by step")
struct SyncRunTests {
  @Test("sends entries, keeps the receipt, pulls the feed, then has nothing left to do")
  func wholeRun() throws {
    let sample = try Sample(entries: 3)
    var run = sample.run()
    guard case .readBundle(let after) = run.next(after: .begun) else {
      Issue.record("a bundle is read first")
      return
    }
    #expect(after == 0)
    let bundle = sample.bundle(1...3)
    let request = try #require(run.next(after: .bundle(bundle)).request)
    #expect(request.method == .put && request.body == .bytes(bundle.bytes))
    #expect(request.path == "/v1/bundles/\(ContentHash(of: bundle.bytes).hex)")
    let receipt = try sample.receipt(3)
    guard
      case .keep(receipt) = run.next(after: .answer(WireAnswer(status: 200, body: receipt.bytes)))
    else {
      Issue.record("the receipt is kept before anything else")
      return
    }
    guard case .readBundle(3) = run.next(after: .done) else {
      Issue.record("the next bundle begins after the receipt")
      return
    }
    #expect(run.next(after: .bundle(nil)).request?.path == "/v1/nonce")
    let feed = try #require(run.next(after: .answer(sample.nonce)).request)
    #expect(feed.target == "/v1/feed?after=0")
    #expect(feed.fields.map(\.name) == ["Content-Digest", "Signature-Input", "Signature"])
    guard case .take(let page, _) = run.next(after: .answer(try sample.page(after: 0, cursor: 5)))
    else {
      Issue.record("the page is taken in")
      return
    }
    #expect(page.cursor == 5)
    guard case .listMissingBlobs = run.next(after: .done) else {
      Issue.record("files of assigned lists come after the feed")
      return
    }
    guard case .readBundle(3) = run.next(after: .blobs([])) else {
      Issue.record("what lists made is sent in the same run")
      return
    }
    guard case .listUnsentBlobs = run.next(after: .bundle(nil)) else {
      Issue.record("photos come last")
      return
    }
    #expect(run.next(after: .blobs([])).isFinish)
    #expect(run.report.outcome == .complete && run.report.sentEntries == 3)
  }

  /// A run that has just sent entries 1 to 3.
  private func sent(_ sample: Sample, receipted: Int = 0) -> SyncRun {
    var run = sample.run(receipted: receipted)
    _ = run.next(after: .begun)
    _ = run.next(after: .bundle(sample.bundle((receipted + 1)...3)))
    return run
  }

  @Test("believes no receipt but its hub's, for what it sent")
  func foreignReceipts() throws {
    let sample = try Sample(entries: 3)
    let wrong = [
      try sample.receipt(3, signedBy: DeviceKey()), try sample.receipt(2),
      try Receipt(
        device: sample.device, epoch: 1, sequence: 3, head: sample.entries[1].hash,
        received: "2026-06-16T12:44:00+07:00", signedBy: sample.hub),
      try Receipt(
        device: sample.device, epoch: 2, sequence: 3, head: sample.entries[2].hash,
        received: "2026-06-16T12:44:00+07:00", signedBy: sample.hub),
    ]
    for receipt in wrong {
      var run = sent(sample)
      #expect(run.next(after: .answer(WireAnswer(status: 200, body: receipt.bytes))).isFinish)
      guard case .unsound = run.report.outcome else {
        Issue.record("\(receipt) was believed")
        return
      }
    }
  }

  @Test("goes back to where the hub is, once, and not further forward")
  func gap() throws {
    let sample = try Sample(entries: 3)
    var run = sent(sample, receipted: 2)
    let head = Refusal.Head(epoch: 1, seq: 1, hash: sample.entries[0].hash.hex)
    guard case .forget(after: 1) = run.next(after: .answer(try sample.refusal(.gap, head: head)))
    else {
      Issue.record("what the hub has lost is noted first")
      return
    }
    guard case .readBundle(1) = run.next(after: .done) else {
      Issue.record("the run goes back to the hub's head")
      return
    }
    _ = run.next(after: .bundle(sample.bundle(2...3)))
    #expect(run.next(after: .answer(try sample.refusal(.gap, head: head))).isFinish)
    guard case .unsound = run.report.outcome else {
      Issue.record("a hub that asks for ever is left")
      return
    }
  }

  @Test("a fork is noted before the run ends")
  func fork() throws {
    let sample = try Sample(entries: 3)
    var run = sent(sample)
    guard case .freeze = run.next(after: .answer(try sample.refusal(.fork))) else {
      Issue.record("the device is frozen")
      return
    }
    #expect(run.next(after: .done).isFinish)
    #expect(run.report.outcome == .frozen)
  }

  @Test("a frozen device sends no entries and still pulls")
  func frozen() throws {
    let sample = try Sample(entries: 3)
    var run = sample.run(isFrozen: true)
    #expect(run.next(after: .begun).request?.path == "/v1/nonce")
  }

  @Test("a receipt ahead of the log tells that the home is an old copy, and is kept as the proof")
  func restored() throws {
    let whole = try Sample(entries: 3)
    var old = whole
    old.entries.removeLast(2)
    var run = old.run(receipted: 1)
    _ = run.next(after: .begun)
    _ = run.next(after: .bundle(nil))
    _ = run.next(after: .answer(whole.nonce))
    let receipt = try whole.receipt(3)
    let content = FeedContent(receipt: String(decoding: receipt.bytes, as: UTF8.self))
    let answer = try whole.page(after: 0, cursor: 2, content: content)
    guard case .keep(receipt) = run.next(after: .answer(answer)) else {
      Issue.record("the receipt is kept")
      return
    }
    #expect(run.next(after: .done).isFinish)
    #expect(run.report.outcome == .restored(receipt))
  }

  /// Goes on from an answered bundle, or the lack of one, until the page of the feed was taken.
  private func pulled(
    _ run: inout SyncRun, _ sample: Sample, receipt: Receipt
  ) throws -> SyncStep {
    _ = run.next(after: .bundle(nil))
    _ = run.next(after: .answer(sample.nonce))
    let content = FeedContent(receipt: String(decoding: receipt.bytes, as: UTF8.self))
    guard
      case .take = run.next(
        after: .answer(try sample.page(after: 0, cursor: 0, content: content)))
    else {
      Issue.record("the page is taken")
      return .finish
    }
    return run.next(after: .done)
  }

  @Test("a hub that holds less than it gave receipts for is sent the rest again, once a run")
  func lostTail() throws {
    let sample = try Sample(entries: 3)
    var run = sample.run(receipted: 3)
    _ = run.next(after: .begun)
    guard case .forget(after: 1) = try pulled(&run, sample, receipt: sample.receipt(1)) else {
      Issue.record("the loss is noted before anything is sent")
      return
    }
    guard case .readBundle(after: 1) = run.next(after: .done) else {
      Issue.record("what was lost is sent")
      return
    }
    _ = run.next(after: .bundle(sample.bundle(2...3)))
    guard
      case .keep(try sample.receipt(3)) = run.next(
        after: .answer(WireAnswer(status: 200, body: try sample.receipt(3).bytes)))
    else {
      Issue.record("its receipt is kept")
      return
    }
    _ = run.next(after: .done)
    guard case .listMissingBlobs = try pulled(&run, sample, receipt: sample.receipt(1)) else {
      Issue.record("it is not asked for ever")
      return
    }
    #expect(run.report.hubLostAfter == 1 && run.report.sentEntries == 2)
  }

  @Test("a nonce that grew old is asked for again, three times at most")
  func oldNonce() throws {
    let sample = try Sample(entries: 0)
    var run = sample.run()
    _ = run.next(after: .begun)
    var step = run.next(after: .bundle(nil))
    var asked = 0
    while let request = step.request {
      if request.path == "/v1/nonce" {
        asked += 1
        step = run.next(after: .answer(sample.nonce))
      } else {
        step = run.next(after: .answer(try sample.refusal(.nonce)))
      }
    }
    #expect(asked == 3 && step.isFinish)
    #expect(run.report.outcome == .refused(Refusal(.nonce, "vì sao")))
  }

  @Test("a page of another hub, another place or no form at all is not taken", arguments: 0..<4)
  func foreignPage(kind: Int) throws {
    let sample = try Sample(entries: 0)
    var run = sample.run(cursor: 4)
    _ = run.next(after: .begun)
    _ = run.next(after: .bundle(nil))
    _ = run.next(after: .answer(sample.nonce))
    let answer =
      switch kind {
      case 0: try sample.page(after: 4, cursor: 9, signedBy: DeviceKey())
      case 1: try sample.page(after: 3, cursor: 9)
      case 2: try sample.page(after: 4, cursor: 4, more: true)
      default: WireAnswer(status: 200, body: Array("<html>Đăng nhập Wi-Fi</html>".utf8))
      }
    #expect(run.next(after: .answer(answer)).isFinish)
    guard case .unsound = run.report.outcome else {
      Issue.record("it was taken")
      return
    }
  }

  @Test("wherever the network fails the run ends and says so")
  func failsAnywhere() throws {
    let sample = try Sample(entries: 3)
    var run = sent(sample)
    #expect(run.next(after: .failed("no route to host")).isFinish)
    #expect(run.report.outcome == .unreachable("no route to host"))
    #expect(run.next(after: .answer(sample.nonce)).isFinish)
  }

  @Test("photos that the hub has are noted, those it lacks are sent, a refused one stops no other")
  func photos() throws {
    let sample = try Sample(entries: 0)
    var run = sample.run()
    _ = run.next(after: .begun)
    _ = run.next(after: .bundle(nil))
    _ = run.next(after: .answer(sample.nonce))
    _ = run.next(after: .answer(try sample.page(after: 0, cursor: 0)))
    _ = run.next(after: .done)
    _ = run.next(after: .blobs([]))
    _ = run.next(after: .bundle(nil))
    let photos = [ContentHash(of: [1]), ContentHash(of: [2]), ContentHash(of: [3])]
    var noted: [ContentHash] = []
    var sent: [ContentHash] = []
    var step = run.next(after: .blobs(photos))
    while !step.isFinish {
      if case .noteSent(let hash) = step {
        noted.append(hash)
        step = run.next(after: .done)
        continue
      }
      let request = try #require(step.request)
      switch request.method {
      case .head:
        let has = request.path.hasSuffix(photos[0].hex)
        step = run.next(after: .answer(WireAnswer(status: has ? 200 : 404)))
      case .put:
        guard case .blob(let hash) = request.body else { break }
        sent.append(hash)
        let refused = hash == photos[1]
        step = run.next(
          after: .answer(refused ? try sample.refusal(.tooLarge) : WireAnswer(status: 201)))
      default: step = run.next(after: .answer(sample.nonce))
      }
    }
    #expect(noted == [photos[0], photos[2]] && sent == [photos[1], photos[2]])
    #expect(run.report.sentPhotos == 2 && run.report.refusedBlobs.map(\.hash) == [photos[1]])
    #expect(run.report.outcome == .complete)
  }
}
