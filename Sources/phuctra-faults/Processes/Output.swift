import Glibc

/// Words for a file descriptor in one write: whole, or not there.
enum Output {
  static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(descriptor, bytes, bytes.count)
  }
}
