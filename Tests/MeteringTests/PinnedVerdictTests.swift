import Metering
import Testing

/// A verdict is signed, so it must come out the same on every machine and after every change that
/// claims to change nothing. A deliberate change of the inference records a new number here.
struct PinnedVerdictTests {
  @Test func `six hundred made-up verdicts are the same to the last millionth`() {
    var generator = CaseGenerator(seed: 77)
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for number in 0..<600 {
      let made = number < 300 ? generator.honest() : generator.wrong()
      let assessment = PointAssessment(
        of: made.point, rereads: made.rereads, neighbours: made.neighbours)
      for byte in Self.text(assessment).utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      }
    }
    #expect(hash == 10_529_712_529_577_129_479)
  }

  private static func text(_ assessment: PointAssessment) -> String {
    assessment.registers.map { register in
      let findings = register.findings.map { finding in
        "\(finding.cause.rawValue) \(finding.index?.description ?? "–") \(finding.probability)"
      }
      let usual = register.usual.map { "\($0.lowerBound)…\($0.upperBound)" } ?? "–"
      let estimate = register.estimate.map { "\($0.index) \($0.band)" } ?? "–"
      return "\(register.verdict.rawValue) \(register.probabilityRecordRight) \(findings) "
        + "\(usual) \(estimate)"
    }.joined(separator: "\n")
  }
}
