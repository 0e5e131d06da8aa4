package import Metering

extension Correction {
  /// What the correction moves: energy of billed registers after it, less that before; negative where the
  /// customer pays less.
  package var energyChange: Energy {
    registers.filter(\.register.isBilled).reduce(.zero) {
      $0 + $1.consumptionAfter - $1.consumptionBefore
    }
  }

  /// The cause chosen for the register whose index changes, else for the first; nil without registers.
  package var causeChosen: Cause? {
    (registers.first { $0.corrected != $0.recorded } ?? registers.first)?.causeChosen
  }
}
