import Foundation
import TestSupport
import Testing

/// A case of a month and what becomes of it.
private struct PointCase: CustomTestStringConvertible {
  var name: String
  var rows: [MonthFixture.Row]
  /// Points, unreadable ones, those in several places, rows that could not be read.
  var points: [Int]
  /// Lines in `rejects.csv`.
  var rejected: [Int]
  /// Where it is refused without `--skip-bad-rows`, the fault's line and a word of it.
  var refusal: (line: Int, word: String)

  var testDescription: String { name }
}

@Suite("The points of a flagged month")
struct FlagPointTests {
  private typealias Fixture = MonthFixture

  private static func register(
    _ kind: String, _ changes: Fixture.Row = [:], point: Int = 1, now: String = "10"
  ) -> Fixture.Row {
    Fixture.row(point, "10", now, ["LOAI_BCS": kind].merging(changes) { _, given in given })
  }

  private static let usual = Fixture.row(2, "1", "1")

  private static let cases = [
    PointCase(
      name: "two places, the month written in two ways",
      rows: [register("BT", now: "99"), usual, register("CD", ["THANG": "06"])],
      points: [2, 1, 1, 0], rejected: [2, 4], refusal: (4, "adjacent")),
    PointCase(
      name: "two places, one with a blank behind its code",
      rows: [register("BT", now: "99"), usual, register("CD", ["MA_DDO": "P1 "])],
      points: [2, 1, 1, 0], rejected: [2, 4], refusal: (4, "adjacent")),
    PointCase(
      name: "two places, one with a blank behind its year",
      rows: [register("BT", now: "99"), usual, register("CD", ["NAM": "2026 "])],
      points: [2, 1, 1, 0], rejected: [2, 4], refusal: (4, "adjacent")),
    PointCase(
      name: "three places are one point",
      rows: [
        register("BT"), usual, register("CD"), Fixture.row(3, "1", "1"), register("TD"),
      ],
      points: [3, 1, 1, 0], rejected: [2, 4, 6], refusal: (4, "line 2")),
    PointCase(
      name: "two books",
      rows: [register("BT", now: "99"), register("CD", ["MA_QUYEN": "Q2"]), usual],
      points: [2, 1, 0, 1], rejected: [3], refusal: (3, "“Q2”")),
    PointCase(
      name: "a placeholder for a code",
      rows: (1...6).map { Fixture.row($0, "1", "1", ["MA_DDO": "0"]) } + [Fixture.row(7, "1", "1")],
      points: [2, 1, 0, 2], rejected: [6, 7], refusal: (6, "4 meters")),
    PointCase(
      name: "a row that does not say whose it is, between two of a point",
      rows: [
        register("BT", ["MA_DDO": ""]), register("CD", ["MA_DDO": "", "SERY_CTO": ""]),
        register("TD", ["MA_DDO": ""]), usual,
      ],
      points: [2, 1, 0, 1], rejected: [3], refusal: (3, "SERY_CTO")),
  ]

  @Test(
    "that cannot be decided whole are named, and counted once where they are skipped",
    arguments: cases)
  private func undecided(_ month: PointCase) throws {
    try withProgram { program, folder in
      let text = Fixture.csv(month.rows)
      let refused = try program.flag(text, in: folder)
      #expect(refused.run.status == 65)
      #expect(refused.run.errors.contains("line \(month.refusal.line)"))
      #expect(refused.run.errors.contains(month.refusal.word))
      #expect(refused.names == nil)
      let skipped = try program.flag(text, in: folder, skipping: true)
      let counts = ["points", "", "scatteredPoints", "rejectedRows"].map {
        $0.isEmpty ? skipped.points("unreadable") : skipped.count($0)
      }
      #expect(counts == month.points)
      let lines = try skipped.text("rejects.csv").split(separator: "\r\n").dropFirst()
      #expect(lines.map { $0.prefix { $0 != "," } } == month.rejected.map { "\($0)" })
      #expect(lines.allSatisfy { $0.contains("PE0700,") }, "a row as it was is missing")
    }
  }

  @Test("are told apart where only customer and meter name them, and joined over an exchange")
  func meters() throws {
    try withProgram { program, folder in
      let rows = [
        Fixture.row(1, "10", "10", ["MA_DDO": ""]),
        Fixture.row(1, "10", "10", ["MA_DDO": "", "SERY_CTO": "2"]),
        Fixture.row(3, "10", "6"), Fixture.row(3, "0", "7", ["SERY_CTO": "3"]),
      ]
      let month = try program.flag(Fixture.csv(rows), in: folder)
      #expect(month.count("points") == 3)
      #expect(month.count("flagged") == 1)
    }
  }

  @Test("take class, reading, book, order and box from the first row that says them")
  func firstThatSays() throws {
    try withProgram { program, folder in
      let nothing = ["MA_QUYEN", "STT", "MA_NN", "PT_GHI", "SO_HOM", "MA_COT"]
        .reduce(into: Fixture.Row()) { $0[$1] = "" }
      let rows = [
        Fixture.row(1, "0", "0", nothing.merging(["LOAI_BCS": "SG"]) { _, given in given }),
        Fixture.row(1, "100", "200", ["SO_HOM": "H1"]), Fixture.row(2, "1", "1"),
        Fixture.row(3, "1", "1"), Fixture.row(4, "1", "1", ["SO_HOM": "H1"]),
      ]
      let month = try program.flag(Fixture.csv(rows), in: folder)
      #expect(try month.rows("PE0700-Q1.xml") == ["P1 TANG", "P1 TANG", "P2 CANH", "P4 CANH"])
      for part in [#""class":"residential","flagged":1"#, #""reading":"byHand","flagged":1"#] {
        #expect(month.run.output.contains(part))
      }
    }
  }

  @Test("that are not on a list stand in its walk all the same, however many rows they have")
  func unreadableNeighbour() throws {
    let single = [Fixture.row(2, "x", "1")]
    let several = [
      Fixture.row(2, "x", "1", ["LOAI_BCS": "BT"]), Fixture.row(2, "1", "1", ["LOAI_BCS": "CD"]),
    ]
    try withProgram { program, folder in
      for rows in [single, several] {
        let month = try program.flag(
          Fixture.csv([Fixture.row(1, "1", "9")] + rows + [Fixture.row(3, "1", "1")]), in: folder,
          skipping: true)
        #expect(try month.rows("PE0700-Q1.xml") == ["P1 TANG"])
      }
    }
  }

  @Test("go by STT, then as the file has them, as the worklist itself does")
  func walk() throws {
    try withProgram { program, folder in
      let order = [("1", ""), ("2", ""), ("3", ""), ("10", ""), ("9", "5")]
      let rows = order.map { route, place in
        Fixture.row(
          Int(route) ?? 0, "1", route == "2" ? "9" : "1", ["STT": place, "MA_GC": route])
      }
      let month = try program.flag(Fixture.csv(rows), in: folder)
      #expect(try month.rows("PE0700-Q1.xml") == ["P1 CANH", "P2 TANG", "P3 CANH"])
    }
  }

  @Test("in CMIS XML are the same where a column is absent and where it is empty")
  func absentInXML() throws {
    try withProgram { program, folder in
      let empty = Fixture.row(1, "1", "9", ["SO_HOM": "H1", "MA_COT": "", "MA_QUYEN": ""])
      var absent = Fixture.row(4, "1", "9", ["SO_HOM": "H1"])
      absent["MA_COT"] = nil
      absent["MA_QUYEN"] = nil
      let neighbour = absent.merging(["MA_DDO": "P9", "SL_MOI": "1", "STT": "9"]) { $1 }
      let between = (5...7).map { Fixture.row($0, "1", "1", ["MA_QUYEN": ""]) }
      let text = Fixture.xml([empty, absent] + between + [neighbour])
      let month = try program.flag(text, in: folder)
      #expect(month.run.status == 0)
      #expect(
        try month.rows("PE0700-.xml") == ["P1 TANG", "P4 TANG", "P5 CANH", "P9 CANH"])
    }
  }

  @Test(
    "of a month that decides nothing are none: no rows, bad rows alone, no such column",
    arguments: [
      (Fixture.csv([]), false, "no row of data"), ("<NewDataSet></NewDataSet>", false, "no row"),
      (Fixture.csv([Fixture.row(1, "1,5", "1"), Fixture.row(2, "x", "1")]), true, "“1,5”"),
      (Fixture.xml([Fixture.row(1, "1", "9").filter { $0.key != "SL_CU" }]), false, "SL_CU"),
      (Fixture.xml([Fixture.row(1, "1", "9").filter { $0.key != "MA_QUYEN" }]), true, "MA_QUYEN"),
    ])
  func nothing(text: String, skips: Bool, word: String) throws {
    try withProgram { program, folder in
      let month = try program.flag(text, in: folder, skipping: skips)
      #expect(month.run.status == 65)
      #expect(month.run.errors.contains(word))
      #expect(month.names == nil)
    }
  }
}
