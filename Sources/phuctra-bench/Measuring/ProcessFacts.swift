import Foundation

/// What the kernel says about a running process.
struct ProcessFacts {
  let pid: pid_t

  /// The most memory that was ever resident (VmHWM), in bytes.
  func peakMemory() throws -> Int {
    try field("VmHWM", in: "/proc/\(pid)/status") * 1024
  }

  /// Context switches of all its threads so far: one that sleeps throughout adds none.
  func contextSwitches() throws -> Int {
    let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")
    return try threads.reduce(0) { sum, thread in
      let path = "/proc/\(pid)/task/\(thread)/status"
      return try sum + field("voluntary_ctxt_switches", in: path)
        + field("nonvoluntary_ctxt_switches", in: path)
    }
  }

  private func field(_ name: String, in path: String) throws -> Int {
    let status = try String(contentsOfFile: path, encoding: .utf8)
    for line in status.split(separator: "\n") where line.hasPrefix("\(name):") {
      let number = line.dropFirst(name.count + 1).drop { $0 == "\t" || $0 == " " }
      if let value = Int(number.prefix { $0.isNumber }) { return value }
    }
    throw BenchError("\(path) has no \(name)")
  }
}
