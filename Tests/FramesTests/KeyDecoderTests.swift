import Frames
import TestSupport
import Testing

@Suite("Keys from the bytes of a terminal")
struct KeyDecoderTests {
  func keys(_ text: String, scan: ScanFrame? = nil) -> [Key] {
    var decoder = KeyDecoder(scan: scan)
    return decoder.feed(text.utf8)
  }

  @Test("every known sequence is one key", arguments: knownSequences)
  func known(_ sent: Sent) {
    var decoder = KeyDecoder()
    #expect(decoder.feed(sent.bytes.utf8) == sent.keys)
    #expect(!decoder.pending)
  }

  @Test(
    "an unknown sequence vanishes whole, and the key after it works", arguments: unknownSequences)
  func unknown(_ sequence: String) {
    var decoder = KeyDecoder()
    #expect(decoder.feed(sequence.utf8) == [])
    #expect(!decoder.pending)
    #expect(decoder.feed("7".utf8) == [.character("7")])
  }

  @Test("a lone ESC waits 25 ms for a sequence, then is the Escape key")
  func escapeAlone() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B]) == [])
    #expect(decoder.patience == 25)
    #expect(decoder.flush() == [.escape])
    #expect(!decoder.pending)
    #expect(decoder.flush() == [])
  }

  @Test("keys typed ahead of a slow screen are all there: Escape, then a letter")
  func typedAhead() {
    #expect(keys("\u{1B}n") == [.escape, .character("n")])
    #expect(keys("\u{1B}\r") == [.escape, .enter])
    #expect(keys("\u{1B}.1") == [.escape, .character("."), .character("1")])
    #expect(keys("\u{1B}\u{1B}[A") == [.escape, .up])
  }

  @Test("half a sequence is dropped after a silence, not typed")
  func brokenOff() {
    for half in ["\u{1B}[", "\u{1B}[1;", "\u{1B}O", "\u{1B}[[", "\u{1B}]0;title", "\u{1B}[M "] {
      var decoder = KeyDecoder()
      #expect(decoder.feed(half.utf8) == [])
      #expect(decoder.patience == 1000)
      #expect(decoder.flush() == [])
      #expect(decoder.feed("5".utf8) == [.character("5")])
    }
    #expect(keys("\u{1B}[12\r") == [.enter])
    #expect(keys("\u{1B}[12\u{1B}[A") == [.up])
  }

  @Test("invalid UTF-8 is dropped, what stands around it is not")
  func invalidText() {
    var decoder = KeyDecoder()
    let bad: [[UInt8]] = [
      [0xFF], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0x80], [0xE1, 0xBA], [0xF0, 0x9F], [0xC3],
    ]
    for bytes in bad {
      #expect(decoder.feed([0x61] + bytes + [0x62]) == [.character("a"), .character("b")])
    }
  }

  @Test("a paste is one key; its line ends are spaces and its controls are gone")
  func paste() {
    #expect(keys("\u{1B}[200~19013325\r\u{1B}[201~") == [.paste("19013325")])
    #expect(
      keys("\u{1B}[200~a\u{1B}[31mb\r\nc\u{7}\u{1B}[201~x") == [
        .paste("ab  c"), .character("x"),
      ])
    #expect(keys("\u{1B}[200~e\u{302}\u{323}\u{1B}[201~") == [.paste("ệ")])
    #expect(keys("\u{1B}[200~\r\n\u{1B}[201~") == [])
    let long = String(repeating: "x", count: KeyDecoder.pasteLimit * 3)
    #expect(
      keys("\u{1B}[200~\(long)\u{1B}[201~y") == [
        .paste(String(long.prefix(KeyDecoder.pasteLimit))), .character("y"),
      ])
  }

  @Test("a paste whose end is lost ends after a silence; no byte of it becomes a key")
  func unfinishedPaste() {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1B}[200~123\r\u{1B}[20".utf8) == [])
    #expect(decoder.patience == 2000)
    #expect(decoder.flush() == [.paste("123")])
    #expect(decoder.feed("4".utf8) == [.character("4")])
  }

  @Test("a scan is known by its prefix and suffix alone")
  func scan() throws {
    let frame = try #require(ScanFrame(prefix: "~$", suffix: "\r"))
    #expect(
      keys("1~$PE07-42\r2", scan: frame) == [
        .character("1"), .paste("PE07-42"), .character("2"),
      ])
    #expect(
      keys("~~$9\r~a", scan: frame) == [
        .character("~"), .paste("9"), .character("~"), .character("a"),
      ])
    #expect(keys("19013325\r", scan: frame).last == .enter)
    var decoder = KeyDecoder(scan: frame)
    #expect(decoder.feed("~".utf8) == [])
    #expect(decoder.flush() == [.character("~")])
    #expect(decoder.feed("~$12\u{1B}".utf8) == [])
    #expect(decoder.flush() == [.escape])
    let long = String(repeating: "9", count: 1000)
    #expect(keys("~$\(long)\r", scan: frame) == [.paste(String(long.prefix(256)))])
  }

  @Test(
    "a scan frame that would swallow keys is refused",
    arguments: [
      ("", "\r"), ("~", ""), ("\u{1B}[", "\r"), ("~", String(repeating: "x", count: 17)),
    ])
  func badScanFrame(prefix: String, suffix: String) {
    #expect(ScanFrame(prefix: prefix, suffix: suffix) == nil)
  }
}
