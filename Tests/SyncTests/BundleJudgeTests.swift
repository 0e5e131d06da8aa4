import Evidence
import Sync
import Testing

@Suite("What a hub does with a sound bundle")
struct BundleJudgeTests {
  private func judge(
    _ entries: ArraySlice<Entry>, holding held: ArraySlice<Entry>, of sample: Sample,
    isFrozen: Bool = false, granted: ContentHash? = nil
  ) -> BundleVerdict {
    let head = Verification.of(held, key: sample.key.publicKey).head
    return BundleJudge.judge(
      Array(entries), held: HeldLog(head: head, isFrozen: isFrozen), granted: granted
    ) { epoch, place in
      epoch == 1 && place <= held.count ? EntryMark(held[Int(place) - 1]) : nil
    }
  }

  @Test(
    "whatever part of an honest log comes, it is repeated, continued or behind a gap",
    arguments: [
      (0, 1...3, BundleVerdict.append(from: 0)), (3, 1...3, .repeated), (5, 2...4, .repeated),
      (3, 4...6, .append(from: 0)), (3, 2...6, .append(from: 2)), (3, 5...6, .gap),
      (0, 2...3, .gap),
    ])
  func honest(held: Int, range: ClosedRange<Int>, due: BundleVerdict) throws {
    let sample = try Sample(entries: 6)
    let part = sample.entries[(range.lowerBound - 1)..<range.upperBound]
    #expect(judge(part, holding: sample.entries.prefix(held), of: sample) == due)
  }

  @Test(
    "other bytes in one place, or another predecessor, are a fork where they begin",
    arguments: [(6, 4, 3, 3), (6, 6, 1, 5), (3, 4, 2, nil), (2, 4, 2, 2), (6, 1, 2, 0)])
  func forks(held: Int, from: Int, count: Int, found: Int?) throws {
    let sample = try Sample(entries: 6)
    let fork = try sample.forked(from: from, count: count)
    let verdict = judge(fork[...], holding: sample.entries.prefix(held), of: sample)
    // What only continues the held part is no fork: the other log is not known here.
    #expect(
      verdict == found.map { $0 == held ? .append(from: $0) : .fork(from: $0) }
        ?? .append(from: held))
  }

  @Test("another predecessor right after the head is a fork")
  func otherPredecessor() throws {
    let sample = try Sample(entries: 6)
    let fork = try sample.forked(from: 3, count: 3)
    #expect(judge(fork[3...], holding: sample.entries.prefix(3), of: sample) == .fork(from: 0))
  }

  @Test("a frozen device's log grows no more, and what is held is still repeated")
  func frozen() throws {
    let sample = try Sample(entries: 6)
    let held = sample.entries.prefix(4)
    #expect(judge(sample.entries[...], holding: held, of: sample, isFrozen: true) == .fork(from: 4))
    #expect(judge(held, holding: held, of: sample, isFrozen: true) == .repeated)
  }

  @Test("an epoch opens by the hub's grant alone, and only the next one")
  func epochs() throws {
    let sample = try Sample(entries: 4)
    let kind = try #require(EntryKind("epoch-opened"))
    func opening(epoch: Int64) throws -> [Entry] {
      let start = ChainHead.start(
        sample.key.publicKey, epoch: epoch, lastReceipted: sample.entries[3].hash)
      let first = try Chain.next(after: start, kind: kind, body: Array("{}".utf8), key: sample.key)
      let second = try Chain.next(
        after: start.advanced(by: first), kind: kind, body: Array("{}".utf8), key: sample.key)
      return [first, second]
    }
    let held = sample.entries[...]
    let anchor = sample.entries[3].hash
    let next = try opening(epoch: 2)
    #expect(judge(next[...], holding: held, of: sample, granted: anchor) == .open)
    #expect(judge(next[...], holding: held, of: sample, isFrozen: true, granted: anchor) == .open)
    #expect(judge(next[...], holding: held, of: sample) == .ungranted)
    let other = sample.entries[2].hash
    #expect(judge(next[...], holding: held, of: sample, granted: other) == .ungranted)
    #expect(judge(next[1...], holding: held, of: sample, granted: anchor) == .gap)
    let far = try opening(epoch: 3)
    #expect(judge(far[...], holding: held, of: sample, granted: anchor) == .ungranted)
  }
}
