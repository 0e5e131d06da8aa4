import Glibc
import NIOCore

/// A body while it arrives: a short one in memory, the rest of a longer one in a file whose name is gone,
/// so that a crowd of slow clients costs the hub little memory, however long they take.
final class ArrivingBody {
  private let folder: String
  private let most: Int
  private var start: [UInt8] = []
  private var file: Int32 = -1
  /// Bytes so far.
  private(set) var count = 0

  /// - Parameters:
  ///   - folder: where the file would lie.
  ///   - most: bytes that stay in memory.
  init(folder: String, inMemory most: Int) {
    self.folder = folder
    self.most = most
  }

  deinit { if file >= 0 { close(file) } }

  /// Adds what came.
  /// - Throws: `HubStoreError` where the disk takes no more.
  func append(_ piece: ByteBuffer) throws(HubStoreError) {
    count += piece.readableBytes
    if file < 0, count <= most {
      start.append(contentsOf: piece.readableBytesView)
      return
    }
    if file < 0 { file = try open() }
    let isWhole = piece.withUnsafeReadableBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return false }
        rest = rest.dropFirst(written)
      }
      return true
    }
    guard isWhole else { throw fault("cannot stage a body in \(folder)") }
  }

  /// All of it.
  /// - Throws: `HubStoreError` where the disk does not give it back.
  func bytes() throws(HubStoreError) -> [UInt8] {
    guard file >= 0 else { return start }
    let (file, length) = (file, count - start.count)
    let rest = [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
      while filled < length {
        let taken = pread(
          file, UnsafeMutableRawPointer(buffer.baseAddress).map { $0 + filled }, length - filled,
          filled)
        if taken < 0, errno == EINTR { continue }
        guard taken > 0 else { return }
        filled += taken
      }
    }
    guard rest.count == length else { throw fault("cannot read a body back from \(folder)") }
    return start + rest
  }

  private func open() throws(HubStoreError) -> Int32 {
    let path = "\(folder)/body.\(UInt64.random(in: 0...UInt64.max))"
    let file = Glibc.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw fault("cannot stage a body in \(folder)") }
    unlink(path)
    return file
  }

  private func fault(_ message: String) -> HubStoreError {
    HubStoreError(code: .failed, message: message)
  }
}
