import Glibc
import Wording

/// Standard output, line by line, gathered into large writes.
///
/// A list may have hundreds of thousands of lines; a write for each would cost more than the list.
struct LineOutput: ~Copyable {
  private var waiting: [UInt8] = []
  private let limit = 1 << 16

  init() {}

  /// Takes a line without its line feed.
  /// - Throws: `OutputError` where standard output does not take it.
  mutating func line(_ text: String) throws(OutputError) {
    waiting.append(contentsOf: text.utf8)
    waiting.append(UInt8(ascii: "\n"))
    if waiting.count >= limit { try flush() }
  }

  /// Writes what has been gathered; call it when the last line was taken.
  /// - Throws: `OutputError`.
  mutating func flush() throws(OutputError) {
    defer { waiting.removeAll(keepingCapacity: true) }
    try LineOutput.write(waiting, to: STDOUT_FILENO)
  }

  /// Writes all of `bytes`.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(OutputError) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 {
        start += count
      } else if errno != EINTR {
        throw OutputError(code: errno)
      }
    }
  }

  /// A line to standard error; what cannot be said there cannot be said at all.
  static func complain(_ text: String) {
    try? write(Array("\(text)\n".utf8), to: STDERR_FILENO)
  }
}

/// Standard output or a file named with `-o` did not take what was written.
struct OutputError: Error, Hashable {
  /// `errno`.
  var code: Int32

  /// The system's own words for it.
  var reason: String { strerror(code).map { String(cString: $0) } ?? "errno \(code)" }
}
