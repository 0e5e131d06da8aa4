/// What the dial may have shown on the reading date, brought back from the re-read index by the use
/// since: for errors that do not pin it, and for the basis `estimated`.
package struct EstimatedIndex: Hashable, Sendable {
  /// Cut off to the record's precision, as a reader would have.
  package var index: Index
  /// Where it lies in nine cases of ten.
  package var band: ClosedRange<Index>

  package init(index: Index, band: ClosedRange<Index>) {
    self.index = index
    self.band = band
  }
}

extension EstimatedIndex {
  /// Nil where the dial stands below the old index and no turn of it can be believed, or no rate of use
  /// says anything. A band over the dial's highest index is told as far as its estimate's own turn.
  ///
  /// The rate is that of the whole time from the old reading to the re-reading, which no error in
  /// between can touch; the band is that of the next days' use about it.
  init?(_ evidence: Evidence) {
    let pattern = evidence.pattern
    let whole = evidence.record.movement(to: evidence.reread)
    guard whole >= 0, pattern.spread != .unspecific else { return nil }
    let minutes = Int128(pattern.periodMinutes + pattern.sinceMinutes)
    let billed = Int64(Int128(whole) * Int128(pattern.periodMinutes) / max(minutes, 1))
    let low = pattern.quantile(perMille: 50, movement: billed)
    let high = pattern.quantile(perMille: 950, movement: billed)
    let turn = evidence.record.dial?.turn ?? .max
    func back(_ use: Int64) -> Int64 { evidence.record.old.thousandths + max(whole - use, 0) }
    let place = back(whole - billed)
    let start = place / turn * turn
    func index(_ place: Int64) -> Index? {
      let within = min(max(place - start, 0), turn - evidence.unit)
      return Index(thousandths: within / evidence.unit * evidence.unit)
    }
    guard let likeliest = index(place), let least = index(min(back(high), place)),
      let most = index(max(back(low), place))
    else { return nil }
    self.init(index: likeliest, band: least...most)
  }
}
