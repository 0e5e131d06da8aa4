import Casework
import Explanations
import Metering

extension Diff {
  /// What correcting the record on the re-read basis would move in money, or why that is not told;
  /// nil where nothing is to be corrected.
  func money(_ shared: Shared) -> String? {
    guard verdict == .deviates, let assessment, let day = rereads.map(\.at.day).max() else {
      return nil
    }
    let registers = CorrectedRegister.correcting(
      dossier.point, rereads: rereads, assessment: assessment, cause: .unexplained, basis: .reread)
    let cost = EstimatedCost(
      of: dossier.point, registers: registers, readOn: day, tariffs: shared.tariffs)
    return Explanation(shared.say).sentence(cost, isShort: shared.isCompact)
  }
}
