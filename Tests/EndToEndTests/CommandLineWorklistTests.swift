import Foundation
import TestSupport
import Testing

@Suite("Command line: worklists")
struct CommandLineWorklistTests {
  @Test("the sample book is imported once, and the same file again changes nothing")
  func sampleBook() throws {
    try withProgram { program, _ in
      let first = try program.run("worklist", "import", SampleBook.list)
      #expect(first.status == 0)
      #expect(first.errors == "")
      #expect(
        first.output == """
          \(SampleBook.list): 41 metering points, 47 registers loaded
          added: 41

          """)
      let again = try program.run("worklist", "import", SampleBook.list)
      #expect(again.status == 0)
      #expect(
        again.output == """
          \(SampleBook.list) is already loaded: 41 metering points, 47 registers; nothing changed

          """)
      #expect(try program.run("journal", "list", "--json").objects().count == 1)
    }
  }

  @Test("says which list took the place of which, and that an older one does not come back")
  func succession() throws {
    try withProgram { program, folder in
      let text = try String(contentsOfFile: SampleBook.list, encoding: .utf8)
      let shorter = text.replacingOccurrences(
        of: "<SL_CU>115</SL_CU>", with: "<SL_CU>116</SL_CU>")
      let first = try CommandLineExportTests.write(text, to: "v1.xml", in: folder)
      let second = try CommandLineExportTests.write(shorter, to: "v2.xml", in: folder)
      try program.run("worklist", "import", first)
      let newer = try program.run("worklist", "import", second)
      #expect(newer.output.hasSuffix("takes the place of: v1.xml\n"), "\(newer.output)")
      let back = try program.run("worklist", "import", first)
      #expect(back.status == 0 && back.output.contains("v2.xml has taken its place since"))
      let object = try program.run("worklist", "import", first, "--json").objects().first
      #expect(object?["overtakenBy"] as? String == "v2.xml")
      #expect(try program.run("worklist", "import", second).output.contains("v1.xml") == false)
    }
  }

  @Test("--json gives the counts as one object")
  func json() throws {
    try withProgram { program, _ in
      let outcome = try program.run("worklist", "import", SampleBook.list, "--json")
      let object = try #require(try outcome.objects().first)
      #expect(object["points"] as? Int == 41)
      #expect(object["registers"] as? Int == 47)
      #expect(object["added"] as? Int == 41)
      #expect(object["alreadyLoaded"] as? Bool == false)
      #expect(object["seq"] as? Int == 1)
      let again = try program.run("worklist", "import", SampleBook.list, "--json").objects()
      #expect(again.first?["alreadyLoaded"] as? Bool == true)
      #expect(again.first?["seq"] == nil)
    }
  }

  @Test("a file that is not there ends with 66 and makes no home")
  func missing() throws {
    try withProgram { program, folder in
      let path = folder.appendingPathComponent("none.xml").path
      let outcome = try program.run("worklist", "import", path)
      #expect(outcome.status == 66)
      #expect(outcome.errors == "phuctra: \(path) is not there: check the path\n")
      #expect(!FileManager.default.fileExists(atPath: program.home.path))
    }
  }

  @Test("a folder is no list")
  func folder() throws {
    try withProgram { program, folder in
      let outcome = try program.run("worklist", "import", folder.path)
      #expect(outcome.status == 65)
      #expect(outcome.errors == "phuctra: \(folder.path) is not a file\n")
    }
  }

  /// What is wrong with a file, its text, and a line of the errors.
  static let faulty: [(String, String, String)] = [
    ("empty", "", "the file is empty"),
    (
      "a web page saved as XML", "<!DOCTYPE html><html><body>Login</body></html>",
      "this is a web page, not a list: export the list again"
    ),
    (
      "an external entity",
      "<!DOCTYPE N [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><NewDataSet>&x;</NewDataSet>",
      "a DOCTYPE is refused: lists have none"
    ),
    (
      "a negative index",
      "MA_DVIQLY,MA_DDO,SERY_CTO,LOAI_BCS,NAM,THANG,KY,CS_CU,CS_MOI,NGAY_MOI\n"
        + "PE0700,P1,77,KT,2026,6,1,10,-5,2026-06-12T07:00:00\n",
      "line 2, column 29: CS_MOI “-5”: an index is never negative"
    ),
  ]

  @Test("a faulty file is refused with 65, named, and the home is as before", arguments: faulty)
  func refused(_ name: String, _ text: String, _ line: String) throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      let before = try program.run("journal", "list", "--json").output
      let points = try program.run("worklist", "list", "--json").output
      let blobs = try FileManager.default.contentsOfDirectory(
        atPath: program.home.appendingPathComponent("blobs").path)
      let path = folder.appendingPathComponent("bad.xml")
      try text.write(to: path, atomically: true, encoding: .utf8)
      let outcome = try program.run("worklist", "import", path.path)
      #expect(outcome.status == 65, "\(name)")
      #expect(outcome.output == "")
      let errors = outcome.errors.split(separator: "\n").map(String.init)
      #expect(errors.first == "phuctra: \(path.path) was refused; nothing was taken from it:")
      #expect(errors.contains { $0.contains(line) }, "\(errors)")
      #expect(try program.run("journal", "list", "--json").output == before)
      #expect(try program.run("worklist", "list", "--json").output == points)
      #expect(
        try FileManager.default.contentsOfDirectory(
          atPath: program.home.appendingPathComponent("blobs").path) == blobs)
    }
  }

  @Test("twenty faults are named, the rest is counted")
  func manyFaults() throws {
    try withProgram { program, folder in
      var text = "MA_DVIQLY,MA_DDO,SERY_CTO,LOAI_BCS,NAM,THANG,KY,CS_CU,CS_MOI,NGAY_MOI\n"
      for number in 1...30 {
        text += "PE0700,P\(number),\(number),KT,2026,6,1,10,x,2026-06-12T07:00:00\n"
      }
      let path = folder.appendingPathComponent("bad.csv")
      try text.write(to: path, atomically: true, encoding: .utf8)
      let outcome = try program.run("worklist", "import", path.path)
      #expect(outcome.status == 65)
      let errors = outcome.errors.split(separator: "\n")
      #expect(errors.count == 22)
      #expect(errors.last == "… and 10 more")
    }
  }

  @Test("the list of points is blind: nothing of the recorded index is in it")
  func blind() throws {
    try withProgram { program, _ in
      try program.run("worklist", "import", SampleBook.list)
      let json = try program.run("worklist", "list", "--json")
      let objects = try json.objects()
      #expect(objects.count == 40, "the neighbour listed for comparison is not to be visited")
      #expect(objects.allSatisfy { $0["state"] as? String == "unvisited" })
      let known: Set = [
        "unit", "point", "meter", "period", "order", "registers", "state", "attempts",
        "recordChanged", "reason", "hazard", "book", "pole", "box", "address",
      ]
      for object in objects { #expect(Set(object.keys).isSubset(of: known)) }
      let transposed = try #require(objects.first { $0["meter"] as? String == "19013325" })
      #expect(transposed["order"] as? Int == 6)
      let text = try program.run("worklist", "list").output
      for secret in ["1920", "740", "1180"] {
        #expect(!text.contains(" \(secret) "))
        #expect(!json.output.contains("\"\(secret)\""))
      }
      let lists = try program.run("worklist", "list", "--lists", "--json").objects()
      #expect(lists.count == 1)
      #expect(lists.first?["name"] as? String == "so-Q0012.xml")
    }
  }

  @Test("a newer list changes unvisited points, and a visited one keeps its verdict")
  func newerList() throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      let readings = folder.appendingPathComponent("one.csv")
      try """
      SERY_CTO,LOAI_BCS,CS_PTRA,NGAY_PTRA
      19013325,KT,1307.4,2026-06-16T08:52:00
      """.write(to: readings, atomically: true, encoding: .utf8)
      #expect(try program.run("inspect", "--readings", readings.path).status == 0)
      let newer = folder.appendingPathComponent("newer.xml")
      let text = try SampleBook.list(
        replacing: "<CS_MOI>1920", with: "<CS_MOI>1290", after: "<SERY_CTO>19013325")
      try text.write(to: newer, atomically: true, encoding: .utf8)
      let outcome = try program.run("worklist", "import", newer.path, "--json").objects()
      #expect(outcome.first?["recordChanged"] as? Int == 1)
      #expect(outcome.first?["changed"] as? Int == 1)
      let rows = try program.run("worklist", "list", "--json").objects()
      let row = try #require(rows.first { $0["meter"] as? String == "19013325" })
      #expect(row["state"] as? String == "deviates")
      #expect(row["recordChanged"] as? Bool == true)
      let kinds = try program.run("journal", "list", "--json").objects()
        .compactMap { $0["kind"] as? String }
      #expect(kinds == ["worklist-loaded", "inspection", "worklist-loaded"])
    }
  }
}
