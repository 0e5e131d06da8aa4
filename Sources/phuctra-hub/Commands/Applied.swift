import ArgumentParser
import Formats
import Hub

struct Applied: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Nạp trả lời của bộ phận hoá đơn / take in what billing did with corrections.",
    discussion: """
      All rows or none: minutes that no device wrote or that nobody approved are named by line, with \\
      exit status 65. The same file again changes nothing.
      """)

  @OptionGroup var options: HubOptions

  @Argument(help: "CSV: SO_BIEN_BAN, KET_QUA (DA_AP_DUNG, TU_CHOI), NGAY, SO_HDON, LY_DO.")
  var file: String

  @Flag(help: "One JSON object an answer.")
  var json = false

  private struct Line: Encodable {
    var line: Int
    var minutes: String
    var outcome: String
    var moment: String
    var invoice: String?
    var reason: String?
    var new: Bool
  }

  func run() async throws {
    try await options.run { hub, say in
      let rows = try ByteInput.withFile(at: file) { try BillingAnswerReader.read($0) }
      let taken = try await hub.take(answers: rows)
      guard json else {
        print(say("hub.applied", "\(taken.count)", "\(taken.count { $0.isNew })"))
        return
      }
      for answer in taken {
        let row = answer.row
        print(
          try JSONLine.text(
            Line(
              line: row.line, minutes: row.minutes,
              outcome: row.isApplied ? "applied" : "refused", moment: row.moment,
              invoice: row.invoice, reason: row.reason, new: answer.isNew)))
      }
    }
  }
}
