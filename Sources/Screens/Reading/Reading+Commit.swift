import Casework
import Frames
import Metering

extension Reading {
  mutating func carryOut(
    _ command: Command, _ moment: Moment, _ shared: inout Shared
  ) -> [Step] {
    if case .choosing(let marked) = phase { return choose(command, marked, moment) }
    if [.peek, .photo, .noReading, .otherMeter].contains(command) { isUntouched = false }
    switch command {
    case .commit: return commit(moment)
    case .back, .leave: return leave()
    case .up: return moveUp()
    case .down: return moveDown()
    case .peek: return peek(shared)
    case .undo: return undo(&shared)
    case .photo: return shared.takePhoto(of: dossier.row.id, holding: photos)
    case .noReading:
      return [
        keepDraft(), .push(.noReading(NoReadingForm(dossier, at: moment, photos: photos))),
      ]
    case .otherMeter:
      return [.push(.otherMeter(OtherMeterForm(dossier, at: opened, photos: photos)))]
    case .details: return [.push(.paper(Paper(details: dossier)))]
    default: return []
    }
  }

  /// Enter: nothing on an empty field; says what is missing; else takes the attempt. Digits that were
  /// not keyed just now, and those that more were keyed behind, are looked at once more first.
  private mutating func commit(_ moment: Moment) -> [Step] {
    guard phase == .keying, !fields.allSatisfy(\.isEmpty) else { return [] }
    let wasRestored = isRestored
    isRestored = false
    isUntouched = false
    if let short = fields.firstIndex(where: { !$0.isFull }) {
      active = short
      let field = fields[short]
      hint =
        fields.count == 1
        ? Hint(
          key: "reading.missing", arguments: [String(field.missing), String(field.capacity)])
        : Hint(
          key: "reading.missing-in",
          arguments: [field.register.rawValue, String(field.missing), String(field.capacity)])
      return []
    }
    if wasRestored || hasOverflowed {
      hint = Hint(key: wasRestored ? "reading.draft-kept" : "reading.overflow")
      hasOverflowed = false
      return []
    }
    let attempt = fields.compactMap(\.index)
    guard attempt.count == fields.count else { return [] }
    attempts.append(attempt)
    return judge(moment)
  }

  func rereads(_ attempt: [Index], _ moment: Moment) -> [Reread] {
    zip(fields, attempt).map { Reread(kind: $0.register, index: $1, at: moment.local) }
  }

  /// The dial of every field, listed or counted.
  private var dials: [RegisterKind: Dial] {
    Dictionary(fields.map { ($0.register, $0.dial) }, uniquingKeysWith: { first, _ in first })
  }

  func assess(_ attempt: [Index], _ moment: Moment) -> PointAssessment {
    dossier.assess(rereads(attempt, moment), counting: dials)
  }

  /// Hands the inspection over to be stored; what the screen shows next waits for the answer.
  mutating func save(_ chosen: Int?, _ moment: Moment) -> [Step] {
    let counted = chosen ?? attempts.count - 1
    guard attempts.indices.contains(counted) else { return [] }
    let assessment = assess(attempts[counted], moment)
    var inspection = Inspection(
      of: dossier.point, as: dossier.reference, attempts: attempts, counted: counted,
      assessment: assessment, readAt: moment.local, dials: dials)
    inspection.dwell = max(0, moment.monotonic - opened.monotonic)
    inspection.keys = keys
    // Who knows what an earlier reading came to reads no more blindly than who peeked.
    inspection.peeked = peeked || dossier.wasJudged
    inspection.photos = photos
    phase = .done
    self.counted = counted
    let thenNext = assessment.verdict == .confirmed
    return [
      .effect(.saveInspection(inspection, point: dossier.row.id, thenNext: thenNext)), .holdKeys(),
    ]
  }

  private mutating func peek(_ shared: Shared) -> [Step] {
    peeked = true
    let shown = dossier.point.registers.map { "\($0.kind.rawValue) \($0.recorded)" }
    hint = Hint(key: "reading.peeked", arguments: [shown.joined(separator: " · ")])
    return [keepDraft()]
  }

  /// Takes back the last save, once.
  private func undo(_ shared: inout Shared) -> [Step] {
    guard isPristine || isUntouched, phase != .done, let last = shared.undo else { return [] }
    shared.undo = nil
    return [.effect(.withdraw(entry: last.entry, point: last.point, .undo)), .holdKeys()]
  }

  /// ▲▼ move among the registers, and at the ends among the meters of the box.
  private mutating func moveUp() -> [Step] {
    hint = nil
    if active > 0 {
      active -= 1
      isRestored = false
      return []
    }
    return moveInBox(by: -1)
  }

  private mutating func moveDown() -> [Step] {
    hint = nil
    if active < fields.count - 1 {
      active += 1
      isRestored = false
      return []
    }
    return moveInBox(by: 1)
  }

  private func moveInBox(by step: Int) -> [Step] {
    let mates = dossier.boxMates
    guard let place = mates.firstIndex(where: { $0.id == dossier.row.id }), mates.count > 1 else {
      return []
    }
    let next = mates[(place + step + mates.count) % mates.count]
    return [keepDraft(), .effect(.openPoint(next.id, .reading)), .holdKeys()]
  }
}
