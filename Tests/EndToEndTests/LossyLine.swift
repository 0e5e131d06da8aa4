import Foundation
import Glibc
import Synchronization
import Testing

/// A line between a handheld and a hub that can lose answers: the hub gets every request whole, and
/// the device waits in vain.
final class LossyLine: Sendable {
  let port: Int
  private let listener: Int32
  private let hub: Int
  private let losing = Mutex<String?>(nil)

  init(to hub: Int) throws {
    self.hub = hub
    listener = Glibc.socket(
      AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isListening = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    try #require(isListening)
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { self.serve() }
  }

  func close() {
    shutdown(listener, Int32(SHUT_RDWR))
    Glibc.close(listener)
  }

  /// From now on answers to requests that begin so are lost; nil: none.
  func lose(_ opening: String?) { losing.withLock { $0 = opening } }

  private func serve() {
    while true {
      let device = accept(listener, nil, nil)
      guard device >= 0 else { return }
      Thread.detachNewThread { self.relay(device) }
    }
  }

  private func relay(_ device: Int32) {
    guard let upstream = RawConnection(port: hub) else {
      Glibc.close(device)
      return
    }
    defer {
      Glibc.close(device)
      upstream.close()
    }
    var isLost = false
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      var waits = [
        pollfd(fd: device, events: Int16(POLLIN), revents: 0),
        pollfd(fd: upstream.socket, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&waits, 2, 30_000) > 0 else { return }
      for (index, wait) in waits.enumerated() where wait.revents != 0 {
        let count = recv(wait.fd, &piece, piece.count, 0)
        guard count > 0 else { return }
        if index == 0 {
          let opening = losing.withLock { $0 }
          if let opening, piece[..<count].starts(with: opening.utf8) { isLost = true }
          guard upstream.send(piece[..<count]) else { return }
        } else {
          // The answer is there, so the hub has done its work: now the line breaks.
          if isLost { return }
          guard RawConnection.send(piece[..<count], to: device) else { return }
        }
      }
    }
  }
}

/// A plain socket to a port of this machine; nil where nobody listens there.
struct RawConnection {
  let socket: Int32

  init?(port: Int) {
    socket = Glibc.socket(
      AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let socket = socket
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else {
      Glibc.close(socket)
      return nil
    }
  }

  func close() { Glibc.close(socket) }

  /// Sends all bytes; false where the other side has gone.
  func send(_ bytes: some Collection<UInt8>) -> Bool { RawConnection.send(bytes, to: socket) }

  static func send(_ bytes: some Collection<UInt8>, to socket: Int32) -> Bool {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
