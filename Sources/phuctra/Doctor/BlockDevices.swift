import Glibc

/// What the kernel tells of the block devices below a file system.
struct BlockDevices {
  /// One folder `major:minor` for each device.
  var folder = "/sys/dev/block"

  /// Volumes of the device mapper that hold encrypted data, by the beginning of their uuid. Others of
  /// cryptsetup only check what they hold: CRYPT-VERITY, CRYPT-INTEGRITY.
  private static let kinds = [
    ("CRYPT-LUKS", "LUKS"), ("CRYPT-PLAIN", "dm-crypt"), ("CRYPT-LOOPAES", "loop-AES"),
    ("CRYPT-TCRYPT", "VeraCrypt"), ("CRYPT-BITLK", "BitLocker"), ("CRYPT-FVAULT2", "FileVault"),
  ]

  /// The kernel's folder of the device that a path's file system lies on; nil where it lies on none
  /// that is known (memory, network, overlay).
  /// - Parameter source: what the file system is mounted from. btrfs gives its volumes numbers of
  ///   their own, so that only this leads to the device.
  func device(of path: String, mountedFrom source: String?) -> String? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    if let own = known(facts.st_dev) { return own }
    guard let source, source.hasPrefix("/dev/"), stat(source, &facts) == 0,
      facts.st_mode & S_IFMT == S_IFBLK
    else { return nil }
    return known(facts.st_rdev)
  }

  private func known(_ device: dev_t) -> String? {
    let path = "\(folder)/\(BlockDevices.number(device))"
    return access(path, F_OK) == 0 ? path : nil
  }

  /// `major:minor` of a device's number as Linux packs it (`makedev(3)`).
  static func number(_ device: dev_t) -> String {
    let major = (device >> 8) & 0xFFF | (device >> 32) & ~0xFFF
    let minor = device & 0xFF | (device >> 12) & ~0xFF
    return "\(major):\(minor)"
  }

  /// How a device, or every one that it lies on, is encrypted; nil where one is not.
  func encryption(of device: String, depth: Int = 0) -> String? {
    if let uuid = SmallFile.line("\(device)/dm/uuid"),
      let kind = BlockDevices.kinds.first(where: { uuid.hasPrefix($0.0) })
    {
      return kind.1
    }
    let below = SmallFile.names(in: "\(device)/slaves")
    guard !below.isEmpty, depth < 8 else { return nil }
    var found: String?
    for name in below {
      guard let kind = encryption(of: "\(device)/slaves/\(name)", depth: depth + 1) else {
        return nil
      }
      found = kind
    }
    return found
  }

  /// Whether a device, or one that it lies on, can be taken out: the kernel's own word for it, or an
  /// SD card (an eMMC is soldered in).
  func isRemovable(_ device: String, depth: Int = 0) -> Bool {
    // A partition's folder lies in that of its disk.
    for disk in [device, "\(device)/.."] where access("\(disk)/removable", F_OK) == 0 {
      if SmallFile.line("\(disk)/removable") == "1" { return true }
      if SmallFile.line("\(disk)/device/type") == "SD" { return true }
    }
    guard depth < 8 else { return false }
    return SmallFile.names(in: "\(device)/slaves").contains {
      isRemovable("\(device)/slaves/\($0)", depth: depth + 1)
    }
  }
}
