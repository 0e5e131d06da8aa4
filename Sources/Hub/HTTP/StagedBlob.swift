import Glibc
import NIOCore
import NIOPosix
import Sync

/// A file that takes a blob's bytes while they arrive, and goes when the request does.
///
/// Unchecked, because the descriptor is used by one request alone, one write after the other; the
/// writing itself blocks, and is therefore done on NIO's threads for that.
final class StagedBlob: @unchecked Sendable {
  let path: String
  private let file: Int32

  /// - Throws: `Refusal` (`busy`) where the disk has no room; `HubStoreError`.
  init(in folder: String) throws {
    path = "\(folder)/\(UInt64.random(in: 0...UInt64.max))"
    file = try StagedBlob.create(path, in: folder)
  }

  func append(_ piece: ByteBuffer) async throws {
    try await NIOThreadPool.singleton.runIfActive { try self.write(piece) }
  }

  /// Closes and removes the file.
  func discard() {
    close(file)
    unlink(path)
  }

  private func write(_ piece: ByteBuffer) throws {
    try piece.withUnsafeReadableBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = Glibc.write(
          file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written > 0 {
          rest = rest.dropFirst(written)
        } else if errno != EINTR {
          throw StagedBlob.fault(errno)
        }
      }
    }
  }

  /// Temporary folders are swept by the system; one that was is made again.
  private static func create(_ path: String, in folder: String) throws -> Int32 {
    for _ in 0..<2 {
      let file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
      if file >= 0 { return file }
      guard errno == ENOENT, mkdir(folder, 0o700) == 0 else { break }
    }
    throw fault(errno)
  }

  private static func fault(_ code: Int32) -> any Error {
    [ENOSPC, EDQUOT, EFBIG].contains(code)
      ? Refusal(.busy, "there is no room for a blob now; try again later")
      : HubStoreError(code: .failed, message: "cannot stage a blob: error \(code)")
  }
}
