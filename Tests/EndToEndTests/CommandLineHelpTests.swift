import Foundation
import TestSupport
import Testing

@Suite("Command line: usage")
struct CommandLineHelpTests {
  /// A wrong command line, and what stands on stderr, word for word in its first line.
  static let usageErrors: [([String], String)] = [
    (["worklist", "import"], "Error: Missing expected argument '<file>'"),
    (["inspect"], "Error: Missing expected argument '--readings <readings>'"),
    (
      ["worklist", "import", "x.xml", "--period", "2026-6"],
      "Error: --period: year-month/cycle such as 2026-06/1, not “2026-6”"
    ),
    (
      ["worklist", "import", "x.xml", "--unit", "P E"],
      "Error: --unit: a unit's code such as PE0700, not “P E”"
    ),
    (
      ["inspect", "--readings", "x.csv", "--dry-run", "--write-corrections"],
      "Error: --dry-run writes nothing: leave out --write-corrections"
    ),
    (["worklist", "list", "--lang", "fr"], "Error: --lang: vi | en, not fr"),
    (
      ["minutes", "show", "N", "--format", "pdf"],
      "Error: --format: text, html or escpos, not “pdf”"
    ),
    (
      ["minutes", "print", "N", "--code-page", "cp437"],
      "Error: --code-page: ascii, cp1258, tcvn3 or utf8, not “cp437”"
    ),
    (["minutes", "slip", "1", "--width", "60"], "Error: --width: 48 or 80, not 60"),
    (["device", "set"], "Error: give at least one of the options"),
    (
      ["device", "set", "--inspector", " "],
      "Error: --inspector: a code of 1 to 64 bytes, not “ ”"
    ),
    (["journal", "list", "--nonsense"], "Error: Unknown option '--nonsense'"),
  ]

  @Test("a wrong command line ends with 64 and says what was expected", arguments: usageErrors)
  func usage(_ arguments: [String], _ message: String) throws {
    try withProgram { program, _ in
      let outcome = try program.run(arguments)
      #expect(outcome.status == 64)
      #expect(outcome.output == "")
      #expect(outcome.errors.split(separator: "\n").first.map(String.init) == message)
      #expect(!FileManager.default.fileExists(atPath: program.home.path))
    }
  }

  @Test(
    "every command says what it is for",
    arguments: [
      ["worklist", "import"], ["worklist", "list"], ["inspect"], ["journal", "list"],
      ["journal", "verify"], ["journal", "export"], ["minutes", "list"], ["minutes", "show"],
      ["minutes", "slip"], ["minutes", "print"], ["device", "show"], ["device", "set"],
      ["journal", "salvage"], ["minutes", "check"], ["device", "wipe"],
    ])
  func help(_ command: [String]) throws {
    try withProgram { program, _ in
      let outcome = try program.run(command + ["--help"])
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")
      expectSnapshot(outcome.output, named: "help-\(command.joined(separator: "-"))")
    }
  }

  @Test(
    "the home and the language may stand before, between and behind a command's words",
    arguments: [0, 1, 2])
  func globalOptions(place: Int) throws {
    try withProgram { program, _ in
      try program.run("worklist", "import", SampleBook.list)
      var words = ["journal", "list"]
      words.insert(contentsOf: ["--home", program.home.path, "--lang=en"], at: place)
      let outcome = try program.run(words + ["--json"])
      #expect(outcome.status == 0 && outcome.errors == "")
      #expect(try outcome.objects().count == 1)
    }
  }

  @Test("without a terminal the screens say so in both languages, and what else there is")
  func noTerminal() throws {
    try withProgram { program, _ in
      for (language, words) in [("en", "not both a terminal"), ("vi", "dòng lệnh")] {
        let outcome = try program.run("open", language: language)
        #expect(outcome.status == 64 && outcome.output.isEmpty)
        #expect(outcome.errors.contains(words) && !outcome.errors.contains("TerminalError"))
      }
    }
  }

  /// Descriptors that are closed are no files that the home could get.
  @Test(
    "started without standard files nothing is printed into the home, and the command says how it ended",
    arguments: [("<&- >&- 2>&-", 74), ("<&-", 0), ("2>&-", 0), ("<&- 2>&-", 0), (">&-", 74)])
  func closed(descriptors: String, status: Int32) throws {
    try withProgram { program, _ in
      try program.run("worklist", "import", SampleBook.list)
      let command = "'\(CommandLineProcess.program.path)' device set --retention 9 --lang en"
      let outcome = try CommandLineProcess.run(
        URL(fileURLWithPath: "/bin/sh"),
        ["-c", "\(command) --home '\(program.home.path)' \(descriptors)"],
        environment: [
          "PHUCTRA_ASSETS": Environment.packageRoot.appendingPathComponent("Assets").path,
          "PHUCTRA_INSPECTOR": "H07", "TZ": "UTC",
        ])
      #expect(outcome.status == status, "\(outcome)")
      #expect(try program.run("journal", "verify").status == 0)
      #expect(try program.run("journal", "list", "--json").objects().count == 2)
    }
  }

  @Test(
    "a path that is no UTF-8 is refused, and no other one is made in its place",
    arguments: [
      "journal list --home \"$D/h$B\"", "worklist import \"$D/l$B.xml\" --home \"$D/h\"",
      "export -o \"$D/o$B.xml\" --home \"$D/h\"",
    ])
  func otherEncodings(command: String) throws {
    try withTemporaryDirectory { folder in
      let outcome = try CommandLineProcess.run(
        URL(fileURLWithPath: "/bin/sh"),
        ["-c", "B=$(printf '\\377'); exec '\(CommandLineProcess.program.path)' \(command)"],
        environment: [
          "PHUCTRA_ASSETS": Environment.packageRoot.appendingPathComponent("Assets").path,
          "D": folder.path, "TZ": "UTC",
        ])
      #expect(outcome.status == 64 && outcome.output.isEmpty)
      #expect(outcome.errors.contains("no UTF-8") && outcome.errors.contains("không phải UTF-8"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  @Test("the language of texts follows --lang")
  func language() throws {
    try withProgram { program, _ in
      let english = try program.run("journal", "list")
      #expect(english.output == "The journal is empty\n")
      let vietnamese = try program.run("journal", "list", language: "vi")
      #expect(vietnamese.output == "Nhật ký còn trống\n")
    }
  }
}
