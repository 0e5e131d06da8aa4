import Foundation
import TestSupport
import Testing
import Wording

@testable import phuctra

@Suite("What the home lies on")
struct StorageExaminationTests {
  private static let say = Wording(language: .english, catalogue: .empty)

  /// Files of the kernel under `folder`, by their paths there.
  private static func write(_ files: [String: String], in folder: URL) throws {
    for (path, text) in files {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("\(text)\n".utf8).write(to: file)
    }
  }

  @Test(
    "the deepest and latest mount above a path is its own",
    arguments: [
      ("/", "ext4", "/dev/sda1"), ("/data", "btrfs", "/dev/mapper/data"),
      ("/data/home", "btrfs", "/dev/mapper/data"), ("/database", "ext4", "/dev/sda1"),
      ("/media/my card/x", "vfat", "/dev/mmc blk"), ("/media/my", "ext4", "/dev/sda1"),
    ])
  func mounts(path: String, type: String, source: String) throws {
    try withTemporaryDirectory { folder in
      let table = """
        22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
        23 22 0:40 /sub /data rw - tmpfs tmpfs rw
        24 22 0:41 /sub /data rw,relatime shared:2 master:3 - btrfs /dev/mapper/data rw,ssd
        25 22 179:1 / /media/my\\040card rw - vfat /dev/mmc\\040blk rw
        26 22 broken line
        """
      try Self.write(["mountinfo": table], in: folder)
      let mounts = MountTable(path: folder.appendingPathComponent("mountinfo").path)
      #expect(mounts.mount(of: path) == MountTable.Mount(type: type, source: source))
    }
  }

  @Test("a table that cannot be read says nothing")
  func noTable() {
    #expect(MountTable(path: "/nonexistent").mount(of: "/") == nil)
  }

  static let devices: [([String: String], String?)] = [
    (["d/dm/uuid": "CRYPT-LUKS2-0123-home"], "LUKS"),
    (["d/dm/uuid": "CRYPT-PLAIN-x"], "dm-crypt"),
    (["d/dm/uuid": "LVM-abc", "d/slaves/dm-0/dm/uuid": "CRYPT-LUKS1-x"], "LUKS"),
    (
      [
        "d/dm/uuid": "LVM-abc", "d/slaves/dm-0/dm/uuid": "CRYPT-LUKS2-x",
        "d/slaves/sda2/size": "1",
      ], nil
    ),
    (["d/dm/uuid": "CRYPT-VERITY-x"], nil),
    (["d/dm/uuid": "CRYPT-INTEGRITY-x", "d/slaves/sda/size": "1"], nil),
    (["d/dm/uuid": "CRYPT-INTEGRITY-x", "d/slaves/dm-1/dm/uuid": "CRYPT-LUKS2-x"], "LUKS"),
    (["d/size": "1"], nil),
  ]

  @Test("a device is encrypted where it, or all that it lies on, is", arguments: devices)
  func encryption(files: [String: String], kind: String?) throws {
    try withTemporaryDirectory { folder in
      try Self.write(files, in: folder)
      let device = folder.appendingPathComponent("d").path
      #expect(BlockDevices(folder: folder.path).encryption(of: device) == kind)
    }
  }

  @Test("devices that hang on themselves end the search")
  func circle() throws {
    try withTemporaryDirectory { folder in
      try Self.write(["d/slaves/none": ""], in: folder)
      let slaves = folder.appendingPathComponent("d/slaves")
      try FileManager.default.removeItem(at: slaves.appendingPathComponent("none"))
      try FileManager.default.createSymbolicLink(
        at: slaves.appendingPathComponent("d"),
        withDestinationURL: folder.appendingPathComponent("d"))
      let devices = BlockDevices(folder: folder.path)
      let device = folder.appendingPathComponent("d").path
      #expect(devices.encryption(of: device) == nil)
      #expect(!devices.isRemovable(device))
    }
  }

  @Test(
    "a card can be taken out, a soldered disk cannot",
    arguments: [
      (["disk/removable": "1", "disk/p1/size": "1"], true),
      (["disk/removable": "0", "disk/device/type": "SD", "disk/p1/size": "1"], true),
      (["disk/removable": "0", "disk/device/type": "MMC", "disk/p1/size": "1"], false),
      (["disk/p1/slaves/sdb/removable": "1"], true), (["disk/p1/size": "1"], false),
    ])
  func removable(files: [String: String], isRemovable: Bool) throws {
    try withTemporaryDirectory { folder in
      try Self.write(files, in: folder)
      let partition = folder.appendingPathComponent("disk/p1").path
      #expect(BlockDevices(folder: folder.path).isRemovable(partition) == isRemovable)
    }
  }

  @Test(
    "each type of file system has its state",
    arguments: [
      ("ext4", HealthCheck.State.good), ("f2fs", .good), ("vfat", .bad), ("tmpfs", .bad),
      ("fuse.sshfs", .bad), ("nfs4", .bad), ("newfs", .warning),
    ])
  func types(type: String, state: HealthCheck.State) throws {
    try withTemporaryDirectory { folder in
      try Self.write(["mountinfo": "22 1 8:1 / / rw - \(type) /dev/none rw"], in: folder)
      let checks = StorageExamination(
        home: folder.appendingPathComponent("not/made/yet").path,
        mounts: MountTable(path: folder.appendingPathComponent("mountinfo").path),
        devices: BlockDevices(folder: folder.path)
      ).checks(Self.say)
      #expect(checks.map(\.subject) == ["storage", "encryption"])
      #expect(checks[0].state == state)
      // Nothing is known of a device that the kernel does not show: neither on nor off is said.
      #expect(checks[1].found == "doctor.encryption.unknown")
    }
  }
}
