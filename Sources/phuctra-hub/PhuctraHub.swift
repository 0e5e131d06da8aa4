import ArgumentParser
import Shell

/// `phuctra-hub`: the office side. Takes in what handhelds send, and gives lists, decisions and receipts.
@main
struct PhuctraHub: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phuctra-hub",
    abstract: "Trung tâm phúc tra: nhận nhật ký, giao danh sách / the hub of phuctra's handhelds.",
    subcommands: [
      Serve.self, Enroll.self, Assign.self, Invoices.self, Applied.self, Holds.self, Devices.self,
      Revoke.self, Complain.self, Complaints.self, ThirdVisits.self, ImportStick.self,
    ])

  static func main() async {
    StandardFiles.fill()
    RawWords.refuseUnreadable("phuctra-hub")
    await main(nil)
  }
}
