package import Metering

/// One re-inspected register of a readings file (remotely read meters, or a whole crew's day).
package struct ReadingRow: Hashable, Sendable {
  /// The meter's serial (SERY_CTO).
  package var meter: String
  package var kind: RegisterKind
  /// The re-inspected index (CS_PTRA); nil where a status code says why there is none.
  package var index: Index?
  /// Decimals with which it was written, 0 to 3.
  package var decimals: Int
  /// When it was read (NGAY_PTRA), in Vietnamese time.
  package var at: LocalMinute
  /// Why nothing could be read, or what was seen (TTR_PTRA), as written.
  package var status: String?
  /// The metering point (MA_DDO), where serials alone do not tell meters apart.
  package var point: String?
  /// The row's line in its file.
  package var line: Int

  package init(
    meter: String, kind: RegisterKind, index: Index?, decimals: Int, at: LocalMinute,
    status: String? = nil, point: String? = nil, line: Int
  ) {
    self.meter = meter
    self.kind = kind
    self.index = index
    self.decimals = decimals
    self.at = at
    self.status = status
    self.point = point
    self.line = line
  }
}

/// Reads re-inspection readings: CSV with SERY_CTO, LOAI_BCS, CS_PTRA, NGAY_PTRA and, where the file
/// has them, TTR_PTRA and MA_DDO.
///
/// An empty CS_PTRA needs a status code: 0 is a reading, absence has a reason.
package enum ReadingsReader {
  static let columns = ["SERY_CTO", "LOAI_BCS", "CS_PTRA", "NGAY_PTRA", "TTR_PTRA", "MA_DDO"]

  /// All readings, in the file's order, or none.
  /// - Throws: `FormatError` naming each fault, the same register twice among them; `FileReadError`.
  package static func read(_ input: ByteInput) throws -> [ReadingRow] {
    var readings: [ReadingRow] = []
    let table = TableReader(input, columns: columns, optional: ["TTR_PTRA", "MA_DDO"])
    try table.read(identity: [0, 1, 5]) { row in
      let status = row.optionalText(4)
      let isUnread = status != nil && row.optionalText(2) == nil
      let meter = row.text(0)
      let kind = row.code(1, Codes.registers)
      let reading = isUnread ? nil : row.index(2)
      let at = row.moment(3)
      guard let meter, let kind, let at, isUnread || reading != nil else { return }
      readings.append(
        ReadingRow(
          meter: meter, kind: kind, index: reading?.index, decimals: reading?.decimals ?? 0,
          at: at, status: status, point: row.optionalText(5), line: row.line))
    }
    return readings
  }
}
