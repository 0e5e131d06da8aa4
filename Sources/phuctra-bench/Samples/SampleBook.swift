import Foundation

/// Lists of any size for measuring: households of no real people, in walk order, the same for the
/// same seed. One point in fifty has a three-rate meter.
struct SampleBook {
  /// How much to write.
  enum Extent {
    case points(Int)
    /// Registers; the last point may be cut short.
    case rows(Int)
  }

  /// The serial of the first point in walk order.
  static let firstSerial = serial(0)

  /// The columns that offices' lists have, and those of ours that matter on the way.
  private static let header =
    "MA_NVGCS,MA_KHANG,MA_DDO,MA_DVIQLY,MA_GC,MA_QUYEN,MA_TRAM,BOCSO_ID,LOAI_BCS,LOAI_CS,TEN_KHANG,"
    + "DIA_CHI,MA_NN,SO_HO,MA_CTO,SERY_CTO,HSN,CS_CU,SL_CU,SL_TTIEP,NGAY_CU,CS_MOI,SL_MOI,KY,THANG,"
    + "NAM,NGAY_MOI,SL_THAO,MA_COT,SLUONG_1,SLUONG_2,SLUONG_3,SO_HOM,X,Y,SO_CHU_SO,SO_THAP_PHAN,"
    + "TT_HDON,STT,LY_DO\n"

  private static let streets = [
    "Lũy Bán Bích", "Khuông Việt", "Tân Sơn Nhì", "Trương Vĩnh Ký", "Gò Dầu", "Âu Cơ",
    "Thoại Ngọc Hầu",
    "Độc Lập", "Tân Hương", "Vườn Lài",
  ]

  let seed: UInt64

  /// Writes a list, a megabyte at a time.
  /// - Complexity: O(rows) time, constant memory.
  func write(_ extent: Extent, to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw BenchError("\(path) cannot be written") }
    defer { try? file.close() }
    var generator = SeededGenerator(seed: seed)
    var text = SampleBook.header
    var rows = 0
    var point = 0
    while true {
      switch extent {
      case .points(let count):
        if point == count { return try file.write(contentsOf: text.utf8Data) }
      case .rows(let count): if rows == count { return try file.write(contentsOf: text.utf8Data) }
      }
      for kind in point % 50 == 49 ? ["BT", "CD", "TD"] : ["KT"] {
        if case .rows(let count) = extent, rows == count { break }
        text += SampleBook.row(point, kind, rows, &generator)
        rows += 1
      }
      point += 1
      if text.utf8.count > 1 << 20 {
        try file.write(contentsOf: text.utf8Data)
        text = ""
      }
    }
  }

  /// Eight digits, no two alike below 90 million points: the factor and the modulus share none.
  static func serial(_ point: Int) -> String {
    "\(10_000_000 + (point * 48_271 + 9_012_345) % 89_999_999)"
  }

  /// MA_DDO of a point.
  static func point(_ point: Int) -> String { "PE07\(padded(point, 9))001" }

  private static func row(
    _ point: Int, _ kind: String, _ row: Int, _ random: inout SeededGenerator
  ) -> String {
    let number = padded(point, 9)
    let old = Int.random(in: 100...90_000, using: &random)
    let months = (0..<3).map { _ in Int.random(in: 40...900, using: &random) }
    let use = months[0] * Int.random(in: 130...210, using: &random) / 100
    let street = streets[Int.random(in: 0..<streets.count, using: &random)]
    let house =
      "\(Int.random(in: 1...400, using: &random))/\(Int.random(in: 1...99, using: &random))"
    let time = "T\(padded(7 + point % 10, 2)):\(padded(point % 60, 2)):00"
    return "NV\(padded(point / 500 % 1000, 3)),PE07\(number),PE07\(number)001,PE0700,"
      + "G\(padded(point / 100, 7)),Q\(padded(point / 100 % 10_000, 4)),T\(padded(point / 60 % 10_000, 4)),"
      + "\(100_000_000 + row),\(kind),CSC,Khách hàng \(padded(point, 6)),"
      + "\"\(house) \(street), P. Tân Thành\",SH,1,CE14,\(serial(point)),1,\(old),\(months[0]),0,"
      + "2026-05-13\(time),\(old + use),\(use),1,6,2026,2026-06-12\(time),0,C\(point / 8 % 1000),"
      + "\(months[0]),\(months[1]),\(months[2]),H\(point / 4 % 100),10.79000,106.63000,5,1,"
      + "\(point % 3 == 0 ? "DA_PH" : "CHUA_PH"),\(point + 1),TANG\n"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension String {
  fileprivate var utf8Data: Data { Data(utf8) }
}
