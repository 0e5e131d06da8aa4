import ArgumentParser
import Formats
import Hub

struct Applied: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Nạp trả lời của bộ phận hoá đơn / take in what billing did with corrections.")

  @OptionGroup var options: HubOptions

  @Argument(help: "CSV: SO_BIEN_BAN, KET_QUA (DA_AP_DUNG, TU_CHOI), NGAY, SO_HDON, LY_DO.")
  var file: String

  func run() async throws {
    try await options.run { hub, say in
      let rows = try ByteInput.withFile(at: file) { try BillingAnswerReader.read($0) }
      let new = try await hub.take(answers: rows)
      print(say("hub.applied", "\(rows.count)", "\(new)"))
    }
  }
}
