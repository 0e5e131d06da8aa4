import Casework
import Foundation
import Journal
import Metering
import TestSupport
import Testing

@Suite("Command line: back to billing")
struct CommandLineExportTests {
  static func write(_ text: String, to name: String, in folder: URL) throws -> String {
    let file = folder.appendingPathComponent(name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  static func readings(_ rows: [String], in folder: URL) throws -> String {
    try write(
      (["SERY_CTO,LOAI_BCS,CS_PTRA,NGAY_PTRA"] + rows).joined(separator: "\n") + "\n",
      to: "readings.csv", in: folder)
  }

  static func rows(of path: String) throws -> [[String: String]] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.split(separator: "<Table1>").dropFirst().map { row in
      var values: [String: String] = [:]
      for part in row.split(separator: "</") {
        guard let start = part.lastIndex(of: "<"), let end = part[start...].firstIndex(of: ">")
        else { continue }
        values[String(part[part.index(after: start)..<end])] = String(
          part[part.index(after: end)...])
      }
      return values
    }
  }

  @Test("a book on which nobody worked comes back byte for byte, a visit changes nothing")
  func untouched() throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      let output = folder.appendingPathComponent("out.xml").path
      let before = try program.run("export", "-o", output)
      #expect(before.status == 0)
      let original = try Data(contentsOf: URL(fileURLWithPath: SampleBook.list))
      #expect(try Data(contentsOf: URL(fileURLWithPath: output)) == original)
      // Readings without minutes, and a meter nobody could read.
      try program.run("inspect", "--readings", SampleBook.dial)
      #expect(try program.run("export", "-o", output).status == 0)
      #expect(try Data(contentsOf: URL(fileURLWithPath: output)) == original)
    }
  }

  @Test("a correction before the invoice changes its row alone, marked as not reviewed")
  func corrected() throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      let readings = try Self.readings(["19013325,KT,1307.4,2026-06-16T08:52:00"], in: folder)
      try program.run("inspect", "--readings", readings, "--write-corrections")
      let output = folder.appendingPathComponent("out.xml").path
      let outcome = try program.run("export", "-o", output, "--json")
      let summary = try #require(try outcome.objects().first)
      let rows = try Self.rows(of: output)
      let originals = try Self.rows(of: SampleBook.list)
      #expect(rows.count == originals.count)
      let changed = zip(rows, originals).filter { $0 != $1 }
      if summary["correctedRows"] as? Int == 1 {
        #expect(changed.count == 1)
        let row = try #require(changed.first?.0)
        #expect(row["CS_MOI"] == "1307.4")
        #expect(row["NGAY_MOI"] == "2026-06-16T08:52:00")
        #expect(row["SL_MOI"] == "127.4")
        #expect(row["PHUC_TRA"] == "CHUA_DUYET")
        #expect(row["BIEN_BAN"]?.hasSuffix("-2026-00001") == true)
      } else {
        Issue.record("\(outcome.output)\(outcome.errors)")
      }
      let again = CommandLineProcess(home: folder.appendingPathComponent("again"))
      #expect(try again.run("worklist", "import", output).status == 0)
    }
  }

  @Test("bills that are out go to the adjustment list, unknown ones to the conflicts")
  func notIntoTheBook() throws {
    try withProgram { program, folder in
      let issued = try SampleBook.list(
        replacing: "<TT_HDON>CHUA_PH", with: "<TT_HDON>DA_PH",
        after: "<SERY_CTO>19013325</SERY_CTO>")
      let list = try Self.write(issued, to: "list.xml", in: folder)
      try program.run("worklist", "import", list)
      let readings = try Self.readings(["19013325,KT,1307.4,2026-06-16T08:52:00"], in: folder)
      try program.run("inspect", "--readings", readings, "--write-corrections")
      let output = folder.appendingPathComponent("out.xml").path
      try program.run("export", "-o", output)
      #expect(try Self.rows(of: output) == Self.rows(of: list))
      let adjustments = try String(
        contentsOfFile: folder.appendingPathComponent("out.dieu-chinh.csv").path, encoding: .utf8)
      let line = try #require(adjustments.split(whereSeparator: \.isNewline).last)
      #expect(line.contains("19013325"))
      #expect(line.hasSuffix(",1920,1307.4,740,127.4,-612.6,THOAI_HOAN"))
    }
  }

  @Test("minutes that a later inspection overtook are held back and named")
  func overtaken() throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      let readings = try Self.readings(["19013325,KT,1307.4,2026-06-16T08:52:00"], in: folder)
      try program.run("inspect", "--readings", readings, "--write-corrections")
      try program.run("inspect", "--readings", readings, "--again")
      let output = folder.appendingPathComponent("out.xml").path
      let summary = try #require(
        try program.run("export", "-o", output, "--json").objects().first)
      #expect(summary["correctedRows"] as? Int == 0)
      let reasons = try #require(summary["conflictReasons"] as? [[String: Any]])
      #expect(reasons.compactMap { $0["reason"] as? String } == ["overtaken"])
      #expect(try Self.rows(of: output) == Self.rows(of: SampleBook.list))
    }
  }

  /// The sample book without a meter's rows.
  private static func book(without meter: String) throws -> String {
    let text = try String(contentsOfFile: SampleBook.list, encoding: .utf8)
    let rows = text.components(separatedBy: "  <Table1>")
    return rows.filter { !$0.contains("<SERY_CTO>\(meter)</SERY_CTO>") }
      .joined(separator: "  <Table1>")
  }

  @Test(
    "a correction whose meter the newer list left out is named, and goes out with the older list",
    arguments: ["list.xml", "other.xml"])
  func leftOut(newer: String) throws {
    try withProgram { program, folder in
      let first = try Self.write(
        String(contentsOfFile: SampleBook.list, encoding: .utf8), to: "list.xml", in: folder)
      try program.run("worklist", "import", first)
      let readings = try Self.readings(["19013325,KT,1307.4,2026-06-16T08:52:00"], in: folder)
      try program.run("inspect", "--readings", readings, "--write-corrections")
      let place = folder.appendingPathComponent("newer")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let second = try Self.write(Self.book(without: "19013325"), to: newer, in: place)
      try program.run("worklist", "import", second)
      let output = folder.appendingPathComponent("out.xml").path
      let outcome = try program.run("export", "-o", output, "--json")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let summary = try #require(try outcome.objects().first)
      let reasons = try #require(summary["conflictReasons"] as? [[String: Any]])
      #expect(reasons.compactMap { $0["reason"] as? String } == ["leftOut"])
      #expect(summary["correctedRows"] as? Int == 0)
      #expect(try Self.rows(of: output) == Self.rows(of: second))
      let older = try #require(
        try program.run("export", "-o", output, "--list", "1", "--json").objects().first)
      #expect(older["correctedRows"] as? Int == 1 && older["conflicts"] as? Int == 0)
    }
  }

  @Test("lists of other books are each their own, though they have one name")
  func severalLists() throws {
    try withProgram { program, folder in
      let text = try String(contentsOfFile: SampleBook.list, encoding: .utf8)
      for (place, book) in [("a", "Q0012"), ("b", "Q0013")] {
        let folder = folder.appendingPathComponent(place)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let renamed = text.replacingOccurrences(of: "Q0012", with: book)
          .replacingOccurrences(of: "<SERY_CTO>", with: "<SERY_CTO>\(place == "a" ? "" : "9")")
          .replacingOccurrences(of: "<MA_DDO>PE", with: "<MA_DDO>\(place == "a" ? "PE" : "PF")")
        let list = try Self.write(renamed, to: "book.xml", in: folder)
        #expect(try program.run("worklist", "import", list).status == 0)
      }
      let output = folder.appendingPathComponent("out.xml").path
      for choice in [[], ["--list", "book.xml"]] {
        let outcome = try program.run(
          ["export", "-o", output, "--home", program.home.path, "--lang", "en"] + choice)
        #expect(outcome.status == 64 && outcome.errors.contains("book.xml (1), book.xml (2)"))
      }
      for number in ["1", "2"] {
        #expect(try program.run("export", "-o", output, "--list", number).status == 0)
      }
    }
  }

  @Test("the energy that was signed goes into the book, though the list does not know the dial")
  func countedDial() throws {
    try withProgram { program, folder in
      var text = try SampleBook.list(
        replacing: "<SL_TTIEP>0<", with: "<SL_TTIEP>7<", after: "<SERY_CTO>19013325</SERY_CTO>")
      for (old, new) in [
        ("EMIC-CV140</MA_CTO>\n    <SERY_CTO>19013325", "ZZ</MA_CTO>\n    <SERY_CTO>19013325"),
        ("<CS_CU>1180<", "<CS_CU>99880<"), ("<CS_MOI>1920<", "<CS_MOI>99880<"),
      ] { text = text.replacingOccurrences(of: old, with: new) }
      let end = try #require(text.range(of: "<SERY_CTO>19013325</SERY_CTO>")?.upperBound)
      for field in ["SO_CHU_SO", "SO_THAP_PHAN"] {
        let found = try #require(
          text.range(
            of: "<\(field)>.</\(field)>", options: .regularExpression,
            range: end..<text.endIndex))
        text.removeSubrange(found)
      }
      try program.run("worklist", "import", Self.write(text, to: "list.xml", in: folder))
      let journal = try Journal.open(
        Home(path: program.home.path), context: .system(person: "H07"),
        source: HomeSettings.NoList())
      try journal.append(try Self.counted(at: program))
      try journal.close()
      let output = folder.appendingPathComponent("out.xml").path
      #expect(try program.run("export", "-o", output).status == 0)
      let row = try #require(
        try Self.rows(of: output).first { $0["SERY_CTO"] == "19013325" })
      #expect(row["CS_MOI"] == "12" && row["SL_MOI"] == "132")
    }
  }

  /// A dial of five digits that turned over, as an inspector counted it, and minutes that say so.
  private static func counted(at program: CommandLineProcess) throws -> [Casework.Record] {
    let old = try #require(Index("99880"))
    let seen = try #require(Index("12"))
    let point = PointReference(
      identity: PointIdentity(
        unit: "PE0700", point: "PE07000004142001", meter: "19013325",
        period: try #require(BillingPeriod("2026-06/1"))), list: "0011223344556677")
    let zero = try #require(Energy("7"))
    let used = try #require(Energy("139"))
    return [
      .inspection(
        Inspection(
          point: point, verdict: .deviates, probabilityRecordRight: 1,
          registers: [
            InspectedRegister(
              register: .single, old: old, recorded: old, attempts: [seen],
              dial: Dial(integerDigits: 5, decimals: 0))
          ], readAt: try #require(LocalMinute("2026-06-16T08:52")))),
      .correction(
        Correction(
          point: point, inspection: "",
          registers: [
            CorrectedRegister(
              register: .single, old: old, recorded: old, reinspected: seen, corrected: seen,
              basis: .reread, consumptionBefore: zero, consumptionAfter: used,
              causeSuggested: .rollover, causeChosen: .rollover)
          ], invoice: InvoiceKnowledge(state: .notIssued, asOf: "2026-06-16T07:10:00+07:00"))),
    ]
  }

  @Test("as CSV and as XML again it is the same book")
  func otherFormat() throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      let table = folder.appendingPathComponent("book.csv").path
      #expect(try program.run("export", "--format", "csv", "-o", table).status == 0)
      let other = CommandLineProcess(home: folder.appendingPathComponent("other"))
      try other.run("worklist", "import", table)
      let back = folder.appendingPathComponent("back.xml").path
      #expect(try other.run("export", "--format", "cmis-xml", "-o", back).status == 0)
      let filled = { (rows: [[String: String]]) in rows.map { $0.filter { !$0.value.isEmpty } } }
      #expect(try filled(Self.rows(of: back)) == filled(Self.rows(of: SampleBook.list)))
    }
  }

  @Test("without a list, or into a folder that is not there, it says so")
  func refused() throws {
    try withProgram { program, folder in
      let missing = folder.appendingPathComponent("no/out.xml").path
      #expect(
        try program.run("export", "-o", folder.appendingPathComponent("a.xml").path).status == 66)
      try program.run("worklist", "import", SampleBook.list)
      #expect(try program.run("export", "-o", missing).status == 74)
      let unknown = try program.run("export", "-o", missing, "--list", "nothing.xml")
      #expect(unknown.status == 66)
      #expect(unknown.errors.contains("No list has that name"))
    }
  }
}
