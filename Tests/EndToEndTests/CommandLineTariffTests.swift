import TestSupport
import Testing

@Suite("Command line: a bill by hand")
struct CommandLineTariffTests {
  @Test("shows the tiers, the tax and the total, in words and as JSON")
  func bill() throws {
    try withProgram { program, _ in
      let arguments = ["tariff", "--kwh", "740", "--from", "2026-05-12", "--to", "2026-06-12"]
      let words = try program.run(arguments)
      #expect(words.status == 0)
      #expect(words.output.contains("Theo 1279/QĐ-BCT, 31 ngày"))
      #expect(words.output.contains("1.176.400"))
      #expect(words.output.contains("Thuế GTGT 8 %: 180.072 đ"))
      #expect(words.output.contains("Cộng (ước): 2.430.972 đ"))
      let json = try #require(try program.run(arguments + ["--json"]).objects().first)
      #expect(json["total"] as? Int == 2_430_972)
      #expect(json["beforeTax"] as? Int == 2_250_900)
    }
  }

  @Test(
    "refuses what it cannot price, and says what was wrong",
    arguments: [
      (["--kwh=-1", "--from", "2026-05-12", "--to", "2026-06-12"], Int32(64), "-1"),
      (["--kwh", "1", "--from", "2026-06-12", "--to", "2026-05-12"], 64, "2026-06-12"),
      (["--kwh", "x", "--from", "2026-05-12", "--to", "2026-06-12"], 64, "--kwh x"),
      (["--kwh", "1", "--from", "2018-05-12", "--to", "2018-06-12"], 65, "biểu giá"),
      (
        ["--kwh", "1", "--from", "2026-05-12", "--to", "2026-06-12", "--households", "0"], 64,
        "--households 0"
      ),
    ])
  func refused(arguments: [String], status: Int32, word: String) throws {
    try withProgram { program, _ in
      let run = try program.run(["tariff"] + arguments)
      #expect(run.status == status)
      #expect(run.errors.contains(word))
      #expect(run.output.isEmpty)
    }
  }
}
