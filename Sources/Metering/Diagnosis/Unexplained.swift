/// Whatever no rule explains: several digits wrong, an invented reading, another meter's index.
///
/// The record may then be anything: half of these are taken to lie anywhere on the dial, half about
/// the old index, evenly over the orders of magnitude of the distance.
struct Unexplained: ErrorRule {
  let cause = Cause.unexplained
  let triggering = [
    RuleExample(4711, from: nil, old: 1180), RuleExample(1180, from: nil, old: 1180),
  ]
  let nonTriggering: [RuleExample] = []

  func origins(of record: WrittenIndex) -> [Origin] {
    // About ten powers of two on either side, of equal weight: 1 / (2 · 10 · 1.4 · distance).
    let distance = UInt64((record.value - record.old).magnitude) + 10
    let dial = UInt64(WrittenIndex.power(record.width))
    let near = (1 << 40) / (distance * 28)
    let anywhere = record.value < WrittenIndex.power(record.width) ? (1 << 40) / dial : 0
    return [Origin(shown: nil, max((near + anywhere) / 2, 1), over: 1 << 40)]
  }
}
