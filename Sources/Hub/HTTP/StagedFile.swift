import Glibc
import NIOCore
import NIOPosix
import Sync

/// A file that takes a body's bytes while they arrive, and goes when the request does.
///
/// Unchecked, because the descriptor is used by one request alone, one call after the other; reading
/// and writing block, and are therefore done on NIO's threads for that.
final class StagedFile: @unchecked Sendable {
  let path: String
  private let folder: String
  private let file: Int32

  /// - Throws: `Refusal` (`busy`) where the disk has no room; `HubStoreError`.
  init(in folder: String) throws {
    self.folder = folder
    path = "\(folder)/\(UInt64.random(in: 0...UInt64.max))"
    file = try StagedFile.create(path, in: folder)
  }

  /// - Throws: `Refusal` (`busy`) where the disk has no room; `HubStoreError`.
  func append(_ piece: ByteBuffer) async throws {
    try await NIOThreadPool.singleton.runIfActive { try self.write(piece) }
  }

  /// Its first bytes, so many.
  /// - Throws: `HubStoreError` where the disk does not give them back.
  func bytes(_ count: Int) async throws -> [UInt8] {
    try await NIOThreadPool.singleton.runIfActive { try self.read(count) }
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
          throw StagedFile.fault(errno, in: folder)
        }
      }
    }
  }

  private func read(_ count: Int) throws -> [UInt8] {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[filled..<count])
        let taken = pread(file, rest.baseAddress, rest.count, filled)
        if taken < 0, errno == EINTR { continue }
        guard taken > 0 else { return }
        filled += taken
      }
    }
    guard bytes.count == count else { throw StagedFile.fault(EIO, in: folder) }
    return bytes
  }

  /// Temporary folders are swept by the system; one that was is made again.
  private static func create(_ path: String, in folder: String) throws -> Int32 {
    for _ in 0..<2 {
      let file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
      if file >= 0 { return file }
      guard errno == ENOENT, mkdir(folder, 0o700) == 0 else { break }
    }
    throw fault(errno, in: folder)
  }

  private static func fault(_ code: Int32, in folder: String) -> any Error {
    [ENOSPC, EDQUOT, EFBIG].contains(code)
      ? Refusal(.busy, "there is no room for the body now; try again later")
      : HubStoreError(code: .failed, message: "cannot stage a body in \(folder): error \(code)")
  }
}
