import Foundation
import Glibc
import Testing

/// A connection that sends any bytes whatever.
final class RawClient {
  private let connection: RawConnection
  private var socket: Int32 { connection.socket }

  init(port: Int) throws {
    guard let connection = RawConnection(port: port) else { throw NoConnection(port: port) }
    self.connection = connection
  }

  /// Nobody listens there.
  struct NoConnection: Error {
    let port: Int
  }

  deinit { connection.close() }

  /// Sends all bytes; false where the other side has gone.
  @discardableResult
  func send(_ bytes: some Collection<UInt8>) -> Bool { connection.send(bytes) }

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

  /// The bytes up to and with `end`; fewer where the other side closes or falls silent.
  func bytes(until end: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    while !bytes.suffix(end.count).elementsEqual(end), let byte = self.bytes(count: 1).first {
      bytes.append(byte)
    }
    return bytes
  }

  /// So many bytes; fewer where the other side closes, or says nothing for 20 seconds.
  func bytes(count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < count {
      var wait = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, 20_000) > 0 else { break }
      let received = recv(socket, &piece, min(piece.count, count - bytes.count), 0)
      guard received > 0 else { break }
      bytes += piece[..<received]
    }
    return bytes
  }

  /// Says that no more will be sent, and still reads.
  func endSending() { shutdown(socket, Int32(SHUT_WR)) }

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
