import ArgumentParser
import Evidence
import Foundation
import Hub

struct Enroll: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Cấp mã ghi danh dùng một lần / make a one-use code for one device.")

  @OptionGroup var options: HubOptions

  @Option(help: "The unit (MA_DVIQLY).")
  var unit: String

  @Option(help: "inspector or supervisor.")
  var role: String

  @Option(help: "Whose device it will be.")
  var person: String

  @Option(help: "Stands in the numbers of its minutes (else made from its identity).")
  var tag: String?

  @Option(help: "Hours for which the code is good (1 to 720).")
  var validHours = 72

  func validate() throws {
    guard CertifiedRole(rawValue: role) != nil else {
      throw ValidationError("--role: inspector | supervisor, not “\(role)”")
    }
    guard (1...720).contains(validHours) else { throw ValidationError("--valid-hours: 1 to 720") }
  }

  func run() async throws {
    try await options.run(mayMake: true) { hub, say in
      guard let role = CertifiedRole(rawValue: role) else { return }
      let code = try await hub.issueCode(
        unit: unit, role: role, person: person, tag: tag, validHours: validHours)
      if let tag, let holder = try await hub.holder(ofTag: tag, unit: unit) {
        FileHandle.standardError.write(Data("\(say("hub.tag-held", tag, holder.hex))\n".utf8))
      }
      print(say("hub.code", person, say("hub.role.\(role.rawValue)"), "\(validHours)", code.text))
    }
  }
}
