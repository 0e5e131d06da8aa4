/// The worklist columns that mean something to the program; all others are kept as they are.
///
/// Names are those of CMIS, EVN's customer system, down to `box`; the rest are this program's own.
package enum WorklistColumn: Int, CaseIterable, Hashable, Sendable {
  case unit, point, customer, meter, register, year, month, cycle
  case old, recorded, oldDate, recordedDate, oldStatus, recordedStatus
  case oldConsumption, recordedConsumption, removedConsumption, directConsumption
  case history1, history2, history3, multiplier
  case customerName, address, customerClass, households, meterType, priceString
  case reader, route, book, transformer, pole, box
  case dialDigits, dialDecimals
  case invoice, invoiceNumber
  case hazard
  case walkOrder
  case readingMethod
  case reason

  /// True for what tells who a customer is or where he lives.
  var isPersonal: Bool { self == .customerName || self == .address }

  /// The column's name in files.
  package var name: String { WorklistColumn.names[rawValue] }

  /// By raw value.
  static let names: [String] = [
    "MA_DVIQLY", "MA_DDO", "MA_KHANG", "SERY_CTO", "LOAI_BCS", "NAM", "THANG", "KY",
    "CS_CU", "CS_MOI", "NGAY_CU", "NGAY_MOI", "TTR_CU", "TTR_MOI",
    "SL_CU", "SL_MOI", "SL_THAO", "SL_TTIEP",
    "SLUONG_1", "SLUONG_2", "SLUONG_3", "HSN",
    "TEN_KHANG", "DIA_CHI", "MA_NN", "SO_HO", "MA_CTO", "CHUOI_GIA",
    "MA_NVGCS", "MA_GC", "MA_QUYEN", "MA_TRAM", "MA_COT", "SO_HOM",
    "SO_CHU_SO", "SO_THAP_PHAN",
    "TT_HDON", "SO_HDON",
    "CANH_BAO",
    "STT",
    "PT_GHI",
    "LY_DO",
  ]
}
