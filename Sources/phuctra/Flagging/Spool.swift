import Formats
import Glibc

/// Plain values put aside by key until they are wanted key by key: in blocks of one temporary file
/// without a name, so that memory stays the same however many there are.
struct Spool<Value: BitwiseCopyable>: ~Copyable {
  static var bucketCount: Int { 256 }
  private let blockSize = 256
  private let descriptor: Int32
  private var end: Int64 = 0
  private var waiting: [[Value]]
  private var blocks: [[Int64]]

  /// - Parameter folder: where the file lies while it lasts.
  /// - Throws: `OutputError`.
  init(in folder: String) throws(OutputError) {
    var path = Array("\(folder)/.spool-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw OutputError(code: errno) }
    unlink(path)
    waiting = Array(repeating: [], count: Self.bucketCount)
    blocks = Array(repeating: [], count: Self.bucketCount)
  }

  deinit { close(descriptor) }

  /// Puts a value under a key; values of one key come back together.
  mutating func add(_ value: Value, key: UInt64) throws(OutputError) {
    let bucket = Int(key >> 56)
    waiting[bucket].append(value)
    guard waiting[bucket].count == blockSize else { return }
    let size = blockSize * MemoryLayout<Value>.stride
    let (file, place) = (descriptor, end)
    let code = waiting[bucket].withUnsafeBytes { Spool.write($0, to: file, at: place) }
    guard code == 0 else { throw OutputError(code: code) }
    blocks[bucket].append(end)
    end += Int64(size)
    waiting[bucket].removeAll(keepingCapacity: true)
  }

  /// All values of a bucket, in no order.
  /// - Complexity: O(values of the bucket), in time and memory.
  func bucket(_ number: Int) throws(OutputError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(blocks[number].count * blockSize + waiting[number].count)
    let size = blockSize * MemoryLayout<Value>.stride
    var code: Int32 = 0
    for place in blocks[number] {
      let block = [Value](unsafeUninitializedCapacity: blockSize) { buffer, count in
        code = Spool.read(UnsafeMutableRawBufferPointer(buffer), size, from: descriptor, at: place)
        count = code == 0 ? blockSize : 0
      }
      guard code == 0 else { throw OutputError(code: code) }
      values += block
    }
    return values + waiting[number]
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at place: Int64
  ) -> Int32 {
    var done = 0
    while done < bytes.count {
      let count = pwrite(
        descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done,
        off_t(place) + off_t(done))
      if count > 0 { done += count } else if errno != EINTR { return errno }
    }
    return 0
  }

  private static func read(
    _ buffer: UnsafeMutableRawBufferPointer, _ size: Int, from descriptor: Int32, at place: Int64
  ) -> Int32 {
    var done = 0
    while done < size {
      let count = pread(
        descriptor, buffer.baseAddress.map { $0 + done }, size - done, off_t(place) + off_t(done))
      if count > 0 {
        done += count
      } else if count == 0 {
        return EIO
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}
