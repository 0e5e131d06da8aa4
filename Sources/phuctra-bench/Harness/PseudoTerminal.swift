import Glibc

/// A terminal without a window, 80 × 24 unless told otherwise.
final class PseudoTerminal {
  /// What a person would read and press.
  let master: Int32
  /// Held open so that a program that has not come yet, or has gone, is no hang-up.
  private let slave: Int32
  let path: String

  /// TIOCSPTLCK and TIOCGPTN of Linux; posix_openpt and its kin are not imported into Swift.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  init(columns: UInt16 = 80, rows: UInt16 = 24) throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var unlocked: Int32 = 0
    var number: Int32 = 0
    guard master >= 0, ioctl(master, Self.setLock, &unlocked) == 0,
      ioctl(master, Self.getNumber, &number) == 0
    else { throw BenchError("no pseudo terminal can be had (errno \(errno))") }
    path = "/dev/pts/\(number)"
    slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard slave >= 0 else { throw BenchError("\(path) cannot be opened (errno \(errno))") }
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  deinit {
    close(slave)
    close(master)
  }

  func type(_ keys: [UInt8]) {
    _ = write(master, keys, keys.count)
  }

  /// What came within so many milliseconds; empty where nothing did.
  func read(within milliseconds: Int32) -> ArraySlice<UInt8> {
    var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&source, 1, milliseconds) > 0 else { return [] }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(master, &buffer, buffer.count)
    return buffer.prefix(max(0, count))
  }
}
