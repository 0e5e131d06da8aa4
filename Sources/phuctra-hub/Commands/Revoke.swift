import ArgumentParser
import Evidence
import Hub

struct Revoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Thu hồi một máy / take a lost device out of service.")

  @OptionGroup var options: HubOptions

  @Argument(help: "The device, 32 hex digits.")
  var device: String

  @Option(help: "Why; the device and the supervisors read it.")
  var reason = "—"

  func validate() throws {
    guard DeviceIdentity(hex: device) != nil else {
      throw ValidationError("a device is 32 lower-case hex digits, not “\(device)”")
    }
  }

  func run() async throws {
    try await options.run { hub, say in
      guard let identity = DeviceIdentity(hex: device) else { return }
      let revocation = try await hub.revoke(identity, reason: reason)
      print(say("hub.revoked", device, "\(revocation.epoch)", "\(revocation.sequence)"))
    }
  }
}
