package import Metering

/// What is known of one register of a worklist whose errors are known: made lists, or solved cases.
package struct TruthRow: Hashable, Sendable {
  /// The meter's serial (SERY_CTO).
  package var meter: String
  package var kind: RegisterKind
  /// What the dial showed when it was recorded (CS_THUC).
  package var index: Index
  /// How the record went wrong (LOAI_LOI); nil where it is right (`none`).
  package var cause: Cause?
  /// The row's line in its file.
  package var line: Int

  package init(meter: String, kind: RegisterKind, index: Index, cause: Cause?, line: Int) {
    self.meter = meter
    self.kind = kind
    self.index = index
    self.cause = cause
    self.line = line
  }
}

/// Reads truths: CSV with SERY_CTO, LOAI_BCS, CS_THUC, LOAI_LOI.
package enum TruthReader {
  private static let causes: [(name: String, meaning: Cause?)] =
    [("none", nil)] + Cause.allCases.map { ($0.rawValue, $0) }

  /// All truths, in the file's order, or none.
  /// - Throws: `FormatError` naming each fault, the same register twice among them; `FileReadError`.
  package static func read(_ input: ByteInput) throws -> [TruthRow] {
    var truths: [TruthRow] = []
    let table = TableReader(input, columns: ["SERY_CTO", "LOAI_BCS", "CS_THUC", "LOAI_LOI"])
    try table.read(identity: [0, 1]) { row in
      let meter = row.text(0)
      let kind = row.code(1, Codes.registers)
      let index = row.index(2)
      let cause = row.word(3, causes)
      guard let meter, let kind, let index, let cause else { return }
      truths.append(
        TruthRow(meter: meter, kind: kind, index: index.index, cause: cause, line: row.line))
    }
    return truths
  }
}
