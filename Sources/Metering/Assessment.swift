/// A value behind a verdict that a person can check.
///
/// Reasons are values, not sentences: screens and papers say them in the reader's language.
package enum Reason: Hashable, Sendable {
  /// Use since the recorded reading lies within what this customer plausibly uses in those days.
  case useWithinUsual(use: Energy, days: Int, usual: ClosedRange<Energy>)
  /// Use since the recorded reading lies outside it.
  case useOutsideUsual(use: Energy, days: Int, usual: ClosedRange<Energy>)
  /// The dial shows less than the record by more than the record's own precision: a proof, not a
  /// suspicion, unless the dial rolled over or the meter was exchanged or runs backwards.
  case rereadBelowRecorded(byThousandths: Int64)
  /// The re-read index equals the recorded one although days of normal use lie between.
  case unchangedDespiteUse(days: Int)
  /// The recorded index cannot be shown by the dial's digits.
  case recordedBeyondDial(digits: Int)
  /// The re-read index cannot be shown by the dial's digits, although the record can.
  case rereadBeyondDial(digits: Int)
  /// The digits of the list's dial are not those of this meter: what was found there has more.
  case dialDoubtful(digits: Int)
  /// The recorded index lies below the old one and no turn of the dial explains it: this one was read too
  /// low, or the one before too high.
  case recordedBelowOld(byThousandths: Int64)
  /// The dial stands below the old index: the meter, the re-reading or the readings before are in doubt.
  case rereadBelowOld(byThousandths: Int64)
  /// The record is no reading: its status says that nobody saw the dial, and the old index was kept.
  case notReadThen(code: String)
  /// Another index on the reading date fits the use as well as the record does.
  case otherIndexFits(Index)
  /// Below the record, and a rollover would explain it; proven only where the dial's digits are known.
  case rolloverPossible(digits: Int?)
  /// The class of customer allows no verdict from the rate of use alone.
  case rateAloneProvesNothing
  /// Nothing is known of this customer's use.
  case noHistory
  /// A status code and its record contradict each other; see `ReadingStatus`.
  case statusContradicted(code: String)
  /// SG moved otherwise than BT + CD + TD together.
  case sumDisagrees(total: Energy, parts: Energy)
  /// SG moved as BT + CD + TD together.
  case sumAgrees(total: Energy)
  /// The recorded consumption is not (recorded − old) × multiplier.
  case consumptionDisagrees(recorded: Energy, computed: Energy)
  /// A register of the point was not read again.
  case registerMissing
  /// The re-inspection lies before the recorded reading.
  case rereadBeforeRecord
  /// The inspector found another meter than the one listed, or an exchange since.
  case otherMeter
  /// The dial stands at or above the record; of a register whose rate of use says nothing (SG, VC).
  case notBelowRecorded
  /// Months before were negative: the meter can run backwards (rooftop solar), so that a lower dial
  /// alone proves nothing.
  case runsBackwards
  /// The dial stands below the old index, no higher than that of a meter put up since.
  case exchangePossible
  /// The consumption fits what is usual if the plate of the current transformers says `likely`.
  case likelyMultiplier(recorded: Multiplier, likely: Multiplier)
  /// The record is what the dial of this other meter (its serial) shows or may have shown.
  case neighbourShows(meter: String)
}

/// What the diff says of one register.
package struct RegisterAssessment: Hashable, Sendable {
  package var kind: RegisterKind
  package var verdict: Verdict
  /// Millionths, 0 to 1,000,000: how probable it is that the record was right.
  package var probabilityRecordRight: Int
  /// The reasons for the verdict, the weightiest first.
  package var reasons: [Reason]
  /// Explanations of a wrong record, most probable first; empty where the record is confirmed.
  package var findings: [Finding]
  /// Consumption of the billed period by the record: (recorded − old) × multiplier + SL_THAO +
  /// SL_TTIEP, a rollover of a known dial taken into account.
  package var consumptionBefore: Energy
  /// The same with the index that the dial showed then where a finding pins it, else with the
  /// re-read one; nil where there is no re-read index.
  package var consumptionAfter: Energy?
  /// Energy that passed between the recorded reading and the re-inspection if the record is right;
  /// negative where the dial shows less. Nil where there is no re-read index.
  package var useSince: Energy?
  /// What this customer plausibly uses in those days (the 1–99 % envelope).
  package var usual: ClosedRange<Energy>?
  /// What the dial may have shown on the reading date, judged by the use since; nil where the record
  /// is confirmed.
  package var estimate: EstimatedIndex?

  package init(
    kind: RegisterKind, verdict: Verdict, probabilityRecordRight: Int, reasons: [Reason],
    findings: [Finding], consumptionBefore: Energy, consumptionAfter: Energy? = nil,
    useSince: Energy? = nil, usual: ClosedRange<Energy>? = nil, estimate: EstimatedIndex? = nil
  ) {
    self.kind = kind
    self.verdict = verdict
    self.probabilityRecordRight = probabilityRecordRight
    self.reasons = reasons
    self.findings = findings
    self.consumptionBefore = consumptionBefore
    self.consumptionAfter = consumptionAfter
    self.useSince = useSince
    self.usual = usual
    self.estimate = estimate
  }
}

extension [Finding] {
  /// Millionths: how probable a cause is, whatever the index it leads to.
  package func probability(of cause: Cause) -> Int {
    reduce(0) { $1.cause == cause ? $0 + $1.probability : $0 }
  }
}

extension RegisterAssessment {
  /// The findings worth a person's time: the first, and of the others those of one per cent and
  /// more. What is kept but not told matters to scores alone.
  package var told: [Finding] {
    findings.enumerated().filter { $0.offset == 0 || $0.element.probability >= 10_000 }
      .map(\.element)
  }
}

extension Reason {
  /// What a use over some days says beside what is usual in them.
  package static func use(_ use: Energy, days: Int, usual: ClosedRange<Energy>) -> Reason {
    usual.contains(use)
      ? .useWithinUsual(use: use, days: days, usual: usual)
      : .useOutsideUsual(use: use, days: days, usual: usual)
  }

  /// Whether the reason speaks for the record.
  package var bearsOut: Bool {
    switch self {
    case .useWithinUsual, .notBelowRecorded, .sumAgrees, .notReadThen: true
    default: false
    }
  }
}

extension RegisterAssessment {
  /// Not proven wrong, and at least as likely right.
  var isLikelierRight: Bool { verdict != .deviates && probabilityRecordRight >= 500_000 }

  /// What the dial most likely showed on the reading date: the first finding's index, else the estimate's.
  /// Nil where the record is confirmed or nothing can be said.
  package func likeliestIndex(of record: RecordedRegister) -> Index? {
    findings.first?.index(of: record) ?? estimate?.index
  }
}

/// What the diff says of a metering point: its registers' assessments, in the list's order, and the
/// verdict they add up to.
package struct PointAssessment: Hashable, Sendable {
  package var verdict: Verdict
  package var registers: [RegisterAssessment]
  /// Reasons that concern the point as a whole (the sum of the rates, another meter).
  package var reasons: [Reason]

  package init(verdict: Verdict, registers: [RegisterAssessment], reasons: [Reason] = []) {
    self.verdict = verdict
    self.registers = registers
    self.reasons = reasons
  }

  /// The least probable register decides: millionths, 0 to 1,000,000.
  package var probabilityRecordRight: Int {
    registers.map(\.probabilityRecordRight).min() ?? 1_000_000
  }
}
