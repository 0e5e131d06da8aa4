import Glibc

/// A file that may be damaged anywhere: what cannot be read of it is skipped, never guessed.
final class DamagedFile {
  let path: String
  /// Bytes that it has by its folder's word.
  let size: Int
  private let descriptor: Int32
  private static let block = 4096

  /// Nil where it is not there or cannot be opened.
  init?(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return nil
    }
    self.path = path
    self.descriptor = descriptor
    size = Int(facts.st_size)
  }

  deinit { close(descriptor) }

  /// As many of `count` bytes as the file has at `offset`; what a bad sector holds reads as zeros.
  func bytes(at offset: Int, count: Int) -> [UInt8] {
    guard offset >= 0, offset < size, count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: min(count, size - offset))
    var filled = 0
    while filled < bytes.count {
      let want = bytes.count - filled
      let got = read(&bytes, filled, at: offset + filled, count: want)
      // One bad sector fails the whole read: then block by block.
      let edge = min(want, toEdge(offset + filled))
      let step = got > 0 ? got : read(&bytes, filled, at: offset + filled, count: edge)
      filled += step > 0 ? step : edge
    }
    return bytes
  }

  private func toEdge(_ offset: Int) -> Int {
    DamagedFile.block - offset % DamagedFile.block
  }

  private func read(_ bytes: inout [UInt8], _ start: Int, at offset: Int, count: Int) -> Int {
    let most = min(count, bytes.count - start)
    return bytes.withUnsafeMutableBytes {
      pread(descriptor, $0.baseAddress.map { $0 + start }, most, off_t(offset))
    }
  }

  /// Calls `body` with every place where `mark` stands, in order.
  /// - Complexity: O(size), in constant memory.
  func each(_ mark: [UInt8], _ body: (Int) throws -> Void) rethrows {
    let piece = 1 << 20
    var start = 0
    while start < size {
      let window = bytes(at: start, count: piece + mark.count - 1)
      var position = 0
      while let found = DamagedFile.find(mark, in: window, from: position) {
        try body(start + found)
        position = found + 1
      }
      start += piece
    }
  }

  private static func find(_ mark: [UInt8], in window: [UInt8], from start: Int) -> Int? {
    guard start < window.count else { return nil }
    return window.withUnsafeBytes { window in
      guard let base = window.baseAddress, let first = mark.first else { return nil }
      var position = start
      while position + mark.count <= window.count {
        let left = window.count - mark.count + 1 - position
        guard let found = memchr(base + position, Int32(first), left) else { return nil }
        position = UnsafeRawPointer(found) - base
        if memcmp(base + position, mark, mark.count) == 0 { return position }
        position += 1
      }
      return nil
    }
  }
}
