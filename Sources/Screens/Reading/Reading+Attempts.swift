import Frames
import Metering

/// One look, another, a third: what the attempts say together.
extension Reading {
  /// What one more attempt leads to: a save, another look, or a choice.
  mutating func judge(_ moment: Moment) -> [Step] {
    guard let attempt = attempts.last else { return [] }
    switch attempts.count {
    case 1:
      guard assess(attempt, moment).needsSecondLook else { return save(nil, moment) }
      return lookAgain("reading.second-look")
    case 2:
      guard !agree(attempts[0], attempts[1]) else { return save(nil, moment) }
      return lookAgain("reading.third-look")
    default:
      phase = .choosing(attempts.lastIndex(of: mostFrequent(of: attempts)) ?? 0)
      return [keepDraft()]
    }
  }

  /// Two looks agree where the later shows the same or up to one unit more: the last drum turns while
  /// a person looks.
  private func agree(_ earlier: [Index], _ later: [Index]) -> Bool {
    zip(fields, zip(earlier, later)).allSatisfy { field, looks in
      var moved = looks.1.thousandths - looks.0.thousandths
      if moved < 0 { moved += field.dial.turn }
      return moved <= 1000
    }
  }

  private mutating func lookAgain(_ key: String) -> [Step] {
    clear()
    hint = Hint(key: key, arguments: [dossier.point.identity.meter])
    return [keepDraft()]
  }

  /// The latest of those where several are as frequent: the dial goes on turning.
  private func mostFrequent(of attempts: [[Index]]) -> [Index] {
    let counted = attempts.map { attempt in (attempt, attempts.filter { $0 == attempt }.count) }
    return counted.reversed().max { $0.1 < $1.1 }?.0 ?? []
  }

  mutating func choose(
    _ command: Command, _ marked: Int, _ moment: Moment
  ) -> [Step] {
    switch command {
    case .up: phase = .choosing(max(0, marked - 1))
    case .down: phase = .choosing(min(attempts.count, marked + 1))
    case .open: return pick(marked, moment)
    case .back: return leave()
    default: break
    }
    return []
  }

  /// Takes one of the attempts; the row behind the last is none of them, and keys again.
  mutating func pick(_ number: Int, _ moment: Moment) -> [Step] {
    guard number == attempts.count else { return save(number, moment) }
    phase = .keying
    return lookAgain("reading.key-again")
  }
}
