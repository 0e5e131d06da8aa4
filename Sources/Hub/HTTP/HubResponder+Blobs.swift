import Evidence
import FoundationEssentials
import Glibc
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
    if isPut { return try await take(hash, request, from: device) }
    guard let first = try await service.blob(hash, for: device, piece: 0) else {
      // A device may ask whether its own photo has arrived, wherever it belongs.
      if request.method == .head, try await service.hasBlob(hash) { return Response(status: .ok) }
      throw Refusal(.notFound, "no such blob for this device")
    }
    if request.method == .head { return Response(status: .ok) }
    return Response(
      status: .ok, headers: [.contentType: "application/octet-stream"],
      body: pieces(of: hash, after: first, for: device))
  }

  /// The blob piece by piece: no more than one is ever held.
  private func pieces(
    of hash: ContentHash, after first: [UInt8], for device: DeviceIdentity
  ) -> ResponseBody {
    let service = service
    return ResponseBody { writer in
      try await writer.write(ByteBuffer(bytes: first))
      var number = 1
      while let piece = try await service.blob(hash, for: device, piece: number) {
        try await writer.write(ByteBuffer(bytes: piece))
        number += 1
      }
      try await writer.finish(nil)
    }
  }

  /// Stages the body in a file while it arrives; what is cut off leaves nothing.
  private func take(
    _ hash: ContentHash, _ request: Request, from device: DeviceIdentity
  ) async throws -> Response {
    try refuseTooLong(request, most: limits.blobBytes)
    let path = "\(folder)/\(hash.hex).\(UInt64.random(in: 0...UInt64.max))"
    let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw HubStoreError(code: .failed, message: "cannot stage a blob in \(folder)")
    }
    defer {
      close(file)
      unlink(path)
    }
    var length = 0
    var hasher = ContentHasher()
    for try await piece in request.body {
      length += piece.readableBytes
      guard length <= limits.blobBytes else {
        throw Refusal(.tooLarge, "a blob of at most \(limits.blobBytes) bytes")
      }
      piece.withUnsafeReadableBytes { hasher.update($0) }
      try stage(piece, to: file)
    }
    guard hasher.finalized() == hash else {
      throw Refusal(.malformed, "the bytes are not those of \(hash)")
    }
    try await service.keepBlob(hash, file: path, from: device)
    return Response(status: .created)
  }

  private func stage(_ piece: ByteBuffer, to file: Int32) throws {
    let isWhole = piece.withUnsafeReadableBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = Glibc.write(
          file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        guard written > 0 else { return false }
        rest = rest.dropFirst(written)
      }
      return true
    }
    guard isWhole else {
      throw HubStoreError(code: .failed, message: "cannot stage a blob in \(folder)")
    }
  }
}
