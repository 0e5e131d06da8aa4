import Documents
import Testing

@Suite("The code of an entry on papers")
struct EntryCodeTests {
  @Test("it says the number and the whole hash, and reads back")
  func text() throws {
    let code = EntryCode(number: "PE0700-A3F9-2026-00012", hash: Sample.entry)
    #expect(code.text == "PHUCTRA1:PE0700-A3F9-2026-00012:\(Sample.entry)")
    #expect(EntryCode(code.text) == code)
    #expect(EntryCode(code.text.replacing(Sample.entry, with: Sample.entry.uppercased())) == code)
    let odd = EntryCode(number: "a:b", hash: Sample.entry)
    #expect(EntryCode(odd.text) == odd)
  }

  @Test(
    "anything else is none",
    arguments: [
      "", "PHUCTRA1:", "PHUCTRA1:N:12", "PHUCTRA2:N:\(Sample.entry)", Sample.entry,
      "PHUCTRA1:N:\(Sample.entry)0", "PHUCTRA1:N:\(Sample.entry.dropLast())g",
    ])
  func refused(_ text: String) {
    #expect(EntryCode(text) == nil)
  }

  @Test("the check is read aloud by fours")
  func check() {
    #expect(EntryCode.check(Sample.entry) == "5f3c 9a0b 7d1e 2f48")
    #expect(EntryCode.check("") == "")
    #expect(EntryCode.check("abcde") == "abcd e")
  }
}
