/// What is mounted where, as the kernel tells it (`proc(5)`, mountinfo).
struct MountTable {
  var path = "/proc/self/mountinfo"

  struct Mount: Hashable {
    /// The file system's type, such as `ext4`.
    var type: String
    /// What it is mounted from: a device, or what stands for one.
    var source: String
  }

  /// The mount that a real, absolute path lies on: the deepest above it, and of two on one place the
  /// later, which hides the other. Nil where the table cannot be read.
  func mount(of place: String) -> Mount? {
    var best: (depth: Int, mount: Mount)?
    for line in SmallFile.lines(path) {
      // Number, parent, device, root, mount point, options, more of them, a hyphen, type, source.
      let fields = line.split(separator: " ")
      guard fields.count > 6, let hyphen = fields.dropFirst(6).firstIndex(of: "-"),
        fields.count > hyphen + 2
      else { continue }
      let point = MountTable.plain(fields[4])
      guard point == "/" || place == point || place.hasPrefix(point + "/"),
        point.utf8.count >= best?.depth ?? 0
      else { continue }
      let mount = Mount(
        type: String(fields[hyphen + 1]), source: MountTable.plain(fields[hyphen + 2]))
      best = (point.utf8.count, mount)
    }
    return best?.mount
  }

  /// A field with its blanks, tabs, line feeds and backslashes, which the kernel writes as `\040`.
  static func plain(_ field: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(field.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(3), as: UTF8.self)
      if byte == UInt8(ascii: "\\"), digits.utf8.count == 3, let value = UInt8(digits, radix: 8) {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
