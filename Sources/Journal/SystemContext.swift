import Glibc

extension JournalContext {
  /// The machine's own clocks and boot id, for work done by `person`.
  package static func system(person: String) -> JournalContext {
    JournalContext(
      localTime: systemTime, monotonic: systemMonotonic, boot: systemBoot(), person: person,
      scratch: systemScratch())
  }
}

/// The user's own folder in memory, where the session has one, then the folders for temporary files.
private func systemScratch() -> [String] {
  let named = ["XDG_RUNTIME_DIR", "TMPDIR"].compactMap { (name: String) in
    getenv(name).map { String(cString: $0) }
  }
  return (named + ["/tmp", "/var/tmp"]).filter { !$0.isEmpty }
}

/// Local time with offset, such as `2026-06-16T12:41:05+07:00`.
private func systemTime() -> String {
  var now = time(nil)
  var local = tm()
  localtime_r(&now, &local)
  let offset = local.tm_gmtoff / 60
  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  let date =
    "\(Int(local.tm_year) + 1900)-\(two(Int(local.tm_mon) + 1))-\(two(Int(local.tm_mday)))"
  let clock = "\(two(Int(local.tm_hour))):\(two(Int(local.tm_min))):\(two(Int(local.tm_sec)))"
  let zone = "\(offset < 0 ? "-" : "+")\(two(abs(offset) / 60)):\(two(abs(offset) % 60))"
  return "\(date)T\(clock)\(zone)"
}

/// Milliseconds since the boot, time asleep included.
private func systemMonotonic() -> Int64 {
  var now = timespec()
  clock_gettime(CLOCK_BOOTTIME, &now)
  return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
}

/// First 8 hex digits of the kernel's boot id; zeros where there is none.
private func systemBoot() -> String {
  let bytes = try? FileSystem.contents("/proc/sys/kernel/random/boot_id", atMost: 8)
  guard let bytes, bytes.count == 8 else { return "00000000" }
  return String(decoding: bytes, as: UTF8.self)
}
