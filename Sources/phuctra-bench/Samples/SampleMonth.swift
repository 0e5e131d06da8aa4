import Foundation

/// A month of a city's readings for measuring `flag`: households and firms of no real people, books of
/// 500 points in walk order, the same for the same seed.
///
/// Its rises follow the published month of June 2020 (about one point in ten at 1.3 times or more);
/// one point in fifty has a three-rate meter, every sixth row is a firm's, half are read remotely.
struct SampleMonth {
  /// EVNHCMC's month of June 2020.
  static let cityRows = 2_567_007

  let seed: UInt64

  private static let header =
    "MA_NVGCS,MA_KHANG,MA_DDO,MA_DVIQLY,MA_GC,MA_QUYEN,MA_TRAM,BOCSO_ID,LOAI_BCS,LOAI_CS,TEN_KHANG,"
    + "DIA_CHI,MA_NN,SO_HO,MA_CTO,SERY_CTO,HSN,CS_CU,SL_CU,SL_TTIEP,NGAY_CU,CS_MOI,SL_MOI,KY,THANG,"
    + "NAM,NGAY_MOI,SL_THAO,MA_COT,SLUONG_1,SLUONG_2,SLUONG_3,SO_HOM,X,Y,SO_CHU_SO,SO_THAP_PHAN,"
    + "TT_HDON,PT_GHI,STT\n"

  /// Writes the month, a megabyte at a time.
  /// - Complexity: O(rows) time, constant memory.
  func write(rows: Int, to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw BenchError("\(path) cannot be written") }
    defer { try? file.close() }
    var generator = SeededGenerator(seed: seed)
    var text = SampleMonth.header
    var (written, point) = (0, 0)
    while written < rows {
      for kind in point % 50 == 49 ? ["BT", "CD", "TD"] : ["KT"] where written < rows {
        text += SampleMonth.row(point, kind, written, &generator)
        written += 1
      }
      point += 1
      if text.utf8.count > 1 << 20 {
        try file.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try file.write(contentsOf: Data(text.utf8))
  }

  private static func row(
    _ point: Int, _ kind: String, _ row: Int, _ random: inout SeededGenerator
  ) -> String {
    let number = padded(point, 9)
    let old = Int.random(in: 100...90_000, using: &random)
    let months = (0..<3).map { _ in Int.random(in: 40...900, using: &random) }
    let (before, use) = consumption(months[0], &random)
    let house =
      "\(Int.random(in: 1...400, using: &random))/\(Int.random(in: 1...99, using: &random))"
    let time = "T\(padded(7 + point % 10, 2)):\(padded(point % 60, 2)):00"
    let book = point / 500
    return "NV\(padded(book % 1000, 3)),PE07\(number),PE07\(number)001,PE0700,"
      + "G\(padded(point, 9)),Q\(padded(book, 5)),T\(padded(point / 60, 5)),"
      + "\(100_000_000 + row),\(kind),CSC,Khách hàng \(padded(point, 7)),"
      + "\"\(house) Lũy Bán Bích, P. Tân Thành\",\(point % 6 == 5 ? "SX" : "SH"),1,CE14,"
      + "\(10_000_000 + (point * 48_271 + 9_012_345) % 89_999_999),1,\(old),\(before),0,"
      + "2026-05-13\(time),\(max(0, old + use)),\(use),1,6,2026,2026-06-12\(time),0,"
      + "C\(padded(point / 8 % 1000, 3)),\(months[0]),\(months[1]),\(months[2]),H\(point / 4 % 100),"
      + "10.79000,106.63000,5,1,CHUA_PH,\(point % 2 == 0 ? "TAY" : "XA"),\(point % 500 + 1)\n"
  }

  /// The month before and this one, in whole kWh.
  private static func consumption(
    _ usual: Int, _ random: inout SeededGenerator
  ) -> (before: Int, now: Int) {
    switch Int.random(in: 0..<10_000, using: &random) {
    case 0..<470: (usual, usual * Int.random(in: 130..<150, using: &random) / 100)
    case 470..<760: (usual, usual * Int.random(in: 150..<200, using: &random) / 100)
    case 760..<960: (usual, usual * Int.random(in: 200..<400, using: &random) / 100)
    case 960..<1050: (usual, usual * Int.random(in: 400..<1200, using: &random) / 100)
    case 1050..<1058: (usual, -Int.random(in: 1...90, using: &random))
    case 1058..<1150: (usual, 0)
    case 1150..<1220: (0, usual)
    case 1220..<1300: (0, 0)
    default: (usual, usual * Int.random(in: 60..<130, using: &random) / 100)
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
