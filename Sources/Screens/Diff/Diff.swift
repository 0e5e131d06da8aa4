import Casework
import Frames
import Metering

/// What the diff says of a meter that has been read, for a person in a hurry: digit under digit, kWh
/// and kWh a day before and after, the last months as bars, and the reason in one sentence.
struct Diff: ScreenState, Hashable {
  var dossier: PointDossier
  /// Made anew from the stored reading; nil where nothing was read (another meter hung there).
  let assessment: PointAssessment?
  /// What the dial showed: the attempts that count.
  let rereads: [Reread]
  /// Which register is shown, and which of its findings is held for the cause.
  var register: Int
  var finding = 0
  /// The verdict picked against the program's, while its reason is asked for.
  var overruling: Verdict?

  init(_ opened: PointDossier, at moment: Moment) {
    var dossier = opened
    dossier.point = opened.point.counting(opened.inspection?.countedDials ?? [:])
    self.dossier = dossier
    rereads = dossier.inspection?.rereads ?? []
    assessment = rereads.isEmpty ? nil : dossier.assess(rereads)
    register =
      assessment?.registers.firstIndex { $0.verdict == .deviates }
      ?? assessment?.registers.firstIndex { $0.verdict == .unresolved } ?? 0
  }

  /// The verdict as it was recorded, not as it might come out today; the inspector's own where he
  /// decided otherwise.
  var verdict: Verdict { dossier.standing.overruled?.to ?? suggested }

  /// What the program said.
  var suggested: Verdict { dossier.inspection?.verdict ?? .unread }

  var shown: RegisterAssessment? {
    guard let assessment, assessment.registers.indices.contains(register) else { return nil }
    return assessment.registers[register]
  }

  var record: RecordedRegister? {
    shown.flatMap { shown in dossier.point.registers.first { $0.kind == shown.kind } }
  }

  /// The finding held for the cause.
  var chosen: Finding? {
    guard let findings = shown?.findings, findings.indices.contains(finding) else { return nil }
    return findings[finding]
  }

  /// How probable the chosen finding's cause is, whatever the index: millionths.
  var causeProbability: Int {
    guard let chosen else { return 0 }
    return shown?.findings.probability(of: chosen.cause) ?? 0
  }

  func bindings(_ shared: Shared) -> [Binding] {
    let hasMinutes = dossier.standing.minutes != nil
    let noMinutes: String? =
      hasMinutes ? "diff.has-minutes" : verdict == .confirmed ? "diff.record-right" : nil
    return BindingTable.diff
      .disabling(.writeMinutes, because: assessment == nil ? "diff.nothing-read" : noMinutes)
      .disabling(
        .nextCause, because: (shown?.told.count ?? 0) > 1 ? nil : "diff.one-cause"
      )
      .disabling(
        .overrule,
        because: assessment == nil
          ? "diff.nothing-read" : hasMinutes ? "diff.minutes-first" : nil
      )
      .disabling(
        .photo, because: dossier.standing.inspection == nil ? "diff.nothing-read" : nil
      )
      .recording(shared)
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    case .answer(let answer): return take(answer, &shared)
    case .command(.photo, _): return takePhoto(&shared)
    case .command(.overrule, _): return askVerdict(shared)
    case .chosen(let purpose, let text, let number):
      return take(purpose, text, number, shared)
    case .command(let command, let moment): return carryOut(command, moment, shared)
    case .key(.character(let digit), _):
      guard let number = digit.wholeNumberValue, let count = shown?.told.count,
        (1...max(1, count)).contains(number), count > 0
      else { return [] }
      finding = number - 1
    default: break
    }
    return []
  }

  private mutating func carryOut(
    _ command: Command, _ moment: Moment, _ shared: Shared
  ) -> [Step] {
    switch command {
    case .open: return opensMinutes ? writeMinutes() : next()
    case .writeMinutes: return writeMinutes()
    case .nextPoint: return next()
    case .nextCause: finding = (finding + 1) % max(1, shown?.told.count ?? 1)
    case .slip: return [.push(.paper(Paper(.slip(dossier.row.id))))]
    case .readAgain:
      var fresh = dossier
      fresh.draft = nil
      return [.replace(.reading(Reading(fresh, at: moment)))]
    case .up: show(register - 1)
    case .down: show(register + 1)
    case .back: return [.popToWorklist]
    default: break
    }
    return []
  }

  /// The inspection is stored, so a photo taken now is an entry of its own that names it.
  private func takePhoto(_ shared: inout Shared) -> [Step] {
    guard let entry = dossier.standing.inspection else { return [] }
    let opening = shared.opening?.row == dossier.row.id ? shared.opening?.since : nil
    return shared.attachPhoto(
      to: entry, dossier.reference, since: opening ?? shared.lastMoment.monotonic)
  }

  /// Enter does what comes next: minutes for a wrong record, else the next meter.
  var opensMinutes: Bool { verdict == .deviates && dossier.standing.minutes == nil }

  private mutating func show(_ number: Int) {
    guard let count = assessment?.registers.count, (0..<count).contains(number) else { return }
    register = number
    finding = 0
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
            cause: chosen?.cause ?? .unexplained)))
    ]
  }

  private mutating func take(_ answer: Answer, _ shared: inout Shared) -> [Step] {
    switch answer {
    case .photoAttached(let photo, _):
      dossier.photos.hold(photo)
      shared.sayTaken(photo, of: dossier.photos.count)
      return []
    case .overruled(_, let dossier): return overruled(dossier, &shared)
    case .opened(let dossier, let purpose):
      return [.replace(Worklist.screen(for: dossier, purpose, shared))]
    case .routeDone:
      shared.notice = Notice(shared.say("worklist.done"), .good)
      return [.popToWorklist]
    default: return []
    }
  }
}
