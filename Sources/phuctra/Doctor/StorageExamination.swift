import Glibc
import Wording

/// The file system that the home lies on: whether a journal is safe there, and whether a thief can
/// read it.
struct StorageExamination: Examination {
  let home: String
  var mounts = MountTable()
  var devices = BlockDevices()

  /// File systems that a journal is safe on: SQLite's log needs locks and shared memory, a key needs
  /// permissions, and a rename must be whole.
  private static let safe: Set<String> = [
    "ext2", "ext3", "ext4", "btrfs", "xfs", "f2fs", "zfs", "bcachefs", "jfs", "nilfs2", "ubifs",
    "overlay", "ecryptfs",
  ]
  /// Those that it is not safe on: gone with the power, or without one of these.
  private static let unsafe: Set<String> = [
    "tmpfs", "ramfs", "vfat", "msdos", "exfat", "ntfs", "ntfs3", "nfs", "nfs4", "cifs", "smb3",
    "ceph", "9p", "virtiofs", "afs", "fuse", "fuseblk",
  ]
  /// Encrypts file by file itself, whatever it lies on.
  private static let encrypting = "ecryptfs"
  /// May encrypt by itself, which no ioctl or folder of the kernel says.
  private static let secretive: Set<String> = ["zfs", "bcachefs"]

  func checks(_ say: Wording) -> [HealthCheck] {
    let place = existing(home)
    guard let real = realpath(place, nil) else { return [unknown(place, say)] }
    defer { free(real) }
    let path = String(cString: real)
    guard let mount = mounts.mount(of: path) else { return [unknown(path, say)] }
    let device = devices.device(of: path, mountedFrom: mount.source)
    return [type(mount.type, device, say), encryption(of: path, mount.type, device, say)]
  }

  private func unknown(_ path: String, _ say: Wording) -> HealthCheck {
    HealthCheck(
      "storage", .warning, say("doctor.storage.unknown", path), advice: say("doctor.storage.move"))
  }

  /// The home, or the first folder above it that is there.
  private func existing(_ path: String) -> String {
    var path = path
    while access(path, F_OK) != 0 {
      guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
      path = String(path[..<slash])
    }
    return path
  }

  private func type(_ type: String, _ device: String?, _ say: Wording) -> HealthCheck {
    let advice = say("doctor.storage.move")
    if StorageExamination.unsafe.contains(type) || type.hasPrefix("fuse.") {
      return HealthCheck("storage", .bad, say("doctor.storage.unsafe", type), advice: advice)
    }
    guard StorageExamination.safe.contains(type) else {
      return HealthCheck("storage", .warning, say("doctor.storage.strange", type), advice: advice)
    }
    if let device, devices.isRemovable(device) {
      return HealthCheck("storage", .warning, say("doctor.storage.removable", type), advice: advice)
    }
    return HealthCheck("storage", .good, type)
  }

  private func encryption(
    of path: String, _ type: String, _ device: String?, _ say: Wording
  ) -> HealthCheck {
    if let device, let kind = devices.encryption(of: device) {
      return HealthCheck("encryption", .good, kind)
    }
    if hasPolicy(path) { return HealthCheck("encryption", .good, "fscrypt") }
    if type == StorageExamination.encrypting { return HealthCheck("encryption", .good, type) }
    if device == nil || StorageExamination.secretive.contains(type) {
      return HealthCheck(
        "encryption", .warning, say("doctor.encryption.unknown", type),
        advice: say("doctor.encryption.ask"))
    }
    return HealthCheck(
      "encryption", .warning, say("doctor.encryption.none"), advice: say("doctor.encryption.set"))
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
