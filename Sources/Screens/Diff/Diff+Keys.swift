import Casework
import Frames
import Metering

extension Diff {
  mutating func carryOut(
    _ command: Command, _ moment: Moment, _ shared: Shared
  ) -> [Step] {
    switch command {
    case .open: return opensMinutes ? writeMinutes() : next()
    case .writeMinutes: return writeMinutes()
    case .nextPoint: return next()
    case .nextCause:
      finding = (finding + 1) % max(1, told.count)
      scrolled = 0
    case .slip: return [.push(.paper(Paper(.slip(dossier.row.id))))]
    case .readAgain:
      var fresh = dossier
      fresh.draft = nil
      fresh.wasJudged = true
      return [.replace(.reading(Reading(fresh, at: moment)))]
    case .up: moveUp(shared)
    case .down: moveDown(shared)
    case .back: return [.popToWorklist]
    default: break
    }
    return []
  }

  /// The inspection is stored, so a photo taken now is an entry of its own that names it.
  func takePhoto(_ shared: inout Shared) -> [Step] {
    guard let entry = dossier.standing.inspection else { return [] }
    let opening = shared.opening?.row == dossier.row.id ? shared.opening?.since : nil
    return shared.attachPhoto(
      to: entry, dossier.reference, since: opening ?? shared.lastMoment.monotonic)
  }

  /// Enter does what comes next: minutes for a wrong record, else the next meter.
  var opensMinutes: Bool { verdict == .deviates && dossier.standing.minutes == nil }

  /// ▲▼ show the rest of the reasons first, then the next register.
  private mutating func moveDown(_ shared: Shared) {
    let room = reasonRoom(shared)
    if scrolled + room < reasonLines(shared).count {
      scrolled += max(1, room - 1)
    } else {
      show(register + 1)
    }
  }

  private mutating func moveUp(_ shared: Shared) {
    if scrolled > 0 {
      scrolled = max(0, scrolled - max(1, reasonRoom(shared) - 1))
    } else {
      show(register - 1)
    }
  }

  private mutating func show(_ number: Int) {
    guard let count = assessment?.registers.count, (0..<count).contains(number) else { return }
    register = number
    finding = 0
    scrolled = 0
  }

  private func next() -> [Step] {
    [.effect(.openNext(after: dossier.row.id)), .holdKeys()]
  }

  func writeMinutes() -> [Step] {
    guard let assessment, let entry = dossier.standing.inspection else { return [] }
    return [
      .replace(
        .correction(
          CorrectionForm(
            dossier, inspection: entry, assessment: assessment, rereads: rereads,
            cause: minutesCause)))
    ]
  }

  /// The cause of the register that is wrong, whichever was looked at last.
  private var minutesCause: Cause {
    let wrong = assessment?.registers.first { $0.verdict == .deviates }
    if let shown, shown.verdict == .deviates || wrong == nil {
      return chosen?.cause ?? .unexplained
    }
    return wrong?.findings.first?.cause ?? .unexplained
  }
}
