import Casework
import Frames
import Metering

/// What the diff says of a meter that has been read, for a person in a hurry: digit under digit, kWh
/// and kWh a day before and after, the last months as bars, and the reason in one sentence.
struct Diff: ScreenState, Hashable {
  var dossier: PointDossier
  /// Made anew from the stored reading, without what would tell the record of a meter still to be read;
  /// nil where nothing was read (another meter hung there).
  let assessment: PointAssessment?
  /// The same whole: whose index it is decides whether it may be told.
  private let judged: PointAssessment?
  /// What the dial showed: the attempts that count.
  let rereads: [Reread]
  /// Which register is shown, and which of its findings is held for the cause.
  var register: Int
  var finding = 0
  /// Lines of the reasons that have gone out of view above, on a screen too small for all.
  var scrolled = 0
  /// The verdict picked against the program's, while its reason is asked for.
  var overruling: Verdict?

  init(_ opened: PointDossier, at moment: Moment) {
    var dossier = opened
    dossier.point = opened.point.counting(opened.inspection?.countedDials ?? [:])
    self.dossier = dossier
    rereads = dossier.inspection?.rereads ?? []
    let judged = rereads.isEmpty ? nil : dossier.assess(rereads)
    self.judged = judged
    assessment = judged.map(dossier.withholding)
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
    told.indices.contains(finding) ? told[finding] : nil
  }

  /// The findings worth a person's time, the likeliest of each cause.
  var told: [Finding] {
    var causes: Set<Cause> = []
    return (shown?.told ?? []).filter { causes.insert($0.cause).inserted }
  }

  /// Whose index was written here by the chosen finding, where a meter beside this one fits.
  var mistaken: NearbyMeter? {
    guard let chosen, let record, let judged, judged.registers.indices.contains(register) else {
      return nil
    }
    let finding = judged.registers[register].findings.first { $0.cause == chosen.cause }
    return finding.flatMap { dossier.nearby.mistaken(by: $0, for: record) }
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
        .nextCause, because: told.count > 1 ? nil : "diff.one-cause"
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
      guard let number = digit.wholeNumberValue, told.indices.contains(number - 1) else {
        return []
      }
      finding = number - 1
      scrolled = 0
    default: break
    }
    return []
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
