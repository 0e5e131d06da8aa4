import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// Sends requests to one hub over HTTP/1.1, one after another, each within a bounded time.
///
/// Follows no redirect, asks for no compression, heeds no proxy of the environment, and believes no
/// other trust root than the given ones. Nothing is made before the first request: a program that
/// never syncs pays neither threads nor memory for it. `close()` ends them again.
///
/// Why AsyncHTTPClient and not Foundation's URLSession: both were linked statically into a program
/// that does nothing else and that took 4.7 ms to start with 9.6 MB resident (60 starts each, two
/// cores). AsyncHTTPClient makes that 6.4 ms and 12.4 MB, and 22 MB at most while a request of 1 MB
/// runs; URLSession 14.9 ms and 17 MB, and 30.8 MB. It costs 14.6 MB of file against 0.8 MB and a
/// shared libcurl. Decisive besides the start: URLSession on Linux takes trust roots from an
/// environment variable for the whole process alone, heeds the environment's proxies and asks for
/// compression unasked.
package final class HTTPTransport: Sendable {
  package let address: HubAddress
  private let limits: Limits
  private let trustRoots: [NIOSSLCertificate]?
  private let state = Mutex(State())

  /// How long things may take, in milliseconds.
  package struct Limits: Hashable, Sendable {
    /// To look up the name, connect and agree on encryption.
    package var connecting: Int64
    /// For a request in all, from its first byte to the last of its answer: a bundle of 1 MiB over a
    /// line of 10 kB a second takes a minute and three quarters.
    package var total: Int64

    package init(connecting: Int64 = 10_000, total: Int64 = 150_000) {
      self.connecting = connecting
      self.total = total
    }
  }

  private struct State {
    var engine: Engine?
    var isCancelled = false
    /// Ends the request under way.
    var abort: (@Sendable () -> Void)?
  }

  /// What a first request makes.
  private struct Engine {
    let group: MultiThreadedEventLoopGroup
    let client: HTTPClient
  }

  /// - Parameter trust: a file of PEM certificates, which alone are believed then; nil: the system's.
  /// - Throws: `TransportError` (`badTrust`).
  package init(
    _ address: HubAddress, trust: String? = nil, limits: Limits = Limits()
  ) throws(TransportError) {
    self.address = address
    self.limits = limits
    guard let trust else {
      trustRoots = nil
      return
    }
    do {
      let roots = try NIOSSLCertificate.fromPEMFile(trust)
      guard !roots.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
      trustRoots = roots
    } catch {
      throw TransportError(.badTrust, place: trust, reason: "\(error)")
    }
  }

  /// Sends a request and waits for its whole answer. Not for an event loop's thread: it blocks.
  /// - Parameter milliseconds: for this request in all; nil: what the transport was made with.
  /// - Throws: `TransportError`.
  package func send(
    _ request: HTTPRequest, within milliseconds: Int64? = nil
  ) throws(TransportError) -> HTTPAnswer {
    let deadline = NIODeadline.now() + .milliseconds(milliseconds ?? limits.total)
    let collector = AnswerCollector(request)
    do {
      let (url, body) = (address.description + request.target, try RequestBody(request.body))
      var outgoing = try HTTPClient.Request(
        url: url, method: HTTPMethod(rawValue: request.method.rawValue), body: body.stream)
      for field in request.fields { outgoing.headers.add(name: field.name, value: field.value) }
      outgoing.headers.replaceOrAdd(name: "User-Agent", value: "phuctra")
      let task = try begin(outgoing, collector, deadline)
      defer { state.withLock { $0.abort = nil } }
      let answer = try task.wait()
      try collector.finish()
      return answer
    } catch {
      collector.discard()
      throw TransportError(error, at: address)
    }
  }

  /// Starts a request; under the lock, so that `cancel()` finds either no request or one to end.
  private func begin(
    _ request: HTTPClient.Request, _ collector: AnswerCollector, _ deadline: NIODeadline
  ) throws -> HTTPClient.Task<HTTPAnswer> {
    try state.withLock { state in
      guard !state.isCancelled else { throw HTTPClientError.cancelled }
      let engine = state.engine ?? makeEngine()
      state.engine = engine
      let task = engine.client.execute(request: request, delegate: collector, deadline: deadline)
      state.abort = { task.cancel() }
      return task
    }
  }

  /// Ends the request under way with `cancelled`, and every later one at once. From any thread.
  package func cancel() {
    state.withLock { state in
      state.isCancelled = true
      state.abort?()
    }
  }

  /// Closes the connection and ends the threads; a later request makes them anew.
  package func close() {
    let engine = state.withLock { state in
      defer { state.engine = nil }
      return state.engine
    }
    guard let engine else { return }
    try? engine.client.syncShutdown()
    try? engine.group.syncShutdownGracefully()
  }

  deinit { close() }

  private func makeEngine() -> Engine {
    var tls = TLSConfiguration.makeClientConfiguration()
    if let trustRoots { tls.trustRoots = .certificates(trustRoots) }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: .init(connect: .milliseconds(limits.connecting)), proxy: nil,
      decompression: .disabled)
    configuration.httpVersion = .http1Only
    // A hub that does not answer is tried again by whoever asked, not behind his back.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.maximumUsesPerConnection = nil
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    return Engine(
      group: group,
      client: HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration))
  }
}
