import Foundation
import Synchronization
import Testing

/// A server of the test's own on the loopback that speaks bytes, so that it can speak them wrongly.
///
/// Every connection is served by `serve` on a thread of its own; when that returns, the connection is
/// closed.
final class RawServer: Sendable {
  let port: Int
  private let listener: Int32
  private let open = Mutex<[Int32]>([])

  struct Connection {
    let descriptor: Int32

    /// What has been sent, up to the end of the head and `length` bytes of the body; less where the
    /// other side ends before.
    func request(body length: Int = 0) -> String {
      var received: [UInt8] = []
      let end = Array("\r\n\r\n".utf8)
      while true {
        if let at = received.firstRange(of: end), received.count >= at.upperBound + length { break }
        guard let piece = piece() else { break }
        received += piece
      }
      return String(decoding: received, as: UTF8.self)
    }

    /// The next bytes; nil at the end.
    func piece() -> [UInt8]? {
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(descriptor, &bytes, bytes.count, 0)
      return count > 0 ? Array(bytes[..<count]) : nil
    }

    /// False once the other side takes nothing more.
    @discardableResult
    func send(_ text: String) -> Bool {
      send(Array(text.utf8))
    }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
      var start = 0
      while start < bytes.count {
        let count = bytes[start...].withUnsafeBytes {
          Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return false }
        start += count
      }
      return true
    }

    /// Waits until the other side ends the connection.
    func waitForEnd() {
      while piece() != nil {}
    }
  }

  init(_ serve: @escaping @Sendable (Connection) -> Void) throws {
    (listener, port) = try RawServer.bound()
    try #require(listen(listener, 16) == 0)
    Thread.detachNewThread { [self] in
      while true {
        let accepted = accept(listener, nil, nil)
        guard accepted >= 0 else { return }
        _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
        open.withLock { $0.append(accepted) }
        Thread.detachNewThread { [self] in
          serve(Connection(descriptor: accepted))
          let isOurs = open.withLock { open in
            guard let at = open.firstIndex(of: accepted) else { return false }
            open.remove(at: at)
            return true
          }
          if isOurs { close(accepted) }
        }
      }
    }
  }

  /// A socket with a port of the loopback of its own.
  static func bound() throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    try #require(descriptor >= 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) | getsockname(descriptor, $0, &length)
      }
    }
    try #require(code == 0)
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  /// Ends listening and every connection.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    open.withLock { open in
      for descriptor in open { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }

  var address: String { "http://127.0.0.1:\(port)" }
}

/// Runs `body` with a server and stops it afterwards.
func withServer<Result>(
  _ serve: @escaping @Sendable (RawServer.Connection) -> Void, _ body: (RawServer) throws -> Result
) throws -> Result {
  let server = try RawServer(serve)
  defer { server.stop() }
  return try body(server)
}
