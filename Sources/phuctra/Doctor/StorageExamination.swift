import Foundation
import Glibc
import Wording

/// The file system that the home lies on: whether a journal is safe there, and whether a thief can
/// read it.
struct StorageExamination: Examination {
  let home: String
  /// Where the kernel tells of block devices, one folder `major:minor` each.
  var blocks = "/sys/dev/block"

  /// The kernel's table of what is mounted where.
  var mounts = "/proc/self/mountinfo"

  /// File systems that a journal is not safe on: gone with the power, or without the locks, the
  /// shared memory and the whole renames that SQLite's log needs.
  private static let unsafe: Set<String> = [
    "tmpfs", "ramfs", "vfat", "msdos", "exfat", "nfs", "nfs4", "cifs", "smb3", "fuse", "fuseblk",
  ]

  func checks(_ say: Wording) -> [HealthCheck] {
    guard let place = existing(home) else { return [] }
    return [type(of: place, say), encryption(of: place, say)]
  }

  /// The home, or the first folder above it that is there.
  private func existing(_ path: String) -> String? {
    var path = path
    while access(path, F_OK) != 0 {
      guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
      path = String(path[..<slash])
    }
    return path
  }

  private func type(of path: String, _ say: Wording) -> HealthCheck {
    guard let type = mountedType(of: path) else {
      return HealthCheck(
        "storage", .warning, say("doctor.storage.unknown", path), advice: say("doctor.storage.move")
      )
    }
    let isUnsafe =
      StorageExamination.unsafe.contains(type) || type.hasPrefix("fuse.")
    guard isUnsafe else { return HealthCheck("storage", .good, type) }
    return HealthCheck(
      "storage", .bad, say("doctor.storage.unsafe", type), advice: say("doctor.storage.move"))
  }

  /// The type of the file system that a path lies on: that of the deepest mount above it.
  func mountedType(of path: String) -> String? {
    guard let data = FileManager.default.contents(atPath: mounts) else { return nil }
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    var best: (depth: Int, type: String)?
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      // Number, parent, device, root, mount point, options, more of them, a hyphen, the type.
      let fields = line.split(separator: " ")
      guard fields.count > 6, let hyphen = fields.firstIndex(of: "-"),
        fields.indices.contains(hyphen + 1)
      else { continue }
      let point = fields[4].replacing("\\040", with: " ")
      let isAbove = point == "/" || real == point || real.hasPrefix(point + "/")
      // Of two mounts on one place the later one hides the other.
      if isAbove, point.count >= best?.depth ?? 0 {
        best = (point.count, String(fields[hyphen + 1]))
      }
    }
    return best?.type
  }

  private func encryption(of path: String, _ say: Wording) -> HealthCheck {
    var facts = stat()
    if stat(path, &facts) == 0 {
      let major = (facts.st_dev >> 8) & 0xFFF | (facts.st_dev >> 32) & ~0xFFF
      let minor = facts.st_dev & 0xFF | (facts.st_dev >> 12) & ~0xFF
      if isCrypt("\(blocks)/\(major):\(minor)", depth: 0) {
        return HealthCheck("encryption", .good, "LUKS")
      }
      if hasPolicy(path) { return HealthCheck("encryption", .good, "fscrypt") }
    }
    return HealthCheck(
      "encryption", .warning, say("doctor.encryption.none"), advice: say("doctor.encryption.set"))
  }

  /// Whether a block device, or one that it lies on, is a dm-crypt volume.
  func isCrypt(_ device: String, depth: Int) -> Bool {
    if SmallFile.line("\(device)/dm/uuid")?.hasPrefix("CRYPT-") == true { return true }
    guard depth < 4 else { return false }
    return SmallFile.names(in: "\(device)/slaves").contains {
      isCrypt("\(device)/slaves/\($0)", depth: depth + 1)
    }
  }

  /// Whether the folder has an fscrypt policy: `FS_IOC_GET_ENCRYPTION_POLICY_EX` of linux/fscrypt.h.
  private func hasPolicy(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // The policy's size, then the policy.
    var policy = [UInt8](repeating: 0, count: 64)
    policy[0] = 56
    return ioctl(descriptor, 0xC009_6616, &policy) == 0
  }
}
