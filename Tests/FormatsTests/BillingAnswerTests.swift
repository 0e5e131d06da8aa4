import TestSupport
import Testing

@testable import Formats

@Suite("Billing's answers")
struct BillingAnswerTests {
  private let header = "SO_BIEN_BAN,KET_QUA,NGAY"

  @Test("are read with and without their optional columns, the time kept where it is written")
  func whole() throws {
    let plain = try BillingAnswerReader.read(
      input("\(header)\nPE0700-H07-2026-00001,DA_AP_DUNG,2026-07-02\n"))
    #expect(
      plain == [
        BillingAnswerRow(
          minutes: "PE0700-H07-2026-00001", isApplied: true, moment: "2026-07-02", line: 2)
      ])
    let full = try BillingAnswerReader.read(
      input(
        """
        so_hdon;ly_do;ngay;ket_qua;so_bien_ban
        0000123;;2026-07-02T00:00:00;DA_AP_DUNG;A-1
        ;kỳ đã khoá;2026-07-02T09:15:30+07:00;TU_CHOI;A-2
        """))
    #expect(
      full == [
        BillingAnswerRow(
          minutes: "A-1", isApplied: true, moment: "2026-07-02T00:00", invoice: "0000123", line: 2),
        BillingAnswerRow(
          minutes: "A-2", isApplied: false, moment: "2026-07-02T09:15", reason: "kỳ đã khoá",
          line: 3),
      ])
  }

  @Test(
    "that are wrong are refused by name",
    arguments: [
      (",DA_AP_DUNG,2026-07-02,", .missingValue, "SO_BIEN_BAN"),
      ("A-1,XONG,2026-07-02,", .unknownCode, "KET_QUA"),
      ("A-1,DA_AP_DUNG,,", .missingValue, "NGAY"),
      ("A-1,DA_AP_DUNG,02/07/2026,", .badDate, "NGAY"),
      ("A-1,TU_CHOI,2026-07-02,", .missingValue, "LY_DO"),
    ] as [(String, FormatFault.Code, String)])
  func refused(row: String, code: FormatFault.Code, field: String) throws {
    let found = try faults { _ = try BillingAnswerReader.read(input("\(header),LY_DO\n\(row)\n")) }
    #expect(found.map(\.code) == [code])
    #expect(found.first?.field == field)
    #expect(found.first?.line == 2)
  }

  @Test("on the same minutes twice are refused")
  func twice() throws {
    let row = "A-1,DA_AP_DUNG,2026-07-02"
    let found = try faults {
      _ = try BillingAnswerReader.read(input("\(header)\n\(row)\n\(row)\n"))
    }
    #expect(
      found == [
        FormatFault(
          .registerTwice, line: 3, column: 1, field: "SO_BIEN_BAN", value: "A-1", detail: "2")
      ])
  }
}
