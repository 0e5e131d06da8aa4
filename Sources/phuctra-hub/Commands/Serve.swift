import ArgumentParser
import Foundation
import Glibc
import Hub
import Logging
import ServiceLifecycle
import Shell

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Chạy trung tâm / run the hub until it is told to stop.")

  @OptionGroup var options: HubOptions

  @Option(help: "Where to listen, HOST:PORT; port 0 takes any free one.")
  var listen = "127.0.0.1:8443"

  @Option(help: "The certificate chain, PEM.")
  var tlsCert: String?

  @Option(help: "The certificate's private key, PEM.")
  var tlsKey: String?

  @Option(help: "Seconds in which a request has to be there as a whole (1 to 3600).")
  var requestSeconds: Int64 = HubLimits().requestSeconds

  @Option(help: "Seconds in which an answer has to be taken, beside its bytes' (1 to 3600).")
  var answerSeconds: Int64 = HubLimits().answerSeconds

  @Option(help: "Bytes a second of the slowest line that is waited for (from 1).")
  var lineSpeed: Int64 = HubLimits().bytesPerSecond

  @Option(help: "Connections from one address at a time.")
  var connectionsPerPeer = HubLimits().connectionsPerPeer

  @Option(help: "Seconds that requests under way get when the hub is told to stop (0 to 600).")
  var drainSeconds: Int64 = HubLimits().drainSeconds

  func validate() throws {
    guard address != nil else { throw ValidationError("--listen: HOST:PORT, not “\(listen)”") }
    guard (tlsCert == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-cert and --tls-key go together")
    }
    guard (1...3600).contains(requestSeconds) else {
      throw ValidationError("--request-seconds: 1 to 3600")
    }
    guard (1...3600).contains(answerSeconds) else {
      throw ValidationError("--answer-seconds: 1 to 3600")
    }
    guard lineSpeed > 0 else { throw ValidationError("--line-speed: from 1") }
    guard connectionsPerPeer > 0 else { throw ValidationError("--connections-per-peer: from 1") }
    guard (0...600).contains(drainSeconds) else {
      throw ValidationError("--drain-seconds: 0 to 600")
    }
  }

  private var address: (host: String, port: Int)? {
    guard let colon = listen.lastIndex(of: ":"),
      let port = Int(listen[listen.index(after: colon)...]), (0...65535).contains(port)
    else { return nil }
    let host = listen[..<colon].trimmingCharacters(in: ["[", "]"])
    return host.isEmpty ? nil : (host, port)
  }

  func run() async throws {
    // A client that goes away while it is answered must not end the hub.
    signal(SIGPIPE, SIG_IGN)
    // Nor must a file that may grow no further: the write fails instead.
    signal(SIGXFSZ, SIG_IGN)
    try await options.run(mayMake: true) { hub, say in
      guard let address else { return }
      let clock = SystemClock()
      var logger = Logger(label: "phuctra-hub") { _ in JSONLog(now: { clock.timestamp() }) }
      logger.logLevel = .info
      var limits = HubLimits()
      limits.requestSeconds = requestSeconds
      limits.answerSeconds = answerSeconds
      limits.bytesPerSecond = lineSpeed
      limits.connectionsPerPeer = connectionsPerPeer
      limits.drainSeconds = drainSeconds
      let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("phuctra-hub-\(getpid())").path
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let server = HubServer(
        HubServer.Settings(
          host: address.host, port: address.port, certificate: tlsCert, privateKey: tlsKey,
          limits: limits, folder: folder), logger: logger)
      let scheme = tlsCert == nil ? "http" : "https"
      let service = try server.service(hub) { port in
        let words = say("hub.listening", "\(scheme)://\(address.host):\(port)")
        FileHandle.standardOutput.write(Data("\(words)\n".utf8))
      }
      var configuration = ServiceGroupConfiguration(
        services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
      configuration.maximumGracefulShutdownDuration = .seconds(drainSeconds)
      configuration.maximumCancellationDuration = .seconds(2)
      try await ServiceGroup(configuration: configuration).run()
    }
  }
}
