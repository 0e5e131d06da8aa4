import Frames
import TestSupport
import Testing

@Suite("Keys from any bytes")
struct KeyDecoderFuzzTests {
  /// Bytes that steer the decoder come up more often than chance would have it.
  private static let steering: [UInt8] =
    Array("\u{1B}[]OP^_XM~;0123456789$mARZ\u{7}\r\\ab".utf8) + [0xC3, 0xA1, 0xE1, 0xBB, 0x9F]
  private static let pieces: [String] =
    ["\u{1B}[200~", "\u{1B}[201~", "\u{2}", "\u{3}", "ữ", "\u{1B}[A"] + unknownSequences.prefix(20)

  private func noise(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      switch Int.random(in: 0..<10, using: &random) {
      case 0...5: bytes.append(Self.steering.randomElement(using: &random) ?? 0)
      case 6: bytes += Array((Self.pieces.randomElement(using: &random) ?? "").utf8)
      default: bytes.append(UInt8.random(in: 0...255, using: &random))
      }
    }
    return bytes
  }

  @Test("however bytes are cut into chunks, the keys are the same")
  func chunks() {
    var random = SeededGenerator.fresh()
    for _ in 0..<20_000 {
      let bytes = noise(&random)
      let scan = Bool.random(using: &random) ? ScanFrame(prefix: "\u{2}", suffix: "\u{3}") : nil
      var whole = KeyDecoder(scan: scan)
      let expected = whole.feed(bytes) + whole.flush()
      var cut = KeyDecoder(scan: scan)
      var keys: [Key] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let chunk = rest.prefix(Int.random(in: 1...5, using: &random))
        keys += cut.feed(chunk)
        rest = rest.dropFirst(chunk.count)
      }
      keys += cut.flush()
      #expect(keys == expected, "seed \(random.seed), bytes \(bytes)")
      #expect(!cut.pending)
    }
  }

  @Test("a control sequence of any parameters types no character")
  func noLeak() {
    var random = SeededGenerator.fresh()
    for _ in 0..<20_000 {
      var bytes: [UInt8] = [0x1B, 0x5B]
      let isPrivate = Bool.random(using: &random)
      if isPrivate { bytes.append(UInt8.random(in: 0x3C...0x3F, using: &random)) }
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        bytes.append(UInt8.random(in: 0x30...0x3B, using: &random))
      }
      let final = UInt8.random(in: 0x40...0x7E, using: &random)
      // `ESC [ [` and `ESC [ M` take more bytes, and a paste begins with its own.
      if bytes.count == 2, final == 0x5B || final == 0x4D { continue }
      if bytes == Array("\u{1B}[200".utf8) { continue }
      var decoder = KeyDecoder()
      for key in decoder.feed(bytes + [final]) {
        if case .character = key {
          Issue.record("\(key) leaked, seed \(random.seed), bytes \(bytes), final \(final)")
        }
      }
      #expect(!decoder.pending, "seed \(random.seed), bytes \(bytes), final \(final)")
    }
  }

  @Test("no control character ever comes out as a character or in a paste")
  func noControls() {
    var random = SeededGenerator.fresh()
    for _ in 0..<20_000 {
      let bytes = noise(&random)
      var decoder = KeyDecoder(scan: ScanFrame(prefix: "\u{2}", suffix: "\u{3}"))
      for key in decoder.feed(bytes) + decoder.flush() {
        let text =
          switch key {
          case .character(let character): String(character)
          case .paste(let text): text
          default: ""
          }
        let isClean = text.unicodeScalars.allSatisfy {
          $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)
        }
        #expect(isClean, "seed \(random.seed), bytes \(bytes)")
      }
    }
  }
}
