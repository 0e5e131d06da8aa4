import Foundation
import TestSupport
import Testing

/// A real gpsd fed by gpsfake with sentences of a receiver that stands in one place.
final class FakeReceiver {
  let port: Int
  private var child: pid_t = 0

  static let isInstalled = path("gpsfake") != nil && path("gpsd") != nil

  private static func path(_ name: String) -> String? {
    ["/usr/bin", "/usr/sbin", "/usr/local/bin"].map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  init(folder: URL) throws {
    port = Int.random(in: 20_000...40_000)
    let log = folder.appendingPathComponent("receiver.nmea")
    try FakeReceiver.sentences().write(to: log, atomically: true, encoding: .ascii)
    // A group of its own, so that the daemon that gpsfake starts ends with it. Foundation's Process
    // would wait for that daemon as well.
    let gpsfake = try #require(FakeReceiver.path("gpsfake"))
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, mode) in [(Int32(0), O_RDONLY), (1, O_WRONLY), (2, O_WRONLY)] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", mode, 0)
    }
    let words = [gpsfake, "-q", "-c", "0.2", "-P", String(port), log.path]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = [
      strdup("PATH=/usr/bin:/usr/sbin:/bin"), strdup("HOME=\(folder.path)"), nil,
    ]
    defer { (arguments + environment).forEach { free($0) } }
    let code = posix_spawn(&child, gpsfake, &actions, &attributes, &arguments, &environment)
    try #require(code == 0, "gpsfake does not start: \(code)")
  }

  func stop() {
    kill(-child, SIGKILL)
    waitpid(child, nil, 0)
  }

  /// Asks until the daemon has come up and knows its place, for half a minute at most.
  func whenReady(_ ask: () throws -> String?) throws -> String {
    let end = ContinuousClock.now + .seconds(30)
    while kill(child, 0) == 0, ContinuousClock.now < end {
      if let answer = try ask() { return answer }
      // Before it listens a question is refused at once: a tenth of a second until the next.
      poll(nil, 0, 100)
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
