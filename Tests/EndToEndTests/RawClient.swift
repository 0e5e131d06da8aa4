import Foundation
import Glibc
import Testing

/// A connection that sends any bytes whatever.
final class RawClient {
  private let socket: Int32

  init(port: Int) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(connected == 0, "no connection to port \(port)")
  }

  deinit { close(socket) }

  /// Sends all bytes; false where the other side has gone.
  @discardableResult
  func send(_ bytes: some Collection<UInt8>) -> Bool {
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

  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// What comes until the other side closes, or `seconds` have passed.
  func received(seconds: Int = 20, atMost most: Int = 1 << 16) -> String {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline, bytes.count < most {
      var wait = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, 100) > 0 else { continue }
      let count = recv(socket, &piece, piece.count, 0)
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The status of the first answer; nil where the connection ends without one.
  func status(seconds: Int = 20) -> Int? {
    let words = received(seconds: seconds, atMost: 12).split(separator: " ")
    return words.count > 1 ? Int(words[1]) : nil
  }

  /// True once the other side has closed.
  func isClosed(within seconds: Int) -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var piece = [UInt8](repeating: 0, count: 4096)
    while ContinuousClock.now < deadline {
      var wait = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, 100) > 0 else { continue }
      if recv(socket, &piece, piece.count, 0) <= 0 { return true }
    }
    return false
  }
}
