import Foundation
import Glibc

/// A case that needs a file system of its own: it runs as a process in a mount namespace of its own,
/// so that nothing of it is left or seen outside.
struct MountedCase {
  private let bench: FaultBench
  private let kind: FaultCase

  init(_ bench: FaultBench, _ kind: FaultCase) {
    self.bench = bench
    self.kind = kind
  }

  /// As root, or as whoever is root in a user namespace.
  private static var unsharing: [String] {
    geteuid() == 0 ? ["unshare", "--mount"] : ["unshare", "--map-root-user", "--mount"]
  }

  func run() throws -> [Outcome] {
    try bench.withFolder { path in
      let target = "\(path)/disk"
      try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
      let trial = MountedCase.unsharing + ["mount", "-t", "tmpfs", "tmpfs", target]
      guard (try? ChildProcess.run(trial, in: path))?.status == 0 else {
        return [.skipping(kind.rawValue, because: "mounting is not permitted here")]
      }
      let options = FaultOptions.arguments(of: bench)
      let end = try ChildProcess.run(
        MountedCase.unsharing + [bench.ownPath, "inside", kind.rawValue, path] + options, in: path)
      guard end.status == 0 else {
        throw FaultError("ended with \(end.status): \(end.errors)")
      }
      return try end.output.split(separator: "\n").map {
        try JSONDecoder().decode(Outcome.self, from: Data($0.utf8))
      }
    }
  }
}
