import Foundation
import TestSupport
import Testing

@Suite("Command line: the device")
struct CommandLineDeviceTests {
  @Test("settings are kept, shown and taken back, one without the others")
  func settings() throws {
    try withProgram { program, folder in
      let card = folder.appendingPathComponent("card")
      try FileManager.default.createDirectory(at: card, withIntermediateDirectories: true)
      let path = card.resolvingSymlinksInPath().path
      #expect(
        try program.run("device", "set", "--inspector", "H11", "--mirror", card.path).status == 0)
      #expect(
        try program.run(
          "device", "set", "--camera", card.path, "--code-page", "cp1258", "--reserve", "0"
        ).status == 0)
      let shown = try #require(try program.run("device", "show", "--json").objects().first)
      #expect(shown["inspector"] as? String == "H11")
      #expect(shown["mirror"] as? String == path)
      #expect(shown["camera"] as? String == path)
      #expect(shown["codePage"] as? String == "cp1258")
      #expect(shown["reserve"] as? String == "0 MiB")
      try program.run("device", "set", "--camera", "")
      let after = try #require(try program.run("device", "show", "--json").objects().first)
      #expect(after["camera"] == nil)
      #expect(after["mirror"] as? String == path)
      let copies = try FileManager.default.contentsOfDirectory(atPath: path)
      #expect(copies.contains { $0.hasSuffix("-1.phuctra") }, "the mirror holds \(copies)")
    }
  }

  @Test(
    "what can never be right is refused, and nothing is recorded",
    arguments: [
      (["--code-page", "utf9"], 64), (["--reserve", "-1"], 64), (["--reserve", "4097"], 64),
      (["--retention", "0"], 64), (["--retention", "soon"], 64), ([], 64),
      (["--camera", "/no/such/folder"], 66), (["--mirror", "/no/such/folder"], 66),
      (["--inspector", " "], 64),
    ] as [([String], Int32)])
  func refused(options: [String], status: Int32) throws {
    try withProgram { program, _ in
      let outcome = try program.run(
        ["device", "set", "--home", program.home.path, "--lang", "en"] + options)
      #expect(outcome.status == status)
      #expect(try program.run("journal", "list", "--json").output.isEmpty)
    }
  }

  @Test("a second copy inside the home is none")
  func mirrorInHome() throws {
    try withProgram { program, _ in
      try program.run("device", "show")
      let inner = program.home.appendingPathComponent("copy")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      #expect(try program.run("device", "set", "--mirror", inner.path).status == 64)
    }
  }
}

@Suite("Command line: doctor")
struct CommandLineDoctorTests {
  static func checks(
    _ program: CommandLineProcess, _ options: String...
  ) throws -> (status: Int32, states: [String: String], found: [String: String]) {
    let outcome = try program.run(
      ["doctor", "--json", "--home", program.home.path, "--lang", "en"] + options)
    let object = try #require(try outcome.objects().first)
    let checks = try #require(object["checks"] as? [[String: Any]])
    var states: [String: String] = [:]
    var found: [String: String] = [:]
    for check in checks {
      let name = try #require(check["check"] as? String)
      states[name] = check["state"] as? String
      found[name] = check["found"] as? String
      if check["state"] as? String != "good" { #expect(check["advice"] is String, "\(name)") }
    }
    return (outcome.status, states, found)
  }

  /// A program that finds no receiver and the batteries of a folder.
  static func program(_ program: CommandLineProcess, power: URL? = nil) -> CommandLineProcess {
    var program = program
    program.environment = [
      "TERM": "xterm", "LANG": "C.UTF-8", "PHUCTRA_GPSD_PORT": "1",
      "PHUCTRA_POWER_SUPPLY": power?.path ?? "/nonexistent",
    ]
    return program
  }

  static func battery(_ files: [String: String], in folder: URL) throws -> URL {
    let supply = folder.appendingPathComponent("power/BAT0")
    try FileManager.default.createDirectory(at: supply, withIntermediateDirectories: true)
    for (name, text) in files {
      try "\(text)\n".write(
        to: supply.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    return folder.appendingPathComponent("power")
  }

  @Test("looks without making a home, and says what to do")
  func noHome() throws {
    try withProgram { program, _ in
      let program = Self.program(program)
      let (_, states, _) = try Self.checks(program)
      #expect(states["journal"] == "warning")
      #expect(states["locale"] == "good")
      #expect(states["position"] == "warning")
      #expect(!FileManager.default.fileExists(atPath: program.home.path))
    }
  }

  @Test("a sound home is good in every line of its own")
  func soundHome() throws {
    try withProgram { program, _ in
      let program = Self.program(program)
      try program.run("worklist", "import", SampleBook.list)
      let (_, states, found) = try Self.checks(program, "--verify")
      #expect(states["journal"] == "good")
      #expect(found["journal"]?.contains("1 ") == true)
      #expect(states["clock"] == "good")
      #expect(states["receipt"] == "good")
      #expect(states["mirror"] == "warning")
    }
  }

  @Test("a key that is gone is bad, and ends with 1")
  func keyGone() throws {
    try withProgram { program, _ in
      let program = Self.program(program)
      try program.run("worklist", "import", SampleBook.list)
      try FileManager.default.removeItem(at: program.home.appendingPathComponent("device.key"))
      let (status, states, _) = try Self.checks(program)
      #expect(status == 1)
      #expect(states["journal"] == "bad")
    }
  }

  @Test(
    "a battery is told with its state",
    arguments: [
      (["type": "Battery", "capacity": "80", "status": "Discharging"], "good"),
      (["type": "Battery", "capacity": "15", "status": "Discharging"], "warning"),
      (["type": "Battery", "capacity": "15", "status": "Charging"], "good"),
      (["type": "Battery", "capacity": "5", "status": "Discharging"], "bad"),
      (["type": "Battery", "capacity": "odd", "status": "Discharging"], "good"),
      (["type": "Mains", "capacity": "1"], "good"),
      (["type": "Battery", "scope": "Device", "capacity": "1", "status": "Discharging"], "good"),
    ])
  func battery(files: [String: String], state: String) throws {
    try withProgram { program, folder in
      let program = Self.program(program, power: try Self.battery(files, in: folder))
      #expect(try Self.checks(program).states["battery"] == state)
    }
  }

  @Test("a terminal or a locale that cannot show Vietnamese is said")
  func surroundings() throws {
    try withProgram { program, _ in
      var program = Self.program(program)
      program.environment["TERM"] = "dumb"
      program.environment["LANG"] = "C"
      let (status, states, _) = try Self.checks(program)
      #expect(status == 1)
      #expect(states["terminal"] == "bad")
      #expect(states["locale"] == "warning")
    }
  }

  @Test(
    "a receiver that gpsd hears gives the position",
    .enabled(
      if: FakeReceiver.isInstalled,
      "gpsd and gpsfake are not installed: apt-get install gpsd-clients")
  )
  func receiver() throws {
    try withProgram { program, folder in
      let receiver = try FakeReceiver(folder: folder)
      defer { receiver.stop() }
      var program = Self.program(program)
      program.environment["PHUCTRA_GPSD_PORT"] = String(receiver.port)
      let found = try receiver.whenReady {
        try Self.checks(program).found["position"].flatMap {
          $0.contains("°") || $0.hasPrefix("10.") ? $0 : nil
        }
      }
      #expect(found.hasPrefix("10.7900000 106.6300000"), "\(found)")
    }
  }
}
