import Foundation
import TestSupport
import Testing

@Suite("Command line: bulk inspection")
struct CommandLineInspectTests {
  /// Meters of the sample book whose verdict is beyond doubt, and the cause that must come first.
  static let cases: [(meter: String, verdict: String, cause: String?)] = [
    ("18801127", "confirmed", nil), ("22107741", "confirmed", nil),
    ("19013325", "deviates", "transposition"), ("17880213", "deviates", "substitution"),
    ("20450011", "deviates", "substitution"), ("18840266", "deviates", "decimalShift"),
    ("18533341", "deviates", "omission"), ("21775126", "deviates", "substitution"),
    ("17455090", "confirmed", nil), ("17455122", "confirmed", nil),
    ("20033524", "confirmed", nil), ("18120945", "confirmed", nil),
    ("16604419", "confirmed", nil), ("22590177", "confirmed", nil),
    ("20677403", "unread", nil),
  ]

  @Test("the sample readings give one line a point, with the verdicts of its cases")
  func sampleBook() throws {
    try withProgram { program, _ in
      try program.run("worklist", "import", SampleBook.list)
      let outcome = try program.run("inspect", "--readings", SampleBook.dial, "--json")
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")
      let objects = try outcome.objects()
      #expect(objects.count == 40)
      for (meter, verdict, cause) in Self.cases {
        let object = try #require(objects.first { $0["meter"] as? String == meter })
        #expect(object["verdict"] as? String == verdict, "\(meter)")
        #expect(object["minutes"] == nil, "nobody asked for corrections")
        let registers = try #require(object["registers"] as? [[String: Any]])
        let causes = registers.flatMap { $0["causes"] as? [[String: Any]] ?? [] }
        if let cause { #expect(causes.first?["cause"] as? String == cause, "\(meter)") }
      }
      let unread = try #require(objects.first { $0["meter"] as? String == "20677403" })
      #expect(unread["status"] as? String == "VN")
      #expect(try program.run("journal", "list", "--json").objects().count == 41)
    }
  }

  @Test("a line has the fields, their order and their decimal strings as scripts know them")
  func shape() throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      let readings = try Self.readings("19013325,KT,1307.4,2026-06-16T08:52:00,", in: folder)
      let line = try program.run(
        "inspect", "--readings", readings, "--json", "--write-corrections"
      ).output
      #expect(
        line.hasPrefix(
          #"{"point":"PE07000004142001","meter":"19013325","verdict":"deviates","#
            + #""probabilityRecordRight":0"#))
      #expect(
        line.contains(
          #""registers":[{"register":"KT","old":"1180","recorded":"1920","reinspected":"1307.4","#
            + #""corrected":"1307.4","basis":"reread","consumptionBefore":"740","#
            + #""consumptionAfter":"110","causes":[{"cause":"transposition","index":"1290","#
            + #""probability":0."#))
      let tag = try #require(
        try program.run("device", "show", "--json").objects().first?["device"] as? String)
      let number = "PE0700-\(tag.prefix(4).uppercased())-"
      #expect(line.contains(#""invoice":"notIssued","minutes":""# + number))
      #expect(line.contains("-00001\""))
      // By hand, 31 and 35 days after a month of 31: full quotas, and 56 56 113.
      // 50×1984 + 50×2050 + 100×(2380 + 2998 + 3350) + 340×3460 = 2250900, VAT 180072;
      // 56×1984 + 56×2050 + 15.4×2380 = 262556, VAT 21004.48.
      #expect(
        line.contains(
          #""money":{"estimate":true,"decisions":["1279/QĐ-BCT"],"taxPercent":8,"#
            + #""before":2430972,"after":283560,"thisMonth":-2147412,"nextMonth":"#))
    }
  }

  @Test("a dry run diffs and leaves the home as it was")
  func dryRun() throws {
    try withProgram { program, _ in
      try program.run("worklist", "import", SampleBook.list)
      let before = try program.run("journal", "list", "--json").output
      let diffed = try program.run("inspect", "--readings", SampleBook.dial, "--dry-run", "--json")
      #expect(diffed.status == 0)
      #expect(try diffed.objects().count == 40)
      #expect(try program.run("journal", "list", "--json").output == before)
      let real = try program.run("inspect", "--readings", SampleBook.dial, "--json")
      #expect(real.output == diffed.output, "the same code gives the same lines")
    }
  }

  @Test("points inspected before are left alone, unless they are to be inspected again")
  func again() throws {
    try withProgram { program, _ in
      try program.run("worklist", "import", SampleBook.list)
      try program.run("inspect", "--readings", SampleBook.dial)
      let second = try program.run("inspect", "--readings", SampleBook.dial, "--json")
      #expect(second.status == 0)
      #expect(try second.objects().count == 1, "the unread one is tried again")
      #expect(
        second.errors
          == "39 metering points were inspected before and left alone (--again inspects them again)\n"
      )
      let third = try program.run("inspect", "--readings", SampleBook.dial, "--json", "--again")
      #expect(try third.objects().count == 40)
    }
  }

  @Test("a register that is missing from the readings makes its point unresolved")
  func missingRegister() throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      let readings = try Self.readings("17880213,BT,15394.1,2026-06-16T08:06:00,", in: folder)
      let object = try #require(
        try program.run("inspect", "--readings", readings, "--json").objects().first)
      #expect(object["verdict"] as? String == "unresolved")
      #expect((object["reasons"] as? [String])?.contains("registerMissing") == true)
      let registers = try #require(object["registers"] as? [[String: Any]])
      #expect(registers.compactMap { $0["reinspected"] as? String } == ["15394.1"])
      #expect(registers.count == 3)
    }
  }

  @Test("of two meters that were swapped each names the other, in bulk and in a dry run")
  func swapped() throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      let readings = try Self.readings(
        """
        21330402,KT,10082.6,2026-06-16T09:02:00,
        21330403,KT,12418.8,2026-06-16T09:09:00,
        """, in: folder)
      let outcomes = [
        try program.run("inspect", "--readings", readings, "--json", "--dry-run"),
        try program.run("inspect", "--readings", readings, "--json"),
      ]
      for outcome in outcomes {
        let objects = try outcome.objects()
        try #require(objects.count == 2)
        for (object, other) in zip(objects, ["21330403", "21330402"]) {
          let registers = try #require(object["registers"] as? [[String: Any]])
          let causes = try #require(registers.first?["causes"] as? [[String: Any]])
          #expect(object["verdict"] as? String == "deviates")
          #expect(causes.first?["cause"] as? String == "swappedMeters")
          #expect(causes.first?["meter"] as? String == other)
        }
      }
    }
  }

  @Test("a meter that is in no list is named, the others are inspected, and the status is 65")
  func unknownMeter() throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      let readings = try Self.readings(
        """
        99999999,KT,5,2026-06-16T08:00:00,
        19492492,KT,20684.9,2026-06-16T07:17:00,
        19492492,SG,1,2026-06-16T07:17:00,
        22107741,VC,1,2026-06-16T07:17:00,
        """, in: folder)
      let outcome = try program.run("inspect", "--readings", readings)
      #expect(outcome.status == 65)
      #expect(
        outcome.errors == """
          line 4: meter 19492492: its list has no register SG; that reading is not kept
          line 2: meter 99999999: in no list here; import its list first
          line 5: meter 22107741: read was VC, listed is KT

          """)
      #expect(outcome.output.hasSuffix("1 metering points inspected: correct 1\n"))
    }
  }

  @Test("a reading whose energy is beyond all reason is kept, and the home works on")
  func greatEnergy() throws {
    try withProgram { program, folder in
      let list = folder.appendingPathComponent("hsn.xml").path
      try SampleBook.list(
        replacing: "<HSN>1</HSN>", with: "<HSN>12000</HSN>", after: "<SERY_CTO>19492492</SERY_CTO>"
      ).write(toFile: list, atomically: true, encoding: .utf8)
      try program.run("worklist", "import", list)
      let readings = try Self.readings(
        "19492492,KT,999999999,2026-06-16T07:17:00,\n19013325,KT,1307.4,2026-06-16T08:52:00,",
        in: folder)
      let outcome = try program.run("inspect", "--readings", readings, "--json")
      #expect(outcome.status == 0 && outcome.errors == "")
      #expect(try outcome.objects().count == 2)
      for command in [
        ["journal", "verify"], ["journal", "list"], ["report"], ["minutes", "list"],
      ] {
        let after = try program.run(command + ["--home", program.home.path])
        #expect(after.status == 0, "\(command): \(after.errors)")
      }
    }
  }

  @Test("what a file says beside the indices and no inspection keeps is named")
  func unused() throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      let readings = try Self.readings(
        """
        19492492,KT,20684.9,2026-06-16T07:17:00,DUT_CHI
        17880213,BT,15394.1,2026-06-16T07:17:00,
        17880213,CD,,2026-06-16T07:17:00,HONG
        17880213,TD,6189.5,2026-06-16T07:17:00,X
        18801127,KT,72358.3,2026-06-16T07:24:00,
        18801127,VC,12,2026-06-16T07:24:00,
        20677403,KT,,2026-06-16T07:30:00,VN
        """, in: folder)
      let outcome = try program.run("inspect", "--readings", readings, "--json")
      #expect(outcome.status == 0)
      #expect(
        try outcome.objects().compactMap { $0["verdict"] as? String }
          == ["confirmed", "unresolved", "confirmed", "unread"])
      #expect(
        outcome.errors == """
          line 2: meter 19492492: the status “DUT_CHI” beside an index is not kept; the index is
          line 4: meter 17880213: the status “HONG” of one register is not kept, because others \
          were read; the point is unresolved
          line 5: meter 17880213: the status “X” beside an index is not kept; the index is
          line 7: meter 18801127: its list has no register VC; that reading is not kept

          """)
    }
  }

  @Test(
    "registers of one meter count together where one visit can have read them",
    arguments: [
      ("2026-06-16T07:17:00", "2026-06-16T08:17:00", true),
      ("2026-06-16T23:50:00", "2026-06-17T00:20:00", true),
      ("2026-06-16T07:17:00", "2026-06-16T08:18:00", false),
      ("2026-06-16T07:17:00", "2026-06-18T07:17:00", false),
    ])
  func together(first: String, last: String, isOneVisit: Bool) throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      let readings = try Self.readings(
        """
        17880213,BT,15394.1,\(last),
        17880213,CD,8506.3,\(first),
        17880213,TD,6189.5,\(first),
        """, in: folder)
      let outcome = try program.run("inspect", "--readings", readings, "--json")
      #expect(outcome.status == (isOneVisit ? 0 : 65))
      #expect(try outcome.objects().count == (isOneVisit ? 1 : 0))
      #expect(
        outcome.errors.hasPrefix("line 2: meter 17880213: its registers were read at") != isOneVisit
      )
      #expect(isOneVisit || outcome.errors.contains("on line 2, at \(last.prefix(16))"))
    }
  }

  @Test("a faulty file of readings is refused before anything is written")
  func faultyReadings() throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      let before = try program.run("journal", "list", "--json").output
      let readings = try Self.readings(
        "19492492,KT,20684.9,2026-06-16T07:17:00,\n19013325,KT,-4,2026-06-16T07:17:00,",
        in: folder)
      let outcome = try program.run("inspect", "--readings", readings)
      #expect(outcome.status == 65)
      #expect(outcome.output == "")
      #expect(outcome.errors.contains("line 3, column 13: CS_PTRA “-4”"))
      #expect(try program.run("journal", "list", "--json").output == before)
      let none = try program.run("inspect", "--readings", "\(readings)x")
      #expect(none.status == 66)
    }
  }

  @Test("minutes are numbered, listed and printed, and the slip is left with the customer")
  func minutes() throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      try program.run("inspect", "--readings", SampleBook.dial, "--write-corrections")
      let listed = try program.run("minutes", "list", "--json").objects()
      let numbers = listed.compactMap { $0["number"] as? String }
      #expect(numbers.count == Set(numbers).count)
      #expect(numbers.last?.hasSuffix("-00001") == true)
      let first = try #require(numbers.last)
      let text = try program.run("minutes", "show", first, language: "vi")
      #expect(text.status == 0)
      #expect(text.output.contains("Số: \(first)"))
      #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
      let file = folder.appendingPathComponent("m.txt").path
      let belt = try program.run("minutes", "show", first, "--width", "48", "-o", file)
      #expect(belt.status == 0)
      #expect(belt.output == "")
      let written = try String(contentsOfFile: file, encoding: .utf8)
      #expect(written.split(separator: "\n").allSatisfy { $0.count <= 48 })
      let slip = try program.run("minutes", "slip", "18801127", language: "vi")
      #expect(slip.status == 0)
      #expect(slip.output.contains("18801127"))
      #expect(try program.run("minutes", "show", "PE0700-0000-2026-00001").status == 66)
      #expect(try program.run("minutes", "slip", "1").status == 66)
    }
  }

  private static func readings(_ rows: String, in folder: URL) throws -> String {
    let path = folder.appendingPathComponent("readings.csv")
    try "SERY_CTO,LOAI_BCS,CS_PTRA,NGAY_PTRA,TTR_PTRA\n\(rows)\n"
      .write(to: path, atomically: true, encoding: .utf8)
    return path.path
  }
}
