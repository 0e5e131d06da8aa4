import Casework
import Frames
import Metering
import Wording

extension Reading {
  mutating func take(_ answer: Answer, _ shared: inout Shared) -> [Step] {
    switch answer {
    case .inspectionSaved(let saved): return inspectionSaved(saved, &shared)
    case .opened(let next, _):
      return [.replace(Worklist.screen(for: next, .reading, shared))]
    case .withdrawn(_, let row):
      shared.notice = Notice(shared.say("undo.done"), .warning)
      return row.map { [.effect(.openPoint($0, .reading)), .holdKeys()] } ?? []
    case .photoTaken(let photo):
      photos.hold(photo)
      shared.sayTaken(photo, of: photos.count)
      return [keepDraft()]
    // Room ran out with the last save: said before a digit is keyed. What is begun may be ended, that
    // is what the reserve is for.
    case .device(let status):
      guard let problem = status.problem, isPristine else { return [] }
      return [.replace(.message(Message(problem)))]
    case .failed:
      if phase == .done { reopen() }
      return []
    default: return []
    }
  }

  /// Nothing was stored: the digits stand in the field again, and the attempt does not count yet.
  private mutating func reopen() {
    guard attempts.count < 3 else {
      phase = .choosing(counted ?? attempts.count - 1)
      return
    }
    phase = .keying
    guard let lost = attempts.popLast() else { return }
    for (position, index) in lost.enumerated() where fields.indices.contains(position) {
      fields[position] = DigitField(
        register: fields[position].register, dial: fields[position].dial,
        digits: Reading.digits(of: index, on: fields[position].dial))
    }
  }

  /// An index as the dial shows it: leading zeros, the decimals without a point.
  static func digits(of index: Index, on dial: Dial) -> String {
    var unit: Int64 = 1000
    for _ in 0..<dial.decimals { unit /= 10 }
    let plain = String(index.thousandths / unit)
    let width = dial.integerDigits + dial.decimals
    return String(repeating: "0", count: max(0, width - plain.count)) + plain
  }

  private func inspectionSaved(_ saved: InspectionSaved, _ shared: inout Shared) -> [Step] {
    shared.undo = UndoableSave(
      entry: saved.entry, point: dossier.reference, row: dossier.row.id)
    let attempt = counted.flatMap { attempts.indices.contains($0) ? attempts[$0] : nil } ?? []
    let assessment = attempt.isEmpty ? nil : assess(attempt, shared.lastMoment)
    if let assessment, assessment.verdict == .confirmed {
      let text = savedText(assessment, attempt, shared, isLast: saved.next == nil)
      shared.notice = Notice(text, .good)
      guard let next = saved.next else { return [.popToWorklist] }
      return [.replace(.reading(Reading(next, at: shared.lastMoment)))]
    }
    return [.effect(.openPoint(dossier.row.id, .details)), .holdKeys()]
  }

  /// What was just saved, on the top line of the next screen: as much as fits it.
  private func savedText(
    _ assessment: PointAssessment, _ attempt: [Index], _ shared: Shared, isLast: Bool
  ) -> String {
    let say = shared.say
    let read = zip(fields, attempt)
      .map { Reading.digits(of: $1, on: $0.dial).dialGrouped($0.dial, say) }
      .joined(separator: " · ")
    let meter = dossier.point.identity.meter
    let several = fields.count > 1
    let registers = several ? say("saved.registers", say.number(fields.count)) : read
    if shared.isCompact { return say(isLast ? "saved.last" : "saved.short", meter, registers) }
    let number = dossier.row.walkOrder.map(String.init) ?? ""
    let text =
      several
      ? say("saved.confirmed.several", number, meter, registers)
      : say("saved.confirmed", number, meter, read)
    if isLast { return "\(text) · \(say("worklist.done"))" }
    let billed = assessment.registers.filter(\.kind.isBilled).compactMap(\.useSince)
    guard !billed.isEmpty, let record = dossier.point.registers.first else { return text }
    let use = billed.reduce(Energy.zero, +)
    let days = max(0, opened.local.day.number - record.recordedDate.day.number)
    return text + say("saved.use", say.number(days), say.number(use.roundedKilowattHours))
  }
}

extension String {
  /// Dial digits with the language's decimal mark before the red ones: `01307,4`.
  func dialGrouped(_ dial: Dial, _ say: Wording) -> String {
    guard dial.decimals > 0, count > dial.decimals else { return self }
    return "\(dropLast(dial.decimals))\(say.decimalMark)\(suffix(dial.decimals))"
  }
}
