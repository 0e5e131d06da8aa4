import Casework
import Explanations
import Metering
import Wording

/// Turns the content of a slip into the texts of its fields.
struct SlipWriter {
  let content: SlipContent
  let say: Wording

  var inspection: Inspection { content.inspection }
  /// The inspector's own verdict where he decided otherwise than the program.
  var verdict: Verdict { content.overruled?.to ?? inspection.verdict }
  var explain: Explanation { Explanation(say, precision: .exact) }

  func text(_ field: SlipField) -> String {
    switch field {
    case .unit: content.unitName ?? inspection.point.identity.unit
    case .inspector: content.stamp.person
    case .meter: inspection.point.identity.meter
    case .point: inspection.point.identity.point
    case .customer: content.point?.customer ?? ""
    case .customerName: content.point?.customerName ?? ""
    case .address: content.point?.address ?? ""
    case .readAt: say.moment(inspection.readAt)
    case .recordedAt:
      content.point?.registers.first.map { say.date($0.recordedDate.day) } ?? ""
    case .period:
      say.monthName(inspection.point.identity.period.month).map {
        say("document.monthOfYear", $0, String(inspection.point.identity.period.year))
      } ?? ""
    case .multiplier: multiplier
    case .verdict: explain.clause(verdict)
    case .reason: reasonText
    case .cause: cause
    case .noReading: inspection.noReading.map { explain.meaning(ofStatusCode: $0.code) } ?? ""
    case .remark: inspection.noReading?.remark ?? ""
    case .otherMeter: inspection.otherMeter?.meter ?? ""
    case .entry: String(content.entry.prefix(16))
    case .check: EntryCode.check(content.entry)
    }
  }

  func holds(_ condition: SlipCondition) -> Bool {
    switch condition {
    case .confirmed: verdict == .confirmed
    case .deviates: verdict == .deviates
    case .unresolved: verdict == .unresolved
    case .unread: verdict == .unread
    case .unattended: inspection.unattended
    case .months: bars.count > 1
    }
  }

  /// The multiplier where it is not 1 and all registers share it: with it the sums can be checked.
  private var multiplier: String {
    let multipliers = Set(
      inspection.registers.compactMap { content.listed($0.register)?.multiplier })
    guard multipliers.count == 1, let multiplier = multipliers.first, multiplier != .one else {
      return ""
    }
    return say.number(multiplier.description)
  }

  /// The most probable cause of the first wrong register, where there is one to name.
  private var cause: String {
    guard verdict == .deviates else { return "" }
    let causes = inspection.registers.compactMap(\.cause)
    return causes.first { $0 != .unexplained }.map { explain.word($0) } ?? ""
  }

  /// The reason in words; of several registers it names the one it is about.
  private var reasonText: String {
    if let overruled = content.overruled {
      return say("document.slip.inspectorSays", overruled.reason)
    }
    if verdict == .confirmed, inspection.registers.count > 1, allWithinUsual {
      return say("document.slip.allWithinUsual", say.number(inspection.registers.count))
    }
    guard let reason else { return "" }
    let clause = explain.clause(reason.reason, of: reason.register ?? .single)
    guard inspection.registers.count > 1, let register = reason.register else { return clause }
    return say("document.slip.reasonOfRegister", explain.word(register), clause)
  }

  private var allWithinUsual: Bool {
    inspection.registers.allSatisfy { register in
      guard let use = register.useSince, let usual = usual(register) else { return false }
      return usual.contains(use)
    }
  }

  /// The weightiest reason: of the register that decided, else of the point, else from what the
  /// inspection kept.
  private var reason: (reason: Reason, register: RegisterKind?)? {
    if inspection.otherMeter != nil { return (.otherMeter, nil) }
    if let assessment = content.assessment {
      let deciding = assessment.registers.first { $0.verdict == assessment.verdict }
      // Of several reasons the one that speaks for the verdict.
      let isConfirmed = assessment.verdict == .confirmed
      let fitting = deciding?.reasons.first { $0.bearsOut == isConfirmed }
      if let deciding, let first = fitting ?? deciding.reasons.first {
        return (first, deciding.kind)
      }
      return assessment.reasons.first.map { ($0, nil) }
    }
    return inspection.registers.lazy.compactMap { kept($0) }.first
  }

  /// The reason that a register's kept use and usual range give, where it fits the verdict.
  private func kept(_ register: InspectedRegister) -> (reason: Reason, register: RegisterKind?)? {
    guard let use = register.useSince, let index = register.index(chosen: inspection.chosenAttempt)
    else { return nil }
    if verdict == .deviates, index < register.recorded {
      let below = register.recorded.thousandths - index.thousandths
      return (.rereadBelowRecorded(byThousandths: below), register.register)
    }
    guard let usual = usual(register), let days = content.days(register.register), days >= 0 else {
      return nil
    }
    guard usual.contains(use) == (verdict == .confirmed) else { return nil }
    return (.use(use, days: days, usual: usual), register.register)
  }

  func usual(_ register: InspectedRegister) -> ClosedRange<Energy>? {
    guard let bounds = register.usual, bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
    return bounds[0]...bounds[1]
  }
}
