import Foundation
import TestSupport
import Testing

@Suite("The lists of a flagged month")
struct FlagListTests {
  private typealias Fixture = MonthFixture

  @Test(
    "can be imported, whatever the columns of the month are called",
    arguments: [
      "m²", "Nº", "A½", "a①", "ⅷ", "Ⓐ", "ǅ", "𝒜", "Ꭰ", "Đơn giá (đ/kWh)", "1A", "٣", "a\"b", "",
    ])
  func headers(name: String) throws {
    try withProgram { program, folder in
      let rows = [Fixture.row(1, "1", "9", [name: "kept"])]
      let month = try program.flag(
        Fixture.csv(rows, columns: Fixture.columns + [name]), in: folder)
      #expect(try month.text("PE0700-Q1.xml").contains(">kept</"))
      let list = month.folder.appendingPathComponent("PE0700-Q1.xml").path
      let imported = try program.run("worklist", "import", list)
      #expect(imported.status == 0, "\(imported.errors)")
    }
  }

  @Test(
    "hold no character that XML cannot hold: such a row is bad",
    arguments: ["\u{FFFF}", "\u{FFFE}"])
  func noncharacters(_ text: String) throws {
    try withProgram { program, folder in
      let rows = [Fixture.row(1, "1", "9", ["GHI_CHU": "a\(text)b"]), Fixture.row(2, "1", "9")]
      let refused = try program.flag(Fixture.csv(rows), in: folder)
      #expect(refused.run.status == 65)
      #expect(refused.run.errors.contains("line 2"))
      let skipped = try program.flag(Fixture.csv(rows), in: folder, skipping: true)
      #expect(try skipped.rows("PE0700-Q1.xml") == ["P2 TANG"])
    }
  }

  @Test(
    "are named by unit and book, without blanks, and never longer than a file's name may be",
    arguments: [
      (" Q1 ", "PE0700-Q1.xml"), ("", "PE0700-.xml"), ("Q/../2", "PE0700-Q%2F%2E%2E%2F2.xml"),
      (
        String(repeating: "x", count: 300),
        "PE0700-" + String(repeating: "x", count: 176) + "~7C079D01D9DE6A36.xml"
      ),
    ])
  func names(book: String, name: String) throws {
    try withProgram { program, folder in
      let rows = [Fixture.row(1, "1", "9", ["MA_QUYEN": book])]
      let month = try program.flag(Fixture.csv(rows), in: folder)
      #expect(month.names == [name, "report.json"])
    }
  }

  @Test("are named by one column: a row that names it twice, in whatever case, is refused")
  func columnTwice() throws {
    try withProgram { program, folder in
      let text = Fixture.xml([Fixture.row(1, "1", "9")])
        .replacingOccurrences(of: "<Table1>", with: "<Table1><ma_quyen>Z</ma_quyen>")
      let month = try program.flag(text, in: folder)
      #expect(month.run.status == 65)
      #expect(month.run.errors.contains("ma_quyen") || month.run.errors.contains("MA_QUYEN"))
      #expect(month.names == nil)
    }
  }

  @Test("keep a complaint as the reason, and bring it where the rule finds nothing")
  func complaints() throws {
    try withProgram { program, folder in
      let complaint = ["LY_DO": "KHIEU_NAI"]
      let rows = [
        Fixture.row(1, "9", "9"), Fixture.row(2, "9", "9", complaint),
        Fixture.row(3, "1", "9", complaint), Fixture.row(4, "1", "9", ["LY_DO": "GIAM"]),
      ]
      let month = try program.flag(Fixture.csv(rows), in: folder)
      #expect(
        try month.rows("PE0700-Q1.xml") == [
          "P1 CANH", "P2 KHIEU_NAI", "P3 KHIEU_NAI", "P4 TANG",
        ])
      #expect(month.points("complaint") == 1)
      #expect(month.points("rise") == 2)
      #expect(month.count("flagged") == 3)
    }
  }

  @Test("tell what was left out in `rejects.csv`, in the month's own words, whatever its encoding")
  func rejects() throws {
    try withProgram { program, folder in
      let rows = [
        Fixture.row(1, "1", "9", ["LOAI_BCS": "BT"]), Fixture.row(2, "1", "9"),
        Fixture.row(1, "1", "9", ["LOAI_BCS": "CD"]),
        Fixture.row(3, "x", "9", ["GHI_CHU": "\"\u{301}đọc\",\"b"]),
      ]
      let broken = "PE0700,P4,K\"4,x\n"
      let text = Fixture.csv(rows) + broken
      for bytes in [Data(text.utf8), Fixture.utf16(text)] {
        let month = try program.flag(bytes, in: folder, "--skip-bad-rows")
        #expect(month.run.status == 0)
        #expect(month.count("rejectedRows") == 2)
        let told = try month.text("rejects.csv")
        #expect(told.contains("PE0700,P1,K1,1001,CD,"))
        #expect(told.contains("K\"\"4,x"))
        // A row quoted once in the month is quoted twice here.
        #expect(told.unicodeScalars.contains("\u{301}"))
        let quotes = told.unicodeScalars.count { $0 == "\"" }
        #expect(quotes.isMultiple(of: 2))
      }
    }
  }

  @Test("a ratio of too many decimals is refused with how many there may be")
  func ratio() throws {
    try withProgram { program, folder in
      let month = try program.flag(
        Data(Fixture.csv([Fixture.row(1, "1", "9")]).utf8), in: folder, "--ratio", "1.3333333")
      #expect(month.run.status == 64)
      #expect(month.run.errors.contains("six decimals"))
    }
  }
}
