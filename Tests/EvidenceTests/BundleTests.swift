import Evidence
import TestSupport
import Testing

@Suite("A bundle")
struct BundleTests {
  @Test("gives back its entries from pieces of any size")
  func pieces() throws {
    let (_, entries) = try sampleLog(6)
    let bytes = Bundle.bytes(of: entries)
    #expect(bytes.count == Bundle.opening.count + entries.map(Bundle.size).reduce(0, +))
    var random = SeededGenerator.fresh()
    for _ in 0..<50 {
      var reader = BundleReader(limits: .sent)
      var found: [Entry] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...700, using: &random))
        found += try reader.feed(piece)
        rest = rest.dropFirst(piece.count)
      }
      found += try reader.finish()
      #expect(found == entries, "seed \(random.seed)")
    }
  }

  @Test("catches any flipped bit, in its form or in its chain")
  func flippedBits() throws {
    let (key, entries) = try sampleLog(2)
    let bytes = Bundle.bytes(of: entries)
    for bit in 0..<(bytes.count * 8) {
      let found = try? Bundle.entries(in: flipped(bytes, bit: bit))
      let isSound = found.map { Verification.of($0, key: key.publicKey).isSound } ?? false
      #expect(!isSound, "bit \(bit)")
    }
  }

  @Test("that is cut off anywhere is refused")
  func cutOff() throws {
    let bytes = Bundle.bytes(of: try sampleLog(2).entries)
    let whole = Set([
      Bundle.opening.count + Bundle.size(of: try sampleLog(1).entries[0]), bytes.count,
    ])
    for length in 0..<bytes.count where !whole.contains(length) {
      #expect(throws: FormError.self, "\(length) bytes") {
        try Bundle.entries(in: Array(bytes.prefix(length)))
      }
    }
  }

  @Test("has one device, one epoch, no gap and nothing after its end")
  func continuity() throws {
    let (_, entries) = try sampleLog(3)
    let other = try sampleLog(2, seed: 9).entries
    for wrong in [[entries[0], entries[2]], [entries[0], entries[0]], [entries[0], other[1]]] {
      let error = try #require(throws: FormError.self) {
        try Bundle.entries(in: Bundle.bytes(of: wrong))
      }
      #expect(error.code == .bundle && error.expected.hasPrefix("entry 2 of epoch 1"))
    }
    for tail in ["\n", "x", "phuctra-bundle/1\n"] {
      #expect(throws: FormError.self) {
        try Bundle.entries(in: Bundle.bytes(of: entries) + Array(tail.utf8))
      }
    }
    #expect(throws: FormError.self) { try Bundle.entries(in: Bundle.opening) }
    #expect(throws: FormError.self) { try Bundle.entries(in: []) }
  }

  @Test("names the line of a fault, counted through bodies of several lines")
  func lines() throws {
    let (_, entries) = try sampleLog(2)
    var bytes = Bundle.bytes(of: entries)
    let second = Bundle.opening.count + Bundle.size(of: entries[0])
    bytes[second] = UInt8(ascii: "P")
    let error = try #require(throws: FormError.self) { try Bundle.entries(in: bytes) }
    // The opening, eight header lines, signature, empty line and a body of one line.
    #expect(error.line == 13)
    #expect(error.value == "Phuctra-entry/1")
  }

  @Test("keeps to 500 entries and 1 MiB, and says so when it does not")
  func limits() throws {
    let (_, entries) = try sampleLog(5)
    var writer = BundleWriter(limits: .init(entries: 3, bytes: 1 << 20))
    #expect(entries.map { writer.add($0) } == [true, true, true, false, false])
    #expect(writer.range == 1...3)
    #expect(try Bundle.entries(in: writer.bytes) == Array(entries[..<3]))
    let size = Bundle.bytes(of: Array(entries[..<2])).count
    var small = BundleWriter(limits: .init(entries: 500, bytes: size))
    #expect(entries.map { small.add($0) } == [true, true, false, false, false])
    let bytes = Bundle.bytes(of: entries)
    #expect(throws: FormError.self) {
      try Bundle.entries(in: bytes, limits: .init(entries: 4, bytes: 1 << 20))
    }
    #expect(throws: FormError.self) {
      try Bundle.entries(in: bytes, limits: .init(entries: 500, bytes: bytes.count - 1))
    }
  }
}
