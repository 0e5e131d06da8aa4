import Casework
import Frames
import Wording

extension Paper {
  /// The entry that is withdrawn or gets photos from here: minutes, an inspection, a photo added to
  /// one, how minutes were signed.
  var target: (entry: String, point: PointReference)? {
    if let minutes { return (minutes.hash, minutes.correction.point) }
    guard case .entry(let row) = subject, let point = row.body?.point else { return nil }
    if case .withdrawal = row.body { return nil }
    return (row.hash, point)
  }

  /// Entries that photos are not added to.
  private var takesNoPhotos: Bool {
    guard case .entry(let row) = subject else { return false }
    switch row.body {
    case .attachment, .overruling: return true
    default: return false
    }
  }

  private var isWithdrawn: Bool {
    if case .entry(let row) = subject { return row.isWithdrawn }
    return minutes?.isWithdrawn == true
  }

  private var isPrintable: Bool {
    switch subject {
    case .request(.minutes), .request(.slip): true
    case .request(.preview), .details, .entry: false
    }
  }

  func bindings(_ shared: Shared) -> [Binding] {
    if confirming != nil { return BindingTable.choice.without([.up, .down]) }
    var absent: Set<Command> = []
    if !isPrintable { absent.insert(.print) }
    if target == nil { absent.formUnion([.withdraw, .photo]) }
    if takesNoPhotos { absent.insert(.photo) }
    if minutes == nil { absent.insert(.amend) }
    if isOnlyRead { absent.formUnion([.withdraw, .photo, .amend, .sign]) }
    if minutes?.correction.invoice.state != .issued { absent.insert(.sign) }
    if !isPrintable, target == nil { absent.insert(.menu) }
    let over: String? =
      isWithdrawn ? "paper.withdrawn" : minutes?.isSuperseded == true ? "paper.superseded" : nil
    return BindingTable.paper.without(absent)
      .disabling(.withdraw, because: over)
      .disabling(.photo, because: isWithdrawn ? over : nil)
      .disabling(.amend, because: over)
      .disabling(.sign, because: over ?? (minutes?.signing == nil ? nil : "signing.already"))
      .recording(shared)
  }

  mutating func carryOut(_ command: Command, _ shared: inout Shared) -> [Step] {
    switch command {
    case .withdraw: return target == nil ? [] : [askWhy(shared)]
    case .photo:
      guard let target else { return [] }
      let since = since ?? shared.lastMoment.monotonic
      return shared.attachPhoto(to: target.entry, target.point, since: since)
    case .print:
      guard case .request(let request) = subject else { return [] }
      shared.notice = Notice(shared.say("print.sending"))
      return [.effect(.print(request, shared.language))]
    case .amend: return open(.amend)
    case .sign: return open(.sign)
    default: scroll(command, shared)
    }
    return []
  }

  private func open(_ purpose: MinutesPurpose) -> [Step] {
    guard let minutes else { return [] }
    return [.effect(.openMinutes(minutes.correction.number, purpose)), .holdKeys()]
  }

  mutating func take(_ answer: Answer, _ shared: inout Shared) -> [Step] {
    switch answer {
    case .paper(let request, let lines, let row):
      guard subject == .request(request) else { return [] }
      self.lines = lines
      minutes = row
    case .withdrawn:
      shared.notice = Notice(shared.say("withdrawal.done"), .warning)
      return [.pop]
    case .photoAttached(let photo, _):
      shared.notice = Notice(shared.say("photo.attached", photo.name), .good)
      return layOut(shared)
    case .minutesOpened(let row, let dossier, let purpose):
      minutes = row
      return go(on: row, dossier, purpose, &shared)
    default: break
    }
    return []
  }

  /// The form for what the minutes were opened for.
  private func go(
    on row: MinutesRow, _ dossier: PointDossier, _ purpose: MinutesPurpose, _ shared: inout Shared
  ) -> [Step] {
    switch purpose {
    case .amend:
      guard let form = CorrectionForm(amending: row, dossier, at: shared.lastMoment) else {
        shared.notice = Notice(shared.say("amend.read-again"), .warning)
        return []
      }
      return [.replace(.correction(form))]
    case .sign:
      let since = since ?? shared.lastMoment.monotonic
      return [.push(.signing(SigningForm(row, dossier, since: since)))]
    }
  }

  func askWhy(_ shared: Shared) -> Step {
    .push(
      .choice(
        .phrases(
          shared.say("withdrawal.title"), shared.say.numbered("phrase.withdrawal."),
          purpose: "withdraw", allowsText: true)))
  }

  /// Withdrawing asks again, with a digit instead of Enter; Enter keeps everything as it is.
  mutating func confirm(_ input: Input) -> [Step] {
    switch input {
    case .appeared(let moment): since = since ?? moment.monotonic
    case .answer(.paper(let request, let lines, let row)):
      guard subject == .request(request) else { return [] }
      self.lines = lines
      minutes = row
    case .key(.character("1"), _):
      guard let target, let reason = confirming else { return [] }
      confirming = nil
      return [
        .effect(.withdraw(entry: target.entry, point: target.point, .stated(reason))),
        .holdKeys(),
      ]
    case .command(.open, _), .command(.back, _), .key(.character("0"), _): confirming = nil
    default: break
    }
    return []
  }

  func drawConfirmation(_ reason: String, _ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    let sentences =
      [say("withdrawal.confirm", reason)] + (takesMinutesAlong ? [say("withdrawal.minutes")] : [])
    Question(sentences: sentences, yes: say("withdrawal.yes")).draw(below: 2, say, &frame)
  }

  /// Minutes rest on an inspection; without it they count for nothing.
  private var takesMinutesAlong: Bool {
    guard case .entry(let row) = subject, case .inspection(let inspection) = row.body else {
      return false
    }
    return inspection.verdict == .deviates || inspection.verdict == .unresolved
  }
}
