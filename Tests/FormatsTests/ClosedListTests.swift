import Metering
import TestSupport
import Testing

@testable import Formats

@Suite("The closed list of a signed book")
struct ClosedListTests {
  private static func row(_ meter: String, review: String? = nil) throws -> ClosedListRow {
    ClosedListRow(
      identity: PointIdentity(
        unit: "PE0700", point: "PE\(meter)", meter: meter,
        period: try #require(BillingPeriod("2026-06/1"))),
      book: "Q\"0012", state: "approved", settlement: "HIEU_CHINH",
      energyBefore: try #require(Energy("-740.25")), energyAfter: try #require(Energy("127.4")),
      money: review == nil ? nil : -2_187_432, minutes: review.map { _ in "PE0700-H07-2026-00012" },
      person: "H07", entry: String(repeating: "a", count: 64), review: review)
  }

  @Test("reads back as it was written, and is the same bytes for the same rows")
  func roundTrip() throws {
    let rows = [try Self.row("1"), try Self.row("2", review: String(repeating: "b", count: 64))]
    let bytes = ClosedListTable.bytes(of: rows)
    #expect(try ClosedListTable.read(input(String(decoding: bytes, as: UTF8.self))) == rows)
    #expect(ClosedListTable.bytes(of: rows) == bytes)
    #expect(String(decoding: bytes.dropFirst(3), as: UTF8.self).hasPrefix("MA_DVIQLY,MA_QUYEN,KY,"))
  }

  @Test(
    "that was tampered with is refused by name",
    arguments: [
      (",127.4,", ",127,4,5,", .fieldCount, nil), (",127.4,", ",x,", .badNumber, "SL_DUNG"),
      ("2026-06/1", "June", .badPeriod, "KY"), ("-2187432", "1.5", .badNumber, "TIEN"),
      (",HIEU_CHINH", ",", .missingValue, "CACH"),
    ] as [(String, String, FormatFault.Code, String?)])
  func refused(of: String, by: String, code: FormatFault.Code, field: String?) throws {
    let whole = String(
      decoding: ClosedListTable.bytes(of: [try Self.row("2", review: "b")]), as: UTF8.self)
    let changed = whole.replacing(of, with: by)
    #expect(changed != whole)
    let found = try faults { _ = try ClosedListTable.read(input(changed)) }
    #expect(found.map(\.code) == [code])
    if let field { #expect(found.first?.field == field) }
  }

  @Test("names no meter twice")
  func twice() throws {
    let bytes = ClosedListTable.bytes(of: [try Self.row("1"), try Self.row("1")])
    let found = try faults {
      _ = try ClosedListTable.read(input(String(decoding: bytes, as: UTF8.self)))
    }
    #expect(found.map(\.code) == [.registerTwice])
  }
}
