import Foundation
import TestSupport
import Testing

/// A customer whom nobody flagged complains; somebody goes there, and the office has an answer to send.
@Suite("From a complaint to its answer", .serialized)
struct ComplaintWalkthroughTests {
  private func enrol(
    _ hub: HubProcess, _ person: String, role: String = "inspector"
  ) throws -> CommandLineProcess {
    let device = CommandLineProcess(home: hub.folder.appendingPathComponent(person))
    let enrolled = try device.run(
      "device", "enroll", "--hub", "http://127.0.0.1:\(hub.port)", "--code",
      hub.code(role: role, person: person, tag: person))
    try #require(enrolled.status == 0, "\(enrolled.errors)")
    return device
  }

  /// The sample book without one customer, and that customer alone as a month's book.
  private func books(_ hub: HubProcess, without meter: String) throws -> (
    list: String, month: String
  ) {
    let whole = try String(contentsOfFile: SampleBook.list, encoding: .utf8)
    let rows = whole.components(separatedBy: "<Table1>")
    let others = [rows[0]] + rows.dropFirst().filter { !$0.contains(">\(meter)<") }
    var list = others.joined(separator: "<Table1>")
    if !list.contains("</NewDataSet>") { list += "</NewDataSet>" }
    let path = hub.folder.appendingPathComponent("so.xml")
    try list.write(to: path, atomically: true, encoding: .utf8)
    return (path.path, SampleBook.list)
  }

  @Test("on both stores", arguments: HubBackend.allCases)
  func complaint(backend: HubBackend) throws {
    try withHub(backend) { hub in
      let inspector = try enrol(hub, "H07")
      let meter = "22107741"
      let (list, month) = try books(hub, without: meter)
      #expect(try hub.run("assign", list, "--to", "PE0700").status == 0)
      #expect(try inspector.run("sync").status == 0)
      let rows = try inspector.run("worklist", "list", "--json").objects()
      #expect(!rows.contains { $0["meter"] as? String == meter } && rows.count > 30)
      let customer = try #require(try self.customer(of: meter))

      #expect(try hub.run("complaint", customer, "--text", "tăng gấp sáu").status == 66)
      #expect(try hub.run("complaint", customer, "--text", " ").status == 64)
      let made = try hub.run(
        "complaint", customer, "--text", "tăng gấp sáu", "--from", month, "--json")
      try #require(made.status == 0, "\(made.errors)")
      #expect(try made.objects().first?["visitor"] as? String == "PE0700")
      let waiting = try hub.run("complaint", customer)
      #expect(
        waiting.output.contains("Somebody will look at the meter again"),
        "\(waiting.output)\(waiting.errors)")

      #expect(try inspector.run("sync").status == 0)
      let after = try inspector.run("worklist", "list", "--json").objects()
      #expect(after.count == rows.count + 1)
      #expect(after.first { $0["meter"] as? String == meter }?["state"] as? String == "unvisited")
      let file = hub.folder.appendingPathComponent("readings.csv")
      try "SERY_CTO,LOAI_BCS,CS_PTRA,NGAY_PTRA\n\(meter),KT,\(reading(meter)),2026-06-16T09:00:00\n"
        .write(to: file, atomically: true, encoding: .utf8)
      #expect(try inspector.run("inspect", "--readings", file.path).status == 0)
      #expect(try inspector.run("sync").status == 0)

      let answer = try hub.run("complaint", customer)
      #expect(answer.output.contains("RESULT: CORRECT"), "\(answer.output)\(answer.errors)")
      #expect(answer.output.contains("tăng gấp sáu") && answer.output.contains("█"))
      let listed = try hub.run("complaints", "--json").objects()
      #expect(listed.map { $0["state"] as? String } == ["confirmed"])
      #expect(
        try hub.run("complaint", customer, "--text", "vẫn không tin", "--json").objects()
          .first?["visitor"] == nil)
      #expect(try inspector.run("journal", "verify").status == 0)
    }
  }

  private func customer(of meter: String) throws -> String? {
    let whole = try String(contentsOfFile: SampleBook.list, encoding: .utf8)
    let row = whole.components(separatedBy: "<Table1>").first { $0.contains(">\(meter)<") }
    let after = row?.components(separatedBy: "<MA_KHANG>").dropFirst().first
    return after?.components(separatedBy: "<").first
  }

  private func reading(_ meter: String) throws -> String {
    let dials = try String(
      contentsOf: Environment.asset("sample/so-Q0012.dial.csv"), encoding: .utf8)
    let row = try #require(dials.split(separator: "\n").first { $0.hasPrefix(meter) })
    return String(row.split(separator: ",")[2])
  }
}
