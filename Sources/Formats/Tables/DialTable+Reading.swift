package import Metering

extension DialTable {
  /// Reads the table: CSV with the columns MA_CTO (a prefix), SO_CHU_SO and SO_THAP_PHAN,
  /// and, if it likes, KIEU_MAT: `CO` for drums, `DT` for an electronic display.
  /// - Throws: `FormatError` naming each fault; `FileReadError`.
  package init(_ input: ByteInput) throws {
    var entries: [Entry] = []
    let columns: [WorklistColumn] = [.meterType, .dialDigits, .dialDecimals]
    let face = "KIEU_MAT"
    try TableReader(input, columns: columns.map(\.name) + [face], optional: [face]).read { row in
      let prefix = row.text(0)
      let digits = row.whole(1, in: 1...9)
      let decimals = row.whole(2, in: 0...3)
      let faces = DialFace.allCases.map { ($0.rawValue, $0) }
      let face = row.optionalText(3) == nil ? nil : row.word(3, faces)
      guard let prefix, let digits, let decimals,
        let dial = Dial(integerDigits: digits, decimals: decimals)
      else { return }
      entries.append(Entry(type: prefix, dial: dial, face: face))
    }
    self.init(entries)
  }
}
