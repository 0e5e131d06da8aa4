import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends a connection whose request is not there in time, however slowly it drips, or whose answer is
/// not taken.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limits: HubLimits
  private let peers: PeerConnections
  private var peer: String?
  private var timer: Scheduled<Void>?
  private var isReceiving = false
  /// Bytes of the answer under way: a longer one may take longer.
  private var answered: Int64 = 0
  private var answerStart = NIODeadline.now()

  init(limits: HubLimits, peers: PeerConnections) {
    self.limits = limits
    self.peers = peers
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { begin(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    begin(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    if let peer { peers.closed(peer) }
    peer = nil
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      isReceiving = true
      let length = head.headerFields[.contentLength].flatMap { Int64($0) } ?? 0
      let bounded = min(max(0, length), Int64(limits.blobBytes))
      wait(limits.requestSeconds + bounded / limits.bytesPerSecond, context)
    case .body: break
    case .end:
      isReceiving = false
      answered = 0
      answerStart = .now()
      wait(limits.answerSeconds, context)
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head: context.write(data, promise: promise)
    case .body(let piece):
      answered += Int64(piece.readableBytes)
      // Each byte buys its time, so that a slow line gets all of a long list and no longer.
      let total = limits.answerSeconds + answered / limits.bytesPerSecond
      wait(until: answerStart + .seconds(total), context)
      context.write(data, promise: promise)
    case .end: end(context, data, promise)
    }
  }

  /// The next request is waited for once the answer is out.
  private func end(
    _ context: ChannelHandlerContext, _ data: NIOAny, _ promise: EventLoopPromise<Void>?
  ) {
    let written = promise ?? context.eventLoop.makePromise()
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let isWhole = !isReceiving
    written.futureResult.whenComplete { _ in
      let (handler, context) = bound.value
      if isWhole { handler.wait(handler.limits.requestSeconds, context) }
    }
    context.writeAndFlush(data, promise: written)
  }

  private func begin(_ context: ChannelHandlerContext) {
    guard peer == nil else { return }
    let address = context.channel.remoteAddress?.ipAddress ?? ""
    guard peers.opened(address, most: limits.connectionsPerPeer) else {
      context.close(promise: nil)
      return
    }
    peer = address
    // What the system takes counts as sent: it must not take so much that nobody has to read.
    _ = context.channel.setOption(
      .socketOption(.so_sndbuf), value: SocketOptionValue(limits.sendBuffer))
    wait(limits.requestSeconds, context)
  }

  private func wait(_ seconds: Int64, _ context: ChannelHandlerContext) {
    wait(until: .now() + .seconds(seconds), context)
  }

  private func wait(until moment: NIODeadline, _ context: ChannelHandlerContext) {
    timer?.cancel()
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(deadline: moment) {
      bound.value.close(promise: nil)
    }
  }
}
