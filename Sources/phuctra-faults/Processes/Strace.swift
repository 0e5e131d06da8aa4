/// The system's own way of failing calls and of telling them: `strace`.
struct Strace {
  /// One fault: the `occurrence`-th call of `call` on each thread.
  struct Injection {
    var call: String
    /// What happens to it, such as `signal=KILL` or `error=EIO`.
    var effect: String
    var occurrence: Int

    var expression: String { "inject=\(call):\(effect):when=\(occurrence)" }
  }

  /// Every call that changes what a disk holds, and those that say which file is meant.
  static let stateChanging = [
    "openat", "open", "creat", "close", "dup", "dup2", "dup3", "fcntl", "write", "pwrite64",
    "writev", "pwritev", "pwritev2", "ftruncate", "truncate", "fallocate", "rename", "renameat",
    "renameat2", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat", "link", "linkat", "symlink",
    "symlinkat", "fsync", "fdatasync", "sync_file_range", "copy_file_range", "sendfile",
  ]

  /// Why nothing can be traced here; nil where it can.
  static func obstacle(in folder: String) -> String? {
    do {
      let end = try ChildProcess.run(["strace", "-f", "-e", "trace=write", "true"], in: folder)
      return end.status == 0 ? nil : "tracing is not permitted here (ptrace)"
    } catch {
      return "strace is not installed"
    }
  }

  /// `command` with a fault in it (strace injects none with `--seccomp-bpf`); what was done to which file, and the failed call, is written to
  /// `trace`.
  static func injecting(
    _ fault: Injection, into command: [String], trace: String = "/dev/null"
  ) -> [String] {
    [
      "strace", "-f", "-qq", "-y", "-o", trace, "-e",
      "trace=\(trace == "/dev/null" ? fault.call : "\(fault.call),openat,write")", "-e",
      fault.expression,
    ] + command
  }

  /// `command`, all its changes to files written to `path` with every byte in hex; ended by `fault`.
  static func recording(
    to path: String, _ command: [String], endedBy fault: Injection? = nil
  ) -> [String] {
    [
      "strace", "-f", "-qq", "-xx", "-s", "16777216", "-o", path, "-e",
      "trace=\(stateChanging.joined(separator: ","))", "-e", "signal=none",
    ] + (fault.map { ["-e", $0.expression] } ?? ["--seccomp-bpf"]) + command
  }
}
