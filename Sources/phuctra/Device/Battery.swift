import Glibc
import Screens

/// The handheld's batteries as the kernel tells of them.
struct Battery {
  /// The folder of power supplies, one folder each.
  var root = "/sys/class/power_supply"

  /// Percent of all batteries together and whether they are being charged; nil where none says.
  ///
  /// A battery that is full or not discharging counts as charging: nobody has to hurry.
  func status() -> DeviceStatus.Battery? {
    var percents: [Int] = []
    var isDischarging = false
    for name in SmallFile.names(in: root).sorted() {
      let supply = "\(root)/\(name)"
      guard SmallFile.line("\(supply)/type") == "Battery",
        // A mouse or a pen has a battery too; it is no power of this device.
        SmallFile.line("\(supply)/scope") != "Device",
        let percent = percent(of: supply)
      else { continue }
      percents.append(percent)
      if SmallFile.line("\(supply)/status") == "Discharging" { isDischarging = true }
    }
    guard !percents.isEmpty else { return nil }
    return DeviceStatus.Battery(
      percent: percents.reduce(0, +) / percents.count, isCharging: !isDischarging)
  }

  /// What the gauge says, a little above 100 on a new battery; where it says no percentage, charge or
  /// energy against what the battery holds when full. Nil where nothing makes sense.
  private func percent(of supply: String) -> Int? {
    func number(_ name: String) -> Int? {
      SmallFile.line("\(supply)/\(name)").flatMap { Int($0) }
    }
    if let percent = number("capacity"), (0...120).contains(percent) { return min(percent, 100) }
    for quantity in ["charge", "energy"] {
      guard let now = number("\(quantity)_now"), let full = number("\(quantity)_full"),
        full > 0, (0...full / 5 * 6).contains(now), full < 1 << 50
      else { continue }
      return min(100, now * 100 / full)
    }
    return nil
  }
}

/// Short files that the kernel makes up when they are read.
enum SmallFile {
  /// The file's first line without blanks at its ends; nil where it cannot be read.
  static func line(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return nil }
    let line = bytes.prefix(count).prefix { $0 != UInt8(ascii: "\n") && $0 != 0 }
    let text = String(decoding: line, as: UTF8.self)
    return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// All lines of a file of the kernel's, at most a MiB; none where it cannot be read.
  static func lines(_ path: String) -> [Substring] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 14)
    while text.count < 1 << 20 {
      let count = read(descriptor, &piece, piece.count)
      guard count > 0 else { break }
      text += piece.prefix(count)
    }
    return String(decoding: text, as: UTF8.self).split(separator: "\n")
  }

  /// Names in a folder; none where it cannot be read.
  static func names(in folder: String) -> [String] { readableNames(in: folder) ?? [] }

  /// Names in a folder; nil where it cannot be opened, `errno` says why.
  static func readableNames(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let item = readdir(stream) {
      let name = withUnsafePointer(to: &item.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
