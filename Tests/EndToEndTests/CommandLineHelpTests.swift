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
