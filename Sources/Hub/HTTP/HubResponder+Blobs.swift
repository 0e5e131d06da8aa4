import Evidence
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import Sync

extension HubResponder {
  func answerBlob(
    _ hash: ContentHash, _ request: Request, _ exchange: inout Exchange
  ) async throws -> Response {
    let isPut = request.method == .put
    let device = try await signer(of: request, body: isPut ? hash : ContentHash(of: []))
    exchange.device = device
    let size = try await service.blobSize(hash, for: device)
    if isPut {
      let transfer = try transfers.begin(device)
      defer { withExtendedLifetime(transfer) {} }
      return try await take(hash, request, from: device, isHere: size != nil)
    }
    guard let size else { throw Refusal(.notFound, "no such blob for this device") }
    let headers: HTTPFields = [
      .contentType: "application/octet-stream", .contentLength: "\(size)",
    ]
    return Response(
      status: .ok, headers: headers,
      body: request.method == .head
        ? ResponseBody() : try pieces(of: hash, size: size, for: device))
  }

  /// The blob piece by piece: no more than one is ever held. Where it breaks off the connection
  /// does, so that nobody takes a part for the whole.
  private func pieces(
    of hash: ContentHash, size: Int, for device: DeviceIdentity
  ) throws -> ResponseBody {
    let service = service
    let transfer = try transfers.begin(device)
    return ResponseBody(contentLength: size) { writer in
      defer { withExtendedLifetime(transfer) {} }
      var sent = 0
      var number = 0
      while sent < size {
        guard let piece = try await service.blob(hash, for: device, piece: number) else {
          throw Refusal(.notFound, "the blob is no longer there for this device")
        }
        try await writer.write(ByteBuffer(bytes: piece))
        sent += piece.count
        number += 1
      }
      try await writer.finish(nil)
    }
  }

  /// Stages the body in a file while it arrives; what is cut off leaves nothing.
  private func take(
    _ hash: ContentHash, _ request: Request, from device: DeviceIdentity, isHere: Bool
  ) async throws -> Response {
    try refuseTooLong(request, most: limits.blobBytes)
    let staged = isHere ? nil : try StagedFile(in: folder)
    defer { staged?.discard() }
    var length = 0
    var hasher = ContentHasher()
    for try await piece in request.body {
      length += piece.readableBytes
      guard length <= limits.blobBytes else {
        throw Refusal(.tooLarge, "a blob of at most \(limits.blobBytes) bytes")
      }
      piece.withUnsafeReadableBytes { hasher.update($0) }
      try await staged?.append(piece)
    }
    guard hasher.finalized() == hash else {
      throw Refusal(.malformed, "the bytes are not those of \(hash)")
    }
    guard let staged else { return Response(status: .ok) }
    try await service.keepBlob(hash, file: staged.path, from: device)
    return Response(status: .created)
  }
}
