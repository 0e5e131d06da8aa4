import Testing

@testable import Metering

/// Every rule of error brings examples of what it explains and what it does not; all run here.
struct RuleExampleTests {
  static let causes = ErrorRules.all.map(\.cause)

  @Test(arguments: causes) func `a rule explains its own examples`(cause: Cause) throws {
    let rule = try #require(ErrorRules.all.first { $0.cause == cause })
    #expect(!rule.triggering.isEmpty)
    for example in rule.triggering {
      let origins = rule.origins(of: example.written)
      #expect(origins.contains { $0.shown == example.shown }, "\(cause): \(example)")
    }
  }

  @Test(arguments: causes) func `a rule leaves what it cannot have made`(cause: Cause) throws {
    let rule = try #require(ErrorRules.all.first { $0.cause == cause })
    for example in rule.nonTriggering {
      let origins = rule.origins(of: example.written)
      #expect(!origins.contains { $0.shown == example.shown }, "\(cause): \(example)")
    }
  }

  @Test(arguments: causes) func `no rule takes the record itself for an error`(cause: Cause) throws
  {
    let rule = try #require(ErrorRules.all.first { $0.cause == cause })
    for value: Int64 in [0, 1, 7, 10, 99, 1000, 11_111, 12_345, 99_999, 100_000, 407_766] {
      let written = WrittenIndex(value: value, old: 1180, width: 5)
      let origins = rule.origins(of: written)
      #expect(!origins.contains { $0.shown == value }, "\(cause) of \(value)")
      #expect(origins.allSatisfy { $0.likelihood <= .one && $0.likelihood > .none })
      #expect(origins.allSatisfy { ($0.shown ?? 0) >= 0 }, "\(cause) of \(value)")
    }
  }

  @Test func `every cause has one rule`() {
    #expect(Set(RuleExampleTests.causes).count == RuleExampleTests.causes.count)
  }
}

struct LogWeightTests {
  @Test(
    arguments: [
      (1, 1, 0), (2, 1, 1 << 20), (1, 2, -(1 << 20)), (1024, 1, 10 << 20), (3, 1, 1_661_953),
      (1, 1_000_000, -20_899_764),
    ] as [(UInt64, UInt64, Int64)])
  func `logarithms are true to a millionth of a binary digit`(
    numerator: UInt64, denominator: UInt64, raw: Int64
  ) {
    #expect(abs(LogWeight(numerator, over: denominator).raw - raw) <= 2)
  }

  @Test(arguments: [1, 2, 3, 10, 999, 65_537, 1 << 30] as [UInt64])
  func `a weight comes back from its logarithm`(value: UInt64) {
    let one: UInt64 = 1 << 40
    let back = LogWeight(1, over: value).scaled
    let exact = one / value
    #expect(max(back, exact) - min(back, exact) <= exact / 100_000 + 1)
  }

  @Test func `an impossible weight is nothing`() {
    #expect(LogWeight(0) == .none)
    #expect(LogWeight.none.scaled == 0)
    #expect(LogWeight.one.scaled == 1 << 40)
  }
}

/// Digits are taken for others by how the dial shows them.
struct DialFaceTests {
  private func likelihood(_ written: Int64, from shown: Int64, face: DialFace?) throws
    -> LogWeight
  {
    var record = WrittenIndex(value: written, old: 0, width: 5)
    record.face = face
    let origin = Substitution().origins(of: record).first { $0.shown == shown }
    return try #require(origin).likelihood
  }

  @Test(arguments: [(0, 8), (6, 8), (8, 9), (5, 6), (5, 9), (1, 7), (3, 9)] as [(Int64, Int64)])
  func `look-alikes are taken for each other most, on a display above all`(a: Int64, b: Int64)
    throws
  {
    for (shown, written) in [(a, b), (b, a)] {
      let other = try #require(
        (0..<Int64(10)).first {
          $0 != shown && $0 != (shown + 1) % 10 && !Self.isAlike(shown, $0)
        })
      for face in [DialFace.drums, .segments, nil] {
        let alike = try likelihood(written, from: shown, face: face)
        let plain = try likelihood(other, from: shown, face: face)
        #expect(alike > plain, "\(shown) → \(written)")
      }
      let display = try likelihood(written, from: shown, face: .segments)
      let drum = try likelihood(written, from: shown, face: .drums)
      #expect(display > drum, "\(shown) → \(written)")
    }
  }

  @Test func `a drum between two digits is read as the next, a display is not`() throws {
    let drum = try likelihood(3, from: 2, face: .drums)
    let display = try likelihood(3, from: 2, face: .segments)
    let farther = try likelihood(4, from: 2, face: .drums)
    #expect(drum > farther)
    #expect(drum > display)
    let fartherDisplay = try likelihood(4, from: 2, face: .segments)
    #expect(display == fartherDisplay)
  }

  private static func isAlike(_ a: Int64, _ b: Int64) -> Bool {
    [[0, 8], [6, 8], [8, 9], [5, 6], [5, 9], [1, 7], [3, 9]].contains([min(a, b), max(a, b)])
  }
}
