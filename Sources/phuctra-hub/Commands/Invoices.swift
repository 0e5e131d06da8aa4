import ArgumentParser
import Formats
import Hub

struct Invoices: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Nạp tình trạng hoá đơn từ CSV / take in what billing says of invoices.")

  @OptionGroup var options: HubOptions

  @Argument(help: "CSV: MA_DVIQLY, MA_DDO, SERY_CTO, NAM, THANG, KY, TT_HDON, SO_HDON.")
  var file: String

  func run() async throws {
    try await options.run { hub, say in
      let rows = try ByteInput.withFile(at: file) { try InvoiceReader.read($0) }
      let changed = try await hub.stateInvoices(rows)
      print(say("hub.invoices", "\(rows.count)", "\(changed)"))
    }
  }
}
