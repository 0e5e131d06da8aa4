package import Metering

extension DialTable {
  /// Reads the table: CSV with the columns MA_CTO (a prefix), SO_CHU_SO and SO_THAP_PHAN.
  /// - Throws: `FormatError` naming each fault; `FileReadError`.
  package init(_ input: ByteInput) throws {
    var entries: [Entry] = []
    let columns: [WorklistColumn] = [.meterType, .dialDigits, .dialDecimals]
    try TableReader(input, columns: columns.map(\.name)).read { row in
      let prefix = row.text(0)
      let digits = row.whole(1, in: 1...9)
      let decimals = row.whole(2, in: 0...3)
      guard let prefix, let digits, let decimals,
        let dial = Dial(integerDigits: digits, decimals: decimals)
      else { return }
      entries.append(Entry(type: prefix, dial: dial))
    }
    self.init(entries)
  }
}
