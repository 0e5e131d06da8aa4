import Foundation
import Glibc

/// Hears from the kernel when a battery or a charger changes, so that nobody has to ask again and
/// again: an idle handheld stays asleep.
///
/// The thread ends with the program. Where the socket is not to be had (a container, a hardened
/// kernel) nothing is heard, and the battery is read when a meter is opened.
struct PowerWatch {
  private static let group: UInt32 = 1
  private static let kernelEvents: Int32 = 15

  /// Calls `changed` on a thread of its own for every event of a power supply.
  static func start(_ changed: @escaping @Sendable () -> Void) {
    let descriptor = socket(
      AF_NETLINK, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), kernelEvents)
    guard descriptor >= 0 else { return }
    // `struct sockaddr_nl`, which Swift's view of the C library lacks: family and padding, port,
    // groups.
    var address: (family: UInt32, port: UInt32, groups: UInt32) = (
      UInt32(UInt16(AF_NETLINK)).littleEndian, 0, group
    )
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, 12) }
    }
    guard bound == 0 else {
      close(descriptor)
      return
    }
    let thread = Thread {
      var bytes = [UInt8](repeating: 0, count: 8192)
      while true {
        let count = recv(descriptor, &bytes, bytes.count, 0)
        if count < 0, errno == EINTR || errno == ENOBUFS { continue }
        guard count > 0 else { break }
        if isOfPowerSupply(bytes.prefix(count)) { changed() }
      }
      close(descriptor)
    }
    thread.stackSize = 1 << 18
    thread.start()
  }

  /// Whether an event (`action@path`, then NAME=value, each ended by NUL) is about a power supply.
  static func isOfPowerSupply(_ event: some Collection<UInt8>) -> Bool {
    event.split(separator: 0).contains { $0.elementsEqual("SUBSYSTEM=power_supply".utf8) }
  }
}
