import Casework
import Glibc
import Shell

/// Asks gpsd, over its JSON protocol on the loopback, where the device is.
struct GPSDaemon: Sendable {
  var port: UInt16 = 2947
  /// Milliseconds until the first fix must have come; a receiver reports once a second.
  var patience: Int64 = 2500

  /// The first fix that gpsd reports; nil where there is no daemon or it knows no place in time.
  ///
  /// Without a daemon the loopback refuses at once, so nothing is lost where there is no receiver.
  func fix(clock: SystemClock) -> GPSFix? {
    let descriptor = socket(
      AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard connect(descriptor) else { return nil }
    let words = Array("?WATCH={\"enable\":true,\"json\":true};\n".utf8)
    guard send(descriptor, words, words.count, Int32(MSG_NOSIGNAL)) == words.count else {
      return nil
    }
    let deadline = clock.monotonic() + patience
    var pending: [UInt8] = []
    while true {
      while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeSubrange(...end)
        if let fix = GPSFix(report: line, at: clock.monotonic()) { return fix }
      }
      let left = deadline - clock.monotonic()
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard left > 0, pending.count < 1 << 16, poll(&request, 1, Int32(left)) > 0 else {
        return nil
      }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = recv(descriptor, &bytes, bytes.count, 0)
      guard count > 0 else { return nil }
      pending += bytes.prefix(count)
    }
  }

  private func connect(_ descriptor: Int32) -> Bool {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}

/// A place as gpsd reported it, and when the report came by the monotonic clock: a handheld's wall
/// clock may be off, and its age must not be.
struct GPSFix: Hashable, Sendable {
  /// Ten-millionths of a degree.
  var latitude: Int64
  var longitude: Int64
  /// Metres.
  var error: Int?
  /// Milliseconds of the monotonic clock.
  var reported: Int64

  /// Reads a report of class TPV; nil for any other, and for one without a place (mode below 2).
  init?(report: String, at moment: Int64) {
    guard report.contains("\"class\":\"TPV\""),
      let mode = GPSFix.number("mode", in: report), mode == "2" || mode == "3",
      let latitude = GPSFix.degrees("lat", in: report),
      let longitude = GPSFix.degrees("lon", in: report),
      latitude.magnitude <= 900_000_000, longitude.magnitude <= 1_800_000_000
    else { return nil }
    self.latitude = latitude
    self.longitude = longitude
    let errors = ["eph", "epx", "epy"].compactMap { GPSFix.metres($0, in: report) }
    error = errors.max()
    reported = moment
  }

  /// The same as an entry says it, `now` by the same clock.
  func position(at now: Int64) -> Position {
    Position(
      latitude: latitude, longitude: longitude, error: error,
      age: Int(max(0, now - reported) / 1000))
  }

  /// A number's own digits, so that no floating point stands between the receiver and the entry.
  private static func number(_ key: String, in report: String) -> Substring? {
    guard let found = report.firstRange(of: "\"\(key)\":") else { return nil }
    let digits = report[found.upperBound...].prefix { $0 != "," && $0 != "}" }
    return digits.isEmpty ? nil : digits
  }

  /// A plain decimal in its two parts, digits alone; nil for anything else, an exponent too.
  private static func parts(_ text: Substring) -> (whole: Substring, fraction: Substring)? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? parts[1] : ""
    guard let whole = parts.first, !whole.isEmpty, whole.utf8.count <= 9,
      (whole + fraction).utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return (whole, fraction)
  }

  /// Ten-millionths of a degree (about a centimetre); further decimals are dropped.
  private static func degrees(_ key: String, in report: String) -> Int64? {
    guard let text = number(key, in: report) else { return nil }
    let isNegative = text.hasPrefix("-")
    guard let parts = parts(isNegative ? text.dropFirst() : text), let whole = Int64(parts.whole),
      let fraction = Int64((parts.fraction + "0000000").prefix(7))
    else { return nil }
    let units = whole * 10_000_000 + fraction
    return isNegative ? -units : units
  }

  /// Whole metres, rounded up.
  private static func metres(_ key: String, in report: String) -> Int? {
    guard let parts = number(key, in: report).flatMap({ parts($0) }), let whole = Int(parts.whole),
      whole < 1_000_000
    else { return nil }
    return whole + (parts.fraction.contains { $0 != "0" } ? 1 : 0)
  }
}
