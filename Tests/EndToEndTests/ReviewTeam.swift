import Foundation
import TestSupport
import Testing

/// Two inspectors' handhelds and a supervisor's device, enrolled at one hub, with the sample book on all of
/// them.
struct ReviewTeam {
  /// What the dial of a meter shows whose record is wrong.
  static let wrong = "19013325,KT,1307.4,2026-06-16T08:52:00"

  let hub: HubProcess
  let folder: URL
  let first: CommandLineProcess
  let second: CommandLineProcess
  let supervisor: CommandLineProcess
  /// Carries everything where there is no network.
  var stick: String?

  init(_ hub: HubProcess, stick: Bool) throws {
    self.hub = hub
    folder = hub.folder
    first = CommandLineProcess(home: folder.appendingPathComponent("h07"))
    second = CommandLineProcess(home: folder.appendingPathComponent("h11"))
    supervisor = CommandLineProcess(home: folder.appendingPathComponent("s01"))
    for (device, person) in [(first, "H07"), (second, "H11"), (supervisor, "S01")] {
      let role = person == "S01" ? "supervisor" : "inspector"
      let enrolled = try device.run(
        "device", "enroll", "--hub", "http://127.0.0.1:\(hub.port)", "--code",
        hub.code(role: role, person: person, tag: person))
      try #require(enrolled.status == 0, "\(enrolled.errors)")
    }
    let assigned = try hub.run("assign", SampleBook.list, "--to", "PE0700")
    try #require(assigned.status == 0, "\(assigned.errors)")
    if stick {
      hub.stop()
      self.stick = folder.appendingPathComponent("stick").path
    }
    try exchange(first, second, supervisor)
  }

  /// Brings what a device wrote to the hub, and what is for it back, in the order of the devices.
  func exchange(_ devices: CommandLineProcess...) throws {
    for device in devices {
      let outcomes =
        if let stick {
          [
            try device.run("bundle", "write", stick), try hub.run("import", stick),
            try device.run("bundle", "read", stick),
          ]
        } else {
          [try device.run("sync")]
        }
      for outcome in outcomes {
        try #require(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
      }
    }
  }

  /// Reads a meter, with minutes where the record is wrong.
  @discardableResult
  func inspect(
    _ device: CommandLineProcess, _ row: String, _ options: String...
  ) throws -> [String: Any] {
    let file = folder.appendingPathComponent("readings.csv")
    try "SERY_CTO,LOAI_BCS,CS_PTRA,NGAY_PTRA\n\(row)\n"
      .write(to: file, atomically: true, encoding: .utf8)
    let arguments = ["inspect", "--readings", file.path, "--write-corrections", "--json"]
    let outcome = try device.run(arguments + options + ["--home", device.home.path])
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try #require(try outcome.objects().first)
  }

  func decide(
    _ device: CommandLineProcess, _ arguments: String..., status: Int32 = 0
  ) throws {
    let outcome = try device.run(
      ["review", "decide"] + arguments + ["--home", device.home.path])
    #expect(outcome.status == status, "\(arguments): \(outcome.output)\(outcome.errors)")
  }

  func queue(_ group: String) throws -> [[String: Any]] {
    try supervisor.run("review", "list", "--json", "--group", group).objects()
  }

  func state(of meter: String, on device: CommandLineProcess) throws -> String? {
    let rows = try device.run("worklist", "list", "--json").objects()
    return rows.first { $0["meter"] as? String == meter }?["state"] as? String
  }

  /// Billing's answer, as the office takes it in.
  func answered(
    _ minutes: String, _ outcome: String, _ reason: String = ""
  ) throws -> Outcome {
    let file = folder.appendingPathComponent("answers.csv")
    try "SO_BIEN_BAN,KET_QUA,NGAY,LY_DO\n\(minutes),\(outcome),2026-06-22,\(reason)\n"
      .write(to: file, atomically: true, encoding: .utf8)
    return try hub.run("applied", file.path)
  }

  /// What the export of the supervisor's device did with corrections.
  func exported() throws -> [String: Any] {
    let outcome = try supervisor.run(
      "export", "-o", folder.appendingPathComponent("book.xml").path, "--json")
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try #require(try outcome.objects().first)
  }
}
