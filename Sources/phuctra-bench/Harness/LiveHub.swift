import Foundation
import Glibc
import SyncClient

/// A `phuctra-hub serve` of the run's own, on a free port of this machine.
final class LiveHub {
  let address: HubAddress
  private let child: Child

  /// Starts it and waits until it listens.
  /// - Throws: `BenchError` where it does not within half a minute.
  init(program: String, store: String, folder: String) throws {
    let (output, complaints) = ("\(folder)/hub.out", "\(folder)/hub.log")
    child = try Child(
      [program, "serve", "--store", store, "--listen", "127.0.0.1:0", "--lang", "en"],
      environment: ProcessInfo.processInfo.environment, output: output, complaints: complaints)
    let watch = Stopwatch()
    while true {
      let said = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
      if let start = said.range(of: "http://"), said.hasSuffix("\n") {
        let words = said[start.lowerBound...].prefix { !$0.isWhitespace }
        address = try HubAddress(String(words))
        return
      }
      guard watch.milliseconds < 30_000, child.endIfAny() == nil else {
        let words = (try? String(contentsOfFile: complaints, encoding: .utf8)) ?? ""
        throw BenchError("\(program) does not listen: \(words)")
      }
      usleep(10_000)
    }
  }

  /// The most memory that it ever had resident, in bytes.
  func peakMemory() throws -> Int { try ProcessFacts(pid: child.pid).peakMemory() }

  /// Tells it to stop and waits for its end.
  func stop() throws -> Child.End {
    kill(child.pid, SIGTERM)
    let end = child.wait()
    guard end.status == 0 else { throw BenchError("the hub ended with \(end.status)") }
    return end
  }
}
