import Casework
import Frames
import Metering
import Wording

/// Which index the minutes adopt: the re-read one, or another that the inspector proposes and a
/// supervisor has to approve.
extension CorrectionForm {
  static let agreedPrefix = "agreed."
  static let causeReasonPurpose = "causeReason"

  /// `diagnosed` is offered only where the chosen cause pins what the dial showed, `estimated` where
  /// the use since says what it may have shown.
  var bases: [CorrectionBasis] {
    CorrectionBasis.allCases.filter { basis in
      switch basis {
      case .reread, .agreed: true
      case .diagnosed: !CorrectedRegister.diagnosed(assessment, cause).isEmpty
      case .estimated: assessment.registers.contains { $0.estimate != nil }
      }
    }
  }

  /// The four bases under their four numbers, whether they can be taken or not: fingers remember.
  func askBasis(_ shared: Shared) -> Step {
    let say = shared.say
    let offered = bases
    var choice = Choice.phrases(
      say("form.basis"), [], purpose: Row.basis.rawValue, allowsText: false)
    choice.options = CorrectionBasis.allCases.map { basis in
      Choice.Option(
        text: "\(say("basis.\(basis.rawValue).short"))\(indices(on: basis, say))",
        disabledBecause: offered.contains(basis) ? nil : "form.basis.none")
    }
    return .push(.choice(choice))
  }

  /// What registers would become on a basis, with the band of an estimate; nothing for what is typed.
  private func indices(on basis: CorrectionBasis, _ say: Wording) -> String {
    guard bases.contains(basis), basis != .agreed else { return "" }
    let registers = CorrectedRegister.correcting(
      dossier.point, rereads: rereads, assessment: assessment, cause: cause, basis: basis
    ).filter { $0.corrected != $0.recorded }
    let texts = registers.map { register -> String in
      let dial = dossier.point.registers.first { $0.kind == register.register }?.dial
      let name = dossier.point.registers.count > 1 ? "\(register.register.rawValue) " : ""
      return name + say.index(register.corrected, dial: dial)
        + CorrectionForm.band(register, dial, say)
    }
    return texts.isEmpty ? "" : ": " + texts.joined(separator: ", ")
  }

  /// ` (01285–01290)` for an estimate, else nothing.
  static func band(_ register: CorrectedRegister, _ dial: Dial?, _ say: Wording) -> String {
    guard let band = register.band, band.count == 2 else { return "" }
    return " (\(say.index(band[0], dial: dial))–\(say.index(band[1], dial: dial)))"
  }

  mutating func takeBasis(
    _ purpose: String, _ text: String, _ number: Int, _ shared: inout Shared
  ) -> [Step] {
    guard purpose != Row.basis.rawValue else {
      guard CorrectionBasis.allCases.indices.contains(number) else { return [] }
      let chosen = CorrectionBasis.allCases[number]
      guard bases.contains(chosen) else { return [] }
      guard chosen == .agreed else {
        basis = chosen
        selected = min(selected + 1, rows.count - 1)
        return [keepDraft()]
      }
      agreeing = [:]
      return nextAgreed.map { [askAgreed($0, shared)] } ?? []
    }
    let code = purpose.dropFirst(CorrectionForm.agreedPrefix.count)
    guard let kind = RegisterKind(rawValue: String(code)),
      let record = dossier.point.registers.first(where: { $0.kind == kind })
    else { return [] }
    // What stands before the words typed is the record kept as it is.
    let typed = isSingle || number > 0 ? Index(text.plainIndex) : record.recorded
    guard let index = typed, isPlausible(index, for: record) else {
      shared.notice = Notice(shared.say("form.agreed.invalid", text), .warning)
      return [askAgreed(kind, shared)]
    }
    agreeing[kind] = index
    if let next = nextAgreed { return [askAgreed(next, shared)] }
    basis = .agreed
    agreed = agreeing
    selected = min(selected + 1, rows.count - 1)
    return [keepDraft()]
  }

  private var isSingle: Bool { dossier.point.registers.count == 1 }

  /// The first register for which nothing has been typed yet.
  private var nextAgreed: RegisterKind? {
    rereads.map(\.kind).first { agreeing[$0] == nil }
  }

  /// The first register for which nothing has been agreed, where that is the basis.
  var missingAgreed: RegisterKind? {
    guard basis == .agreed else { return nil }
    return rereads.map(\.kind).first { agreed[$0] == nil }
  }

  /// An agreed index lies between the old one and what the dial shows now, whichever way round the
  /// dial went, and on the dial.
  private func isPlausible(_ index: Index, for record: RecordedRegister) -> Bool {
    if let dial = record.dial, index.thousandths >= dial.turn { return false }
    guard index != record.recorded else { return true }
    let used = record.consumption(to: index)
    guard used >= record.consumption(to: record.old) else { return false }
    guard let reread = rereads.first(where: { $0.kind == record.kind })?.index else { return true }
    let whole = record.consumption(to: reread)
    return whole < record.consumption(to: record.old) || used <= whole
  }

  func askAgreed(_ kind: RegisterKind, _ shared: Shared) -> Step {
    let say = shared.say
    let record = dossier.point.registers.first { $0.kind == kind }
    let kept = record.map { say("form.agreed.keep", say.index($0.recorded, dial: $0.dial)) }
    var choice = Choice.phrases(
      say("form.agreed", kind.rawValue), isSingle ? [] : [kept].compactMap { $0 },
      purpose: CorrectionForm.agreedPrefix + kind.rawValue, allowsText: true)
    if isSingle { choice.editor = LineEditor(limit: 13) }
    return .push(.choice(choice))
  }

  /// True where the cause is the inspector's own against the one suggested; an overruled verdict has
  /// its reason already.
  var isOwnCause: Bool {
    guard dossier.standing.overruled == nil else { return false }
    let wrong = assessment.registers.first { $0.verdict == .deviates }
    guard let suggested = (wrong ?? assessment.registers.first)?.findings.first?.cause else {
      return false
    }
    return cause != suggested
  }

  func askCauseReason(_ shared: Shared) -> Step {
    .push(
      .choice(
        .phrases(
          shared.say("form.cause.why"), shared.say.numbered("phrase.cause."),
          purpose: CorrectionForm.causeReasonPurpose, allowsText: true)))
  }
}

extension String {
  /// An index as typed, with a point for its decimal mark.
  fileprivate var plainIndex: String {
    String(filter { !$0.isWhitespace }.map { $0 == "," ? "." : $0 })
  }
}
