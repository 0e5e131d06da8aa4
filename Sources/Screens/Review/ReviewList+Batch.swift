import Casework
import Frames

extension ReviewList {
  /// The cases shown that can be approved together: minutes on the re-read index, of others, that nothing
  /// contradicts. One of another basis wants a look of its own.
  func approvable(_ shared: Shared) -> [ReviewCase] {
    guard !filter.isPlain else { return [] }
    return shown.filter { queue.goesWithOthers($0, decidedBy: shared.inspector) }
      .map { queue.cases[$0] }
  }

  /// True where there is one.
  func hasApprovable(_ shared: Shared) -> Bool {
    !filter.isPlain && shown.contains { queue.goesWithOthers($0, decidedBy: shared.inspector) }
  }

  /// Approving many asks again, with a digit instead of the key that asked; Enter keeps all as it is.
  mutating func confirmBatch(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    case .key(.character("1"), _):
      guard let batch else { return [] }
      self.batch = nil
      let words = description(shared.say)
      let requests = batch.map { one in
        var request = DecisionRequest(on: one, .approve)
        request.batch = Review.Batch(filter: words, count: batch.count)
        return request
      }
      return [.effect(.decide(requests, next: nil)), .holdKeys()]
    case .command(.open, _), .command(.back, _), .key(.character("0"), _): batch = nil
    default: break
    }
    return []
  }

  /// How many cases are approved, of how many that are shown, and what they move.
  func drawConfirmation(_ batch: [ReviewCase], _ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    let money = batch.compactMap(\.moneyChange).reduce(0) {
      Int64(clamping: Int128($0) + Int128($1))
    }
    let left = shown.count - batch.count
    let sentences =
      [
        say("review.batch", say.number(batch.count), description(say)),
        say("review.batch-money", say.number(money, signed: true)),
      ] + (left > 0 ? [say("review.batch-left", say.number(left))] : [])
    Question(
      sentences: sentences, yes: say("review.batch-yes", say.number(batch.count))
    ).draw(below: 1, say, &frame)
  }
}
