import Foundation
import TestSupport
import Testing

/// A real gpsd fed by gpsfake with sentences of a receiver that stands in one place.
final class FakeReceiver {
  let port: Int
  private let process: BackgroundProcess

  static let isInstalled = path("gpsfake") != nil && path("gpsd") != nil

  private static func path(_ name: String) -> String? {
    ["/usr/bin", "/usr/sbin", "/usr/local/bin"].map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  init(folder: URL) throws {
    port = try FakeReceiver.freePort()
    let log = folder.appendingPathComponent("receiver.nmea")
    try FakeReceiver.sentences().write(to: log, atomically: true, encoding: .ascii)
    process = try BackgroundProcess(
      try #require(FakeReceiver.path("gpsfake")),
      ["-q", "-c", "0.2", "-P", String(port), log.path],
      environment: ["PATH": "/usr/bin:/usr/sbin:/bin", "HOME": folder.path])
  }

  func stop() {
    process.stop()
  }

  /// A port of the loopback that nobody listens on just now.
  private static func freePort() throws -> Int {
    let descriptor = socket(
      AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) | getsockname(descriptor, $0, &length)
      }
    }
    try #require(code == 0)
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// Asks until the daemon has come up and knows its place.
  func whenReady(_ ask: () throws -> String?) throws -> String {
    let deadline = ContinuousClock.now + .seconds(30)
    while process.isRunning, ContinuousClock.now < deadline {
      if let answer = try ask() { return answer }
    }
    throw NoFix()
  }

  struct NoFix: Error {}

  /// Ten minutes of positions: 10.79 north, 106.63 east, with the checksums of NMEA 0183.
  private static func sentences() -> String {
    (0..<600).map { second in
      let time = String(format: "04%02d%02d.00", second / 60, second % 60)
      let position = "1047.4000,N,10637.8000,E"
      return sentence("GPRMC,\(time),A,\(position),0.0,0.0,160626,,,A")
        + sentence("GPGGA,\(time),\(position),1,08,0.9,12.0,M,0.0,M,,")
        + sentence("GPGSA,A,3,01,02,03,04,05,06,07,08,,,,,1.5,0.9,1.2")
    }.joined()
  }

  private static func sentence(_ body: String) -> String {
    let sum = body.utf8.reduce(UInt8(0), ^)
    return "$\(body)*\(String(format: "%02X", sum))\r\n"
  }
}
