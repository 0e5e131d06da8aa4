import Glibc

/// Bytes that can be read at any place, more than once: an open file, or bytes in memory.
///
/// A fault may need a second look at the file (see `WorklistReader`), so a pipe will not do.
package enum ByteInput: Sendable {
  /// An open, seekable file; the caller keeps it open and closes it.
  case file(descriptor: Int32)
  case bytes([UInt8])

  /// Reads up to the buffer's size from `offset` on; 0 at the end.
  func read(
    at offset: Int64, into buffer: UnsafeMutableRawBufferPointer
  ) throws(ScanStop) -> Int {
    switch self {
    case .bytes(let bytes):
      let start = min(Int(offset), bytes.count)
      let count = min(buffer.count, bytes.count - start)
      bytes.withUnsafeBytes { all in
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[start..<(start + count)]))
      }
      return count
    case .file(let descriptor):
      while true {
        let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
        if count >= 0 { return count }
        guard errno == EINTR else { throw .system(FileReadError(code: errno)) }
      }
    }
  }

  /// Up to `count` bytes from `offset` on.
  func bytes(at offset: Int64, count: Int) throws(ScanStop) -> [UInt8] {
    var head = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let more = try read(at: offset + Int64(filled), into: &head, from: filled)
      if more == 0 { break }
      filled += more
    }
    head.removeSubrange(filled...)
    return head
  }

  /// Reads into an array from one of its places on.
  private func read(
    at offset: Int64, into array: inout [UInt8], from place: Int
  ) throws(ScanStop) -> Int {
    // `withUnsafeMutableBytes` passes on untyped errors alone.
    let result = array.withUnsafeMutableBytes { buffer -> Result<Int, ScanStop> in
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[place...])
      do throws(ScanStop) {
        return .success(try read(at: offset, into: room))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

extension ByteInput {
  /// Opens the file at `path` for the time of `body`.
  /// - Throws: `FileReadError` where it cannot be opened; whatever `body` throws.
  package static func withFile<Result>(
    at path: String, _ body: (ByteInput) throws -> Result
  ) throws -> Result {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileReadError(code: errno) }
    defer { close(descriptor) }
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    return try body(.file(descriptor: descriptor))
  }
}

extension ByteInput {
  /// Up to `count` bytes from `offset` on: a row of a list, found again by its place.
  /// - Throws: `FileReadError`.
  package func piece(at offset: Int64, count: Int) throws -> [UInt8] {
    try rethrowing { () throws(ScanStop) in try bytes(at: offset, count: count) }
  }
}
