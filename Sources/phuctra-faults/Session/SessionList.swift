import Foundation
import Journal
import Metering

/// The worklist of the suite's own sessions: a CSV file that `phuctra worklist import` takes as well.
struct SessionList {
  let points: Int

  private static let header =
    "MA_DVIQLY,MA_DDO,SERY_CTO,LOAI_BCS,NAM,THANG,KY,MA_QUYEN,DIA_CHI,STT,LY_DO,CS_CU,CS_MOI,"
    + "NGAY_MOI,SO_CHU_SO,SO_THAP_PHAN\n"

  /// - Throws: where the file cannot be written.
  func write(to path: String) throws {
    let rows = (0..<points).map { number in
      "PE0700,\(SessionList.point(number)),\(SessionList.meter(number)),KT,2026,6,1,Q0012,"
        + "\(number) Lũy Bán Bích,\(number + 1),TANG,1180,\(SessionList.recorded(number)),"
        + "2026-06-12T10:37:00,5,1\n"
    }
    try (SessionList.header + rows.joined()).write(
      toFile: path, atomically: true, encoding: .utf8)
  }

  /// - Throws: `FaultError` where the sample is malformed.
  static func identity(_ number: Int) throws -> PointIdentity {
    guard let period = BillingPeriod("2026-06/1") else { throw FaultError("no such period") }
    return PointIdentity(
      unit: "PE0700", point: point(number), meter: meter(number), period: period)
  }

  static func point(_ number: Int) -> String { "PE07\(100_000_000 + number)001" }
  static func meter(_ number: Int) -> String { "\(19_000_000 + number * 37)" }
  /// Every tenth record is wrong: two digits of 1290 were exchanged.
  static func recorded(_ number: Int) -> Int { number % 10 == 3 ? 1920 : 1290 }
}

/// Reads the lists that `SessionList` wrote: commas, no quotes, one register a point.
struct SessionListSource: WorklistSource {
  func registers(in list: ListFile, each: (RegisterRow) throws -> Void) throws -> String {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: list.path)))
    try bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      var line = 0
      while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
        line += 1
        if line > 1 {
          let span = RowSpan(offset: Int64(start), length: end - start)
          try each(try row(UnsafeBufferPointer(rebasing: bytes[start..<end]), span))
        }
        start = end + 1
      }
    }
    return "csv"
  }

  private func row(_ line: UnsafeBufferPointer<UInt8>, _ span: RowSpan) throws -> RegisterRow {
    let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map { UnsafeBufferPointer(rebasing: $0) }
    guard fields.count == 16 else { throw FaultError("a row of the list has other columns") }
    var record = Fingerprint()
    for field in fields[11...15] { record.add(field) }
    var row = RegisterRow(
      span: span, unit: fields[0], point: fields[1], meter: fields[2], year: 2026, month: 6,
      cycle: 1, kind: .single, record: record.value)
    row.book = fields[7]
    row.address = fields[8]
    row.walkOrder = Int(String(decoding: fields[9], as: UTF8.self))
    row.reason = .rise
    return row
  }

  func point(in list: ListFile, rows: [RowSpan]) throws -> MeteringPoint {
    throw FaultError("\(list.path): no session of the suite opens a point's record")
  }
}
