/// What the diff takes for granted about records, readers and customers: numbers with a source, in
/// one value, so that a utility can replace them by its own.
package struct DiagnosisParameters: Hashable, Sendable {
  /// Wrong records among those on a re-inspection list, per million.
  ///
  /// Published shares run from 0.0035 % (EVNHCMC, June 2020: 13 of 374,260) over 0.06 % and 0.15 %
  /// (EVNNPC, June and May 2020); 0.05 % lies between.
  package var wrongPerMillion: UInt64 = 500
  /// Where a record lies below the old index: how often the old one was too high, against all errors of
  /// this reading, per million. A reading before that was wrong by much would have been flagged itself;
  /// an assumption.
  package var oldWrongShare: UInt64 = 100_000
  /// Of honest months the share that gets onto a list, per million: 14 % of 808 months of fifty
  /// homes of the SGSC trial rose 1.3 times or more.
  package var flaggedPerMillion: UInt64 = 140_000
  /// How wrong records divide among the causes, parts of a million.
  ///
  /// Inside Verhoeff's ranges for errors in decimal codes (1969): one digit wrong 60–95 %, adjacent
  /// transposition 10–20 %, a digit omitted or added 10–20 %, twins and jump transpositions
  /// 0.5–1.5 % each. The causes he could not see in codes (ten times too much, the index of last
  /// month, another meter) share what those ranges leave; their parts are assumptions.
  package var shares: [Cause: UInt64] = [
    .substitution: 592_000, .transposition: 110_000, .omission: 60_000, .insertion: 40_000,
    .decimalShift: 60_000, .jumpTransposition: 10_000, .twin: 10_000, .repeatedIndex: 50_000,
    .zero: 10_000, .swappedMeters: 40_000, .rollover: 2000, .meterExchanged: 5000,
    .multiplierWrong: 1000, .unexplained: 10_000,
  ]
  { didSet { shareWeights = DiagnosisParameters.weights(of: shares) } }
  /// Multipliers that plates of current transformers say: ratios over 5 A of the rated primary currents of
  /// IEC 61869-2 from 50 to 2,000 A that low-voltage customers have, 800 A beside them, and 1 for a meter
  /// connected directly. A choice: each one more is one more that fits by chance.
  package var usualMultipliers: [Int64] = [
    1, 10, 15, 20, 30, 40, 50, 60, 80, 100, 120, 160, 200, 300, 400,
  ]
  /// How many times better another multiplier must explain a record before a confirmed register tells
  /// of it: the index is right all the same, and somebody should look at the plate.
  package var plateHintAtLeast: UInt64 = 1000
  /// The same for customers of another class, whose spread is so wide that no ratio of multipliers explains
  /// a hundred times better: five times the usual use and more.
  package var plateHintOfOthersAtLeast: UInt64 = 60
  /// At most this probability (millionths) that the record was right allows the verdict "deviates".
  package var deviatesAtMost = 50_000
  /// A record is confirmed where the visit left this part (per million) of the suspicion it began
  /// with, or less. A ratio to the prior, so that it does not move with it.
  package var suspicionLeftAtMost: UInt64 = 750_000
  /// The same where the use since the reading is none that this customer has in 98 of 100 cases: what
  /// does not bear the record out has to leave less of the suspicion. Together the two hold back two to
  /// four honest customers in a thousand.
  package var suspicionLeftOutsideUsual: UInt64 = 175_000
  /// Use of a home of which nothing is known, thousandths of a kWh a day: about the use of an
  /// average Vietnamese household. Only the scale of a very wide spread, so its value matters little.
  package var unknownDailyUse: Int64 = 5000
  /// Index units (of the record's precision) by which SG and BT + CD + TD may differ: each of four
  /// registers was cut off at both ends of the period.
  package var sumTolerance: Int64 = 4
  /// Chance, per million, that registers of a sound record miss the sum by more than that.
  package var sumOffPerMillion: UInt64 = 1000

  /// The shares as weights, in the order of the rules; nil where a cause is left out.
  private(set) var shareWeights: [LogWeight?] = []

  package init() {
    shareWeights = DiagnosisParameters.weights(of: shares)
  }

  private static func weights(of shares: [Cause: UInt64]) -> [LogWeight?] {
    ErrorRules.all.map { rule in
      let share = shares[rule.cause] ?? 0
      return share > 0 ? LogWeight(share, over: 1_000_000) : nil
    }
  }

  /// The published figures.
  package static let standard = DiagnosisParameters()
}
