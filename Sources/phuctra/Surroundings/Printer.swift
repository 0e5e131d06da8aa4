import Glibc

/// A belt printer: a file, a pipe or a device such as `/dev/rfcomm0` or `/dev/usb/lp0` that takes
/// ESC/POS.
///
/// Nothing here waits without end: opening does not wait for a printer that is off, and writing gives
/// up when nothing has been taken for `patience`.
struct Printer {
  let path: String
  /// Milliseconds without a byte being taken after which a printer counts as stuck. Ten seconds are
  /// more than a printer needs to work off its buffer.
  var patience: Int32 = 10_000

  /// Sends a whole print job.
  /// - Throws: `PrinterError`; part of the paper may have been printed then.
  func send(_ bytes: [UInt8]) throws(PrinterError) {
    let descriptor = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { throw PrinterError(opening: path, code: errno) }
    defer { close(descriptor) }
    makeRaw(descriptor)
    try Printer.withoutBrokenPipeSignal { () throws(PrinterError) in
      try write(bytes, to: descriptor)
    }
    try drain(descriptor, of: bytes.count)
  }

  /// A serial line would make two bytes of each line feed, in images too.
  private func makeRaw(_ descriptor: Int32) {
    var modes = termios()
    guard isatty(descriptor) == 1, tcgetattr(descriptor, &modes) == 0 else { return }
    cfmakeraw(&modes)
    tcsetattr(descriptor, TCSANOW, &modes)
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws(PrinterError) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, min($0.count, 4096))
      }
      if count > 0 {
        sent += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: try waitForRoom(descriptor, sent: sent, of: bytes.count)
      default: throw PrinterError(writing: path, code: errno, sent: sent, of: bytes.count)
      }
    }
  }

  private func waitForRoom(
    _ descriptor: Int32, sent: Int, of total: Int
  ) throws(PrinterError) {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    let ready = poll(&request, 1, patience)
    guard ready != 0 else {
      throw PrinterError(.stuck, path: path, reason: "", sent: sent, total: total)
    }
    guard request.revents & Int16(POLLNVAL) == 0 else {
      throw PrinterError(writing: path, code: EBADF, sent: sent, of: total)
    }
  }

  /// Waits until a serial line has passed on what it took: closing it early would drop that.
  private func drain(_ descriptor: Int32, of total: Int) throws(PrinterError) {
    guard isatty(descriptor) == 1 else { return }
    let step: Int32 = 20
    var waiting: Int32 = 0
    var waited: Int32 = 0
    var last = Int32.max
    while ioctl(descriptor, UInt(TIOCOUTQ), &waiting) == 0, waiting > 0 {
      waited = waiting < last ? 0 : waited + step
      last = waiting
      guard waited < patience else {
        let sent = total - Int(waiting)
        throw PrinterError(.stuck, path: path, reason: "", sent: sent, total: total)
      }
      poll(nil, 0, step)
    }
  }

  /// A pipe whose reader goes away would end the program by a signal instead of an error.
  private static func withoutBrokenPipeSignal(
    _ body: () throws(PrinterError) -> Void
  ) throws(PrinterError) {
    var pipe = sigset_t()
    var before = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    defer {
      var none = timespec()
      while sigtimedwait(&pipe, nil, &none) == SIGPIPE {}
      pthread_sigmask(SIG_SETMASK, &before, nil)
    }
    try body()
  }
}
