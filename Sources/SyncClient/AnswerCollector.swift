import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import Synchronization

/// Takes an answer in piece by piece, into memory or a file, and no more of it than is allowed.
final class AnswerCollector: HTTPClientResponseDelegate, Sendable {
  typealias Response = HTTPAnswer

  private let destination: HTTPRequest.Destination
  /// A HEAD's answer says the length of what it does not hold.
  private let hasBody: Bool
  private let state = Mutex(State())

  private struct State {
    var answer = HTTPAnswer(status: 0)
    var limit = 0
    var file: OpenFile?
  }

  init(_ request: HTTPRequest) {
    destination = request.destination
    hasBody = request.method != .head
  }

  func didReceiveHead(
    task: HTTPClient.Task<HTTPAnswer>, _ head: HTTPResponseHead
  ) -> EventLoopFuture<Void> {
    task.eventLoop.makeCompletedFuture { try take(head) }
  }

  func didReceiveBodyPart(
    task: HTTPClient.Task<HTTPAnswer>, _ buffer: ByteBuffer
  ) -> EventLoopFuture<Void> {
    task.eventLoop.makeCompletedFuture { try take(buffer) }
  }

  func didFinishRequest(task: HTTPClient.Task<HTTPAnswer>) throws -> HTTPAnswer {
    state.withLock { $0.answer }
  }

  private func take(_ head: HTTPResponseHead) throws(TransportError) {
    try state.withLock { state throws(TransportError) in
      state.answer = HTTPAnswer(
        status: Int(head.status.code),
        fields: head.headers.map { ($0.name.lowercased(), $0.value) })
      switch destination {
      case .memory(let limit): state.limit = limit
      case .file(let path, let limit) where head.status == .ok:
        state.limit = limit
        state.file = try OpenFile(creating: path)
      case .file: state.limit = HTTPRequest.smallAnswer
      }
      // A length that is said is believed at once; what is not said is counted as it comes.
      if hasBody, let said = head.headers.first(name: "content-length").flatMap({ Int($0) }),
        said > state.limit
      {
        throw AnswerCollector.tooLarge(said, state.limit)
      }
    }
  }

  private func take(_ buffer: ByteBuffer) throws(TransportError) {
    try state.withLock { state throws(TransportError) in
      state.answer.length += buffer.readableBytes
      guard state.answer.length <= state.limit else {
        throw AnswerCollector.tooLarge(state.answer.length, state.limit)
      }
      guard let file = state.file else {
        state.answer.body.append(contentsOf: buffer.readableBytesView)
        return
      }
      let written = buffer.withUnsafeReadableBytes { bytes in
        Result { () throws(TransportError) in try file.append(bytes) }
      }
      try written.get()
    }
  }

  private static func tooLarge(_ length: Int, _ limit: Int) -> TransportError {
    TransportError(.tooLarge, place: "", reason: "\(length) bytes, at most \(limit) are taken")
  }

  /// Makes a received file durable; call it when the whole answer is there.
  /// - Throws: `TransportError` (`file`).
  func finish() throws(TransportError) {
    try state.withLock { state throws(TransportError) in
      try state.file?.synchronize()
      state.file = nil
    }
  }

  /// Removes what was received of an answer that did not come whole.
  func discard() {
    state.withLock { state in
      guard let file = state.file else { return }
      unlink(file.path)
      state.file = nil
    }
  }
}
