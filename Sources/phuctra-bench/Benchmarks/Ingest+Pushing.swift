import Evidence
import Foundation
import SyncClient
import Synchronization

/// The devices of a crew, each with a connection of its own, all at one time once the last has begun.
struct PushingCrew {
  let crew: IngestCrew
  let hub: HubAddress

  /// Between one device's beginning and the next one's, in microseconds: two hundred first bundles in
  /// one millisecond would be a measure of the processors alone.
  private static let apart: useconds_t = 25_000

  /// What came of it.
  struct Outcome: Sendable {
    /// Entries a second, from the first byte to the last receipt.
    var rate = 0.0
    /// Milliseconds until the answer to each bundle of 20 entries.
    var waits: [Double] = []
    var problem: String?
  }

  /// Sends every bundle, each device's one after the other, as its program does.
  /// - Throws: `BenchError` where one is not acknowledged.
  func push() throws -> Outcome {
    let outcome = Mutex(Outcome())
    let queues = Dictionary(grouping: crew.bundles.indices) { crew.bundles[$0].device }
    let group = DispatchGroup()
    let watch = Stopwatch()
    for (device, bundles) in queues {
      group.enter()
      let thread = Thread {
        defer { group.leave() }
        do {
          usleep(useconds_t(device) * PushingCrew.apart)
          let waits = try send(bundles)
          outcome.withLock { $0.waits += waits }
        } catch {
          outcome.withLock { $0.problem = "\(error)" }
        }
      }
      thread.start()
    }
    group.wait()
    let seconds = watch.milliseconds / 1000
    var result = outcome.withLock { $0 }
    if let problem = result.problem { throw BenchError("a bundle was not taken: \(problem)") }
    result.rate = Double(crew.bundles.reduce(0) { $0 + $1.entries }) / seconds
    return result
  }

  /// - Returns: the times of the small bundles' answers.
  private func send(_ bundles: [Int]) throws -> [Double] {
    let transport = try HTTPTransport(hub)
    defer { transport.close() }
    var waits: [Double] = []
    for bundle in bundles {
      let bytes = try crew.bytes(of: bundle)
      let request = HTTPRequest(
        .put, "/v1/bundles/\(ContentHash(of: bytes))", body: .bytes(bytes))
      let watch = Stopwatch()
      let answer = try transport.send(request)
      guard answer.status == 200 else {
        throw BenchError("status \(answer.status): \(String(decoding: answer.body, as: UTF8.self))")
      }
      if crew.bundles[bundle].entries <= IngestCrew.small { waits.append(watch.milliseconds) }
    }
    return waits
  }
}
