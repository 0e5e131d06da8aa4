import Glibc
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import NIOSSL
package import ServiceLifecycle

/// A hub's HTTP side, ready to listen.
package struct HubServer: Sendable {
  /// Where to listen, and with what.
  package struct Settings: Sendable {
    package var host: String
    /// 0: any free port.
    package var port: Int
    /// PEM files; nil: without TLS.
    package var certificate: String?
    package var privateKey: String?
    package var limits: HubLimits
    /// Where bodies are staged while they arrive.
    package var folder: String

    package init(
      host: String, port: Int, certificate: String? = nil, privateKey: String? = nil,
      limits: HubLimits = HubLimits(), folder: String
    ) {
      self.host = host
      self.port = port
      self.certificate = certificate
      self.privateKey = privateKey
      self.limits = limits
      self.folder = folder
    }
  }

  private let settings: Settings
  private let logger: Logger

  package init(_ settings: Settings, logger: Logger) {
    self.settings = settings
    self.logger = logger
  }

  /// The server as a service: it ends gracefully, finishing what is under way.
  /// - Parameter isListening: called once with the port.
  /// - Throws: what is wrong with the certificate or its key.
  package func service(
    _ hub: some HubService, isListening: @escaping @Sendable (Int) -> Void
  ) throws -> any Service {
    let peers = PeerConnections()
    let limits = settings.limits
    let metrics = HubMetrics(peers: peers)
    let channel = HTTP1Channel.Configuration(
      additionalChannelHandlers: [
        RequestDeadline(limits: limits, peers: peers),
        LingeringClose(limits: limits) { metrics.note($0, status: $1) },
      ],
      httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
        maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
        maxHeaderFieldCount: limits.headerLines))
    let plain = HTTPServerBuilder.http1(configuration: channel)
    let builder =
      try tls().map { try HTTPServerBuilder.tls(plain, tlsConfiguration: $0) } ?? plain
    return Application(
      responder: HubResponder(
        service: hub, limits: limits, metrics: metrics, logger: logger,
        folder: settings.folder,
        gates: (
          MemoryGate(capacity: limits.shortBytesAtOnce),
          MemoryGate(capacity: limits.longBytesAtOnce)
        ), transfers: BlobTransfers(mostPerDevice: limits.blobsPerDevice)),
      server: builder,
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(
          limits.connections, logger: logger)),
      onServerRunning: { channel in isListening(channel.localAddress?.port ?? 0) },
      logger: logger)
  }

  private func tls() throws -> TLSConfiguration? {
    guard let certificate = settings.certificate, let key = settings.privateKey else { return nil }
    let chain = try NIOSSLCertificate.fromPEMFile(certificate).map {
      NIOSSLCertificateSource.certificate($0)
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain,
      privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
    configuration.minimumTLSVersion = .tlsv12
    return configuration
  }
}
