import Foundation
import TestSupport
import Testing

/// A real gpsd fed by gpsfake with sentences of a receiver that stands in one place.
final class FakeReceiver {
  let port: Int
  private let process = Process()

  static let isInstalled = path("gpsfake") != nil && path("gpsd") != nil

  private static func path(_ name: String) -> String? {
    ["/usr/bin", "/usr/sbin", "/usr/local/bin"].map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  init(folder: URL) throws {
    port = Int.random(in: 20_000...40_000)
    let log = folder.appendingPathComponent("receiver.nmea")
    try FakeReceiver.sentences().write(to: log, atomically: true, encoding: .ascii)
    process.executableURL = URL(fileURLWithPath: try #require(FakeReceiver.path("gpsfake")))
    process.arguments = ["-q", "-c", "0.2", "-P", String(port), log.path]
    process.environment = ["PATH": "/usr/bin:/usr/sbin:/bin", "HOME": folder.path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }

  /// Asks until the daemon has come up and knows its place; each question waits for a fix itself.
  func whenReady(_ ask: () throws -> String?) throws -> String {
    for _ in 0..<20 where process.isRunning {
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
