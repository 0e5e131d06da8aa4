import AsyncHTTPClient
import Glibc
import NIOCore

/// The body of a request on its way out.
struct RequestBody {
  /// nil where nothing is sent.
  let stream: HTTPClient.Body?

  /// - Throws: `TransportError` (`file`) where the file to send cannot be opened.
  init(_ body: HTTPRequest.Body) throws(TransportError) {
    switch body {
    case .none: stream = nil
    case .bytes(let bytes): stream = .byteBuffer(ByteBuffer(bytes: bytes))
    case .file(let path):
      let file = try OpenFile(reading: path)
      stream = .stream(contentLength: Int64(file.size)) { writer in
        RequestBody.send(file, from: 0, to: writer)
      }
    }
  }

  /// A piece at a time: the next is read when the one before has gone.
  private static func send(
    _ file: OpenFile, from start: Int, to writer: HTTPClient.Body.StreamWriter
  ) -> EventLoopFuture<Void> {
    let piece = Result { () throws(TransportError) in try file.piece(from: start) }
    switch piece {
    case .failure(let error):
      // A write that fails is the only way to give the error to the request.
      return writer.write(.byteBuffer(ByteBuffer())).flatMapThrowing { throw error }
    case .success(let bytes):
      let written = writer.write(.byteBuffer(ByteBuffer(bytes: bytes)))
      let end = start + bytes.count
      return end >= file.size ? written : written.flatMap { send(file, from: end, to: writer) }
    }
  }
}

/// A file that is open as long as this is held.
final class OpenFile: Sendable {
  let path: String
  /// Bytes it had when it was opened.
  let size: Int
  private let descriptor: Int32
  private static let pieceSize = 1 << 16

  /// - Throws: `TransportError` (`file`).
  init(reading path: String) throws(TransportError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    var facts = stat()
    guard descriptor >= 0, fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      let reason = OpenFile.reason(descriptor >= 0 ? EINVAL : errno)
      if descriptor >= 0 { close(descriptor) }
      throw TransportError(.file, place: path, reason: reason)
    }
    size = Int(facts.st_size)
  }

  /// - Throws: `TransportError` (`file`) where something is there already, or nothing can be made.
  init(creating path: String) throws(TransportError) {
    self.path = path
    size = 0
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw TransportError(.file, place: path, reason: OpenFile.reason(errno))
    }
  }

  deinit { close(descriptor) }

  /// The bytes from `start`, at most one piece.
  /// - Throws: `TransportError` (`file`), also where the file has become shorter.
  func piece(from start: Int) throws(TransportError) -> [UInt8] {
    let wanted = min(OpenFile.pieceSize, size - start)
    guard wanted > 0 else { return [] }
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      repeat {
        count = pread(descriptor, buffer.baseAddress, wanted, start)
      } while count < 0 && errno == EINTR
      filled = max(0, count)
    }
    guard count > 0 else {
      let reason = count < 0 ? OpenFile.reason(errno) : "it became shorter while it was sent"
      throw TransportError(.file, place: path, reason: reason)
    }
    return bytes
  }

  /// - Throws: `TransportError` (`file`).
  func append(_ bytes: UnsafeRawBufferPointer) throws(TransportError) {
    var start = 0
    while start < bytes.count {
      let count = write(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
      if count > 0 {
        start += count
      } else if errno != EINTR {
        throw TransportError(.file, place: path, reason: OpenFile.reason(errno))
      }
    }
  }

  /// - Throws: `TransportError` (`file`) where the disk did not take what was written.
  func synchronize() throws(TransportError) {
    guard fsync(descriptor) == 0 else {
      throw TransportError(.file, place: path, reason: OpenFile.reason(errno))
    }
  }

  private static func reason(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "errno \(code)"
  }
}
