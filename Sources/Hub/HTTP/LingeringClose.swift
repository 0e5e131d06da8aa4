import FoundationEssentials
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import Sync

/// Answers what the parser refuses, and lets a client read an answer that came before all of its
/// request was there.
///
/// A socket that is closed with unread bytes resets the connection, and the answer is lost on its
/// way. So the rest is read and dropped, up to a bound in bytes and time, before the connection is
/// closed (RFC 9112, 9.6: lingering close).
final class LingeringClose: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limits: HubLimits
  /// Told the status of each answer that this handler itself gives.
  private let note: @Sendable (Refusal, Int) -> Void
  /// Requests that are here as a whole and not answered to the end.
  private var waiting = 0
  private var isReceiving = false
  private var isAnswering = false
  /// The answer under way is the connection's last.
  private var isLast = false
  /// Nothing that comes is looked at, nothing more is sent.
  private var isLingering = false
  private var dropped = 0
  private var fault: HTTPParserError?
  private var timer: Scheduled<Void>?

  init(limits: HubLimits, note: @escaping @Sendable (Refusal, Int) -> Void) {
    self.limits = limits
    self.note = note
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      isReceiving = true
      // Behind these the parser stops and would only heap up what comes.
      if head.method == .connect || head.headerFields[.upgrade] != nil { isLast = true }
    case .body(let piece):
      if isLingering { drop(piece.readableBytes, context) }
    case .end:
      isReceiving = false
      if isLingering { context.close(promise: nil) } else { waiting += 1 }
    }
    if !isLingering { context.fireChannelRead(data) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    // Those behind may have stopped to read.
    if isLingering { context.read() } else { context.fireChannelReadComplete() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if isLingering, (event as? ChannelEvent) == .inputClosed { context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if case .dataReceivedInErrorState(_, let bytes)? = error as? ByteToMessageDecoderError {
      drop(bytes.readableBytes, context)
    } else if let found = error as? HTTPParserError {
      guard fault == nil, !isLingering else { return }
      fault = found
      if waiting == 0, !isAnswering { refuse(found, context) }
    } else {
      context.fireErrorCaught(error)
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !isLingering else {
      promise?.fail(ChannelError.outputClosed)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(var head):
      isAnswering = true
      if isReceiving, waiting == 0 { isLast = true }
      if isLast { head.headerFields[.connection] = "close" }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body: context.write(data, promise: promise)
    case .end:
      isAnswering = false
      if waiting > 0 { waiting -= 1 }
      if isLast {
        linger(after: data, promise, context)
      } else {
        context.write(data, promise: promise)
        if let fault, waiting == 0 { refuse(fault, context) }
      }
    }
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard isLingering, mode == .all else { return context.close(mode: mode, promise: promise) }
    context.channel.closeFuture.cascade(to: promise)
  }

  private func refuse(_ fault: HTTPParserError, _ context: ChannelHandlerContext) {
    isLast = true
    let isLong = fault == .headerOverflow
    let refusal =
      isLong
      ? Refusal(.tooLarge, "header lines of at most \(limits.headerBytes) bytes in all")
      : Refusal(.malformed, "this is no HTTP/1.1 request: \(fault)")
    let body = (try? JSONEncoder().encode(refusal)).map { ByteBuffer(bytes: $0) } ?? ByteBuffer()
    let status: HTTPResponse.Status = isLong ? .requestHeaderFieldsTooLarge : .badRequest
    note(refusal, status.code)
    let head = HTTPResponse(
      status: status,
      headerFields: [
        .contentType: "application/json", .contentLength: "\(body.readableBytes)",
        .connection: "close",
      ])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
    linger(after: wrapOutboundOut(.end(nil)), nil, context)
  }

  /// Sends the end of the last answer; then closes, at once where nothing more can come.
  private func linger(
    after data: NIOAny, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext
  ) {
    isLingering = true
    let written = promise ?? context.eventLoop.makePromise()
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    // After an unknown version the parser keeps what comes instead of dropping it.
    let isOver = fault == .invalidVersion || !isReceiving && fault == nil
    written.futureResult.whenComplete { _ in
      let (handler, context) = bound.value
      guard !isOver else { return context.close(promise: nil) }
      handler.timer = context.eventLoop.scheduleTask(in: .seconds(handler.limits.lingerSeconds)) {
        bound.value.1.close(promise: nil)
      }
    }
    context.writeAndFlush(data, promise: written)
    if !isOver { context.read() }
  }

  private func drop(_ count: Int, _ context: ChannelHandlerContext) {
    dropped += count
    if dropped > limits.lingerBytes { context.close(promise: nil) }
  }
}
