import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import SyncClient
import TestSupport
import Testing

/// Whether certificates can be made for a test.
private let hasOpenSSL = (try? openSSL(["version"])) != nil

/// Runs the program `openssl`, for certificates of the test's own.
private func openSSL(_ arguments: [String]) throws {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["openssl"] + arguments
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  try #require(process.terminationStatus == 0)
}

/// `<name>.pem` and `<name>.key` in `folder`: a certificate that vouches for itself, for `names`.
private func makeCertificate(_ name: String, for names: String, in folder: URL) throws {
  try openSSL([
    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
    "-days", "2", "-subj", "/CN=hub", "-addext", "subjectAltName=\(names)",
    "-keyout", folder.appendingPathComponent("\(name).key").path,
    "-out", folder.appendingPathComponent("\(name).pem").path,
  ])
}

/// Answers whatever comes with an empty 200.
private final class EmptyAnswer: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let answer = ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}

@Suite("A hub's certificate", .enabled(if: hasOpenSSL, "needs openssl: apt install openssl"))
struct TrustTests {
  /// Runs `body` with a server on the loopback whose certificate, `hub.pem` in the folder, is for
  /// `names`.
  private func withTLS(
    _ names: String, _ body: (_ address: String, _ folder: URL) throws -> Void
  ) throws {
    try withTemporaryDirectory { folder in
      try makeCertificate("hub", for: names, in: folder)
      let certificates = try NIOSSLCertificate.fromPEMFile(
        folder.appendingPathComponent("hub.pem").path)
      let key = try NIOSSLPrivateKey(
        file: folder.appendingPathComponent("hub.key").path, format: .pem)
      let context = try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key)))
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      let channel = try ServerBootstrap(group: group)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandlers(
              NIOSSLServerHandler(context: context), EmptyAnswer())
          }
        }
        .bind(host: "127.0.0.1", port: 0).wait()
      let outcome = Result {
        try body("https://127.0.0.1:\(channel.localAddress?.port ?? 0)", folder)
      }
      try group.syncShutdownGracefully()
      try outcome.get()
    }
  }

  @Test("is believed where the given file vouches for it")
  func trusted() throws {
    try withTLS("IP:127.0.0.1") { address, folder in
      let transport = try HTTPTransport(
        HubAddress(address), trust: folder.appendingPathComponent("hub.pem").path)
      defer { transport.close() }
      #expect(try transport.send(HTTPRequest(.get, "/")).status == 200)
    }
  }

  @Test("is not believed where the system's roots do not know it, or another file is given")
  func untrusted() throws {
    try withTLS("IP:127.0.0.1") { address, folder in
      try makeCertificate("other", for: "IP:127.0.0.1", in: folder)
      for trust in [nil, folder.appendingPathComponent("other.pem").path] {
        let transport = try HTTPTransport(HubAddress(address), trust: trust)
        let error = try failure(of: HTTPRequest(.get, "/"), with: transport)
        #expect(error.code == .untrusted, "\(error)")
      }
    }
  }

  @Test("is not believed where it is for another host")
  func otherHost() throws {
    try withTLS("DNS:hub.example") { address, folder in
      let transport = try HTTPTransport(
        HubAddress(address), trust: folder.appendingPathComponent("hub.pem").path)
      let error = try failure(of: HTTPRequest(.get, "/"), with: transport)
      #expect(error.code == .untrusted, "\(error)")
    }
  }

  @Test("is not looked for in a file that is missing, empty or something else")
  func badFile() throws {
    try withTemporaryDirectory { folder in
      let paths = try ["none": nil, "empty": "", "text": "hello"].map { name, text in
        let file = folder.appendingPathComponent(name)
        try text.map { try Data($0.utf8).write(to: file) }
        return file.path
      }
      for path in paths {
        let error = #expect(throws: TransportError.self) {
          _ = try HTTPTransport(HubAddress("https://hub.example"), trust: path)
        }
        #expect(error?.code == .badTrust)
        #expect(error?.place == path)
      }
    }
  }

  @Test("is asked of no server that speaks no TLS")
  func plainServer() throws {
    try withServer({ connection in
      _ = connection.piece()
      connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    }) { server in
      let transport = try HTTPTransport(HubAddress("https://127.0.0.1:\(server.port)"))
      let error = try failure(of: HTTPRequest(.get, "/"), with: transport)
      #expect([.untrusted, .malformed].contains(error.code), "\(error)")
    }
  }
}
