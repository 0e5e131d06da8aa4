import Foundation
import Screens
import TestSupport
import Testing

@testable import phuctra

@Suite("The battery as the kernel tells of it")
struct BatteryTests {
  typealias Status = DeviceStatus.Battery

  static let supplies: [([String: String], Status?)] = [
    (
      ["type": "Battery", "capacity": "80", "status": "Discharging"],
      Status(percent: 80, isCharging: false)
    ),
    (
      ["type": "Battery", "capacity": "5", "status": "Charging"],
      Status(percent: 5, isCharging: true)
    ),
    (
      ["type": "Battery", "capacity": "100", "status": "Full"],
      Status(percent: 100, isCharging: true)
    ),
    (
      ["type": "Battery", "capacity": "104", "status": "Discharging"],
      Status(percent: 100, isCharging: false)
    ),
    (["type": "Battery", "capacity": "-3", "status": "Discharging"], nil),
    (["type": "Battery", "capacity": "odd", "status": "Discharging"], nil),
    (["type": "Battery", "capacity": "", "status": "Discharging"], nil),
    (["type": "Battery", "status": "Discharging"], nil),
    (
      [
        "type": "Battery", "status": "Discharging", "charge_now": "450000",
        "charge_full": "3000000",
      ], Status(percent: 15, isCharging: false)
    ),
    (
      ["type": "Battery", "status": "Discharging", "energy_now": "7", "energy_full": "0"],
      nil
    ),
    (["type": "Mains", "capacity": "3", "status": "Discharging"], nil),
    (["type": "Battery", "scope": "Device", "capacity": "3", "status": "Discharging"], nil),
    (["capacity": "3", "status": "Discharging"], nil),
    ([:], nil),
  ]

  @Test("one supply", arguments: supplies)
  func one(files: [String: String], expected: Status?) throws {
    try withTemporaryDirectory { folder in
      try Self.supply("BAT0", files, in: folder)
      #expect(Battery(root: folder.path).status() == expected)
    }
  }

  @Test("several batteries are one, and it empties while any of them does")
  func several() throws {
    try withTemporaryDirectory { folder in
      try Self.supply("AC", ["type": "Mains", "online": "0"], in: folder)
      try Self.supply(
        "BAT0", ["type": "Battery", "capacity": "20", "status": "Discharging"], in: folder)
      try Self.supply(
        "BAT1", ["type": "Battery", "capacity": "61", "status": "Not charging"], in: folder)
      let status = try #require(Battery(root: folder.path).status())
      #expect(status == Status(percent: 40, isCharging: false))
    }
  }

  @Test("no folder of supplies is no battery")
  func none() {
    #expect(Battery(root: "/nonexistent").status() == nil)
  }

  @Test(
    "only what the kernel says of a power supply is heard",
    arguments: [
      (["change@/devices/x", "ACTION=change", "SUBSYSTEM=power_supply", "SEQNUM=7"], true),
      (["add@/devices/x", "ACTION=add", "SUBSYSTEM=usb", "NAME=power_supply"], false),
      (["change@/devices/x", "SUBSYSTEM=power_supply_more"], false),
      (["change@/devices/x", "NOT-SUBSYSTEM=power_supply"], false),
      ([], false),
    ])
  func events(fields: [String], isHeard: Bool) {
    let event = fields.map { Array($0.utf8) + [0] }.joined()
    #expect(PowerWatch.isOfPowerSupply(Array(event)) == isHeard)
  }

  static func supply(_ name: String, _ files: [String: String], in folder: URL) throws {
    let supply = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: supply, withIntermediateDirectories: true)
    for (file, text) in files {
      try Data("\(text)\n".utf8).write(to: supply.appendingPathComponent(file))
    }
  }
}
