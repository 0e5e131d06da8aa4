import ArgumentParser

/// Who works on this device, and who it is itself.
struct Device: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "device",
    abstract: "Máy này và người dùng / this device and who works on it.",
    subcommands: [
      DeviceShow.self, DeviceSet.self, DeviceEnroll.self, DeviceWipe.self,
    ])
}
