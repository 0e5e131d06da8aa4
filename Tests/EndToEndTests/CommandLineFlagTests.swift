import Foundation
import TestSupport
import Testing

@Suite("Command line: flagging a month")
struct CommandLineFlagTests {
  private static let header =
    "MA_DVIQLY,MA_DDO,MA_KHANG,SERY_CTO,LOAI_BCS,NAM,THANG,KY,CS_CU,CS_MOI,NGAY_MOI,SL_CU,SL_MOI,"
    + "SL_THAO,MA_QUYEN,STT,MA_COT,SO_HOM,DIA_CHI,MA_NN,PT_GHI,GHI_CHU"

  /// A row of point `number`: SL_CU, SL_MOI, and what else may differ.
  private static func row(
    _ number: Int, _ before: String, _ now: String, kind: String = "KT", removed: String = "0",
    book: String = "Q1", box: String = "", customer: String = "SH", method: String = "TAY",
    note: String = ""
  ) -> String {
    "PE0700,P\(number),K\(number),\(1000 + number),\(kind),2026,6,1,100,200,2026-06-12,"
      + "\(before),\(now),\(removed),\(book),\(number),C1,\(box),\"\(number), Gò Dầu\",\(customer),"
      + "\(method),\(note)"
  }

  /// In walk order: 1 usual, 2 exactly 1.3, 3 just below, 4 negative, 5 zero, 6 after zero, 7 zero
  /// after zero, 8 in the box of 2, 9 removed meter's part, 10 three rates, 11 and 12 usual.
  private static let month =
    [
      header, row(1, "100", "100"), row(2, "100", "130", box: "H2"), row(3, "1000", "1299"),
      row(4, "50", "-3", customer: "SX"), row(5, "50", "0", method: "XA"), row(6, "0", "5"),
      row(7, "0", "0"), row(8, "100", "90", box: "H2", note: "a<b & \"\"c\"\""),
      row(9, "100", "10", removed: "120"),
      row(10, "40", "60", kind: "BT"), row(10, "30", "40", kind: "CD"),
      row(10, "30", "30", kind: "TD"), row(10, "0", "900", kind: "SG"),
      row(11, "10", "10"), row(12, "10", "10", book: "Q/../2"), row(13, "10", "99", book: "Q/../2"),
    ].joined(separator: "\n").replacingOccurrences(
      of: "a<b & \"\"c\"\"", with: "\"a<b & \"\"c\"\"\"")

  private func write(_ text: String, in folder: URL) throws -> String {
    let path = folder.appendingPathComponent("month.csv").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test("chooses by the rule, borders included, and its counts add up")
  func counts() throws {
    try withProgram { program, folder in
      let month = try write(Self.month, in: folder)
      let output = folder.appendingPathComponent("out").path
      let report = try #require(
        try program.run("flag", month, "-o", output, "--json").objects().first)
      #expect(report["rows"] as? Int == 16)
      #expect(report["points"] as? Int == 13)
      // 2, 4, 5, 6, 9, 10, 13.
      #expect(report["flagged"] as? Int == 7)
      let outcomes = try #require(report["outcomes"] as? [[String: Any]])
      let counts = outcomes.compactMap { $0["points"] as? Int }
      #expect(counts.reduce(0, +) == 13)
      #expect(outcomes.compactMap { $0["shareHundredthsOfPercent"] as? Int }.reduce(0, +) == 10_000)
      #expect(counts.prefix(7) == [3, 0, 0, 1, 1, 1, 1])
      for part in ["byClass", "byReading"] {
        let parts = try #require(report[part] as? [[String: Any]])
        #expect(parts.compactMap { $0["flagged"] as? Int }.reduce(0, +) == 7, "\(part)")
      }
      let kept = try String(contentsOfFile: "\(output)/report.json", encoding: .utf8)
      #expect(kept.contains(#""flagged":7"#))
    }
  }

  @Test(
    "writes lists by book that import whole, context beside the flagged, names kept in the folder")
  func lists() throws {
    try withProgram { program, folder in
      let month = try write(Self.month, in: folder)
      let output = folder.appendingPathComponent("out").path
      try program.run("flag", month, "-o", output)
      let names = try FileManager.default.contentsOfDirectory(atPath: output).sorted()
      #expect(names == ["PE0700-Q%2F%2E%2E%2F2.xml", "PE0700-Q1.xml", "report.json"])
      let list = try String(contentsOfFile: "\(output)/PE0700-Q1.xml", encoding: .utf8)
      let reasons = list.split(separator: "\n").compactMap { line -> String? in
        guard let point = line.range(of: "<MA_DDO>"), let reason = line.range(of: "<LY_DO>") else {
          return nil
        }
        return line[point.upperBound...].prefix { $0 != "<" } + " "
          + line[reason.upperBound...].prefix { $0 != "<" }
      }
      #expect(
        reasons == [
          "P1 CANH", "P2 TANG", "P3 CANH", "P4 AM", "P5 KHONG", "P6 TANG", "P7 CANH", "P8 CANH",
          "P9 TANG", "P10 TANG", "P10 TANG", "P10 TANG", "P10 TANG", "P11 CANH",
        ])
      #expect(list.contains("<GHI_CHU>a&lt;b &amp; \"c\"</GHI_CHU>"))
      let imported = try program.run("worklist", "import", "\(output)/PE0700-Q1.xml")
      #expect(imported.status == 0)
      let listed = try program.run("worklist", "list", "--json").objects()
      // Context is for comparison and no work: it is not on the route.
      #expect(listed.count == 6)
    }
  }

  @Test(
    "stops at a row that cannot be read and leaves nothing, or puts it aside where asked",
    arguments: ["\n", "\r\n"])
  func badRow(lineEnd: String) throws {
    try withProgram { program, folder in
      let bad = Self.month.replacingOccurrences(of: ",1000,1299,", with: ",nghìn,1299,")
        .replacingOccurrences(of: "\n", with: lineEnd)
      let month = try write(bad, in: folder)
      let output = folder.appendingPathComponent("out").path
      let stopped = try program.run("flag", month, "-o", output)
      #expect(stopped.status == 65)
      #expect(stopped.errors.contains("SL_CU"))
      #expect(stopped.errors.contains("nghìn"))
      #expect(stopped.errors.contains("4"))
      #expect(!FileManager.default.fileExists(atPath: output))
      let skipped = try #require(
        try program.run("flag", month, "-o", output, "--json", "--skip-bad-rows").objects().first)
      #expect(skipped["rejectedRows"] as? Int == 1)
      #expect(skipped["points"] as? Int == 13)
      let rejects = try String(contentsOfFile: "\(output)/rejects.csv", encoding: .utf8)
      #expect(rejects.contains("\r\n4,"))
      #expect(rejects.contains("nghìn"))
    }
  }

  @Test("names a point that stands in two places; half of its registers decide nothing")
  func scattered() throws {
    try withProgram { program, folder in
      let again = Self.month + "\n" + Self.row(1, "1", "9", kind: "VC") + "\n"
      let month = try write(again, in: folder)
      let output = folder.appendingPathComponent("out").path
      let stopped = try program.run("flag", month, "-o", output)
      #expect(stopped.status == 65)
      #expect(stopped.errors.contains("18"))
      let skipped = try #require(
        try program.run("flag", month, "-o", output, "--json", "--skip-bad-rows").objects().first)
      #expect(skipped["scatteredPoints"] as? Int == 1)
      let rejects = try String(contentsOfFile: "\(output)/rejects.csv", encoding: .utf8)
      #expect(rejects.contains("pointAgain"))
    }
  }

  @Test(
    "refuses what is no ratio, no file, no month, and a folder in use",
    arguments: [
      (["--ratio", "1,3"], Int32(64), "1,3"), (["--ratio", "1"], 64, "--ratio 1"),
      (["--ratio", "0"], 64, "--ratio 0"), (["--ratio", "abc"], 64, "abc"),
    ])
  func refusedRatio(arguments: [String], status: Int32, word: String) throws {
    try withProgram { program, folder in
      let month = try write(Self.month, in: folder)
      let output = folder.appendingPathComponent("out").path
      let run = try program.run(["flag", month, "-o", output] + arguments)
      #expect(run.status == status)
      #expect(run.errors.contains(word))
      #expect(!FileManager.default.fileExists(atPath: output))
    }
  }

  @Test("refuses a folder that holds something, a missing file, and one without the columns")
  func refusedFiles() throws {
    try withProgram { program, folder in
      let month = try write(Self.month, in: folder)
      #expect(try program.run("flag", month, "-o", folder.path).status == 77)
      let output = folder.appendingPathComponent("out").path
      #expect(try program.run("flag", "\(folder.path)/none.csv", "-o", output).status == 66)
      #expect(try program.run("flag", month, "-o", "\(folder.path)/a/b/c").status == 73)
      let other = try write("MA_DDO,SL_MOI\n1,2\n", in: folder)
      let run = try program.run("flag", other, "-o", output)
      #expect(run.status == 65)
      #expect(run.errors.contains("CS_MOI"))
      #expect(!FileManager.default.fileExists(atPath: output))
    }
  }

  @Test("takes CMIS XML, semicolons, a BOM and UTF-16 alike")
  func forms() throws {
    try withProgram { program, folder in
      let semicolons = Self.month.replacingOccurrences(of: "\"a<b & \"\"c\"\"\"", with: "a")
        .split(separator: "\n").map { line in
          line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().map {
            $0.offset % 2 == 0
              ? $0.element.replacingOccurrences(of: ",", with: ";") : String($0.element)
          }.joined(separator: "\"")
        }.joined(separator: "\n")
      var utf16 = Data([0xFF, 0xFE])
      for unit in Self.month.utf16 {
        withUnsafeBytes(of: unit.littleEndian) { utf16.append(contentsOf: $0) }
      }
      let forms = [Data(("\u{FEFF}" + semicolons).utf8), utf16]
      for (number, form) in forms.enumerated() {
        let path = folder.appendingPathComponent("form-\(number).csv")
        try form.write(to: path)
        let output = folder.appendingPathComponent("out-\(number)").path
        let report = try #require(
          try program.run("flag", path.path, "-o", output, "--json").objects().first)
        #expect(report["flagged"] as? Int == 7, "form \(number)")
        #expect(report["points"] as? Int == 13, "form \(number)")
      }
      let output = folder.appendingPathComponent("out-xml").path
      let list = Environment.asset("sample/so-Q0012.xml").path
      let report = try #require(
        try program.run("flag", list, "-o", output, "--json").objects().first)
      #expect(report["points"] as? Int == 41)
      let made = try FileManager.default.contentsOfDirectory(atPath: output).filter {
        $0.hasSuffix(".xml")
      }
      #expect(!made.isEmpty)
      for name in made {
        #expect(try program.run("worklist", "import", "\(output)/\(name)").status == 0, "\(name)")
      }
    }
  }
}
