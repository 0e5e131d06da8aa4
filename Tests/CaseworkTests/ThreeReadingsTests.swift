import Casework
import Metering
import Testing

@Suite("Remote value, record and dial")
struct ThreeReadingsTests {
  private func entry(
    _ hash: String, _ index: String, at time: String, unattended: Bool = false
  ) throws -> RecordedEntry {
    var inspection = try Sample.inspection(.confirmed, attempts: [index])
    inspection.unattended = unattended
    inspection.readAt = try #require(LocalMinute(time))
    return RecordedEntry(
      hash: hash, body: RecordBody(stamp: Sample.stamp, record: .inspection(inspection)))
  }

  private func history(_ entries: [RecordedEntry]...) -> PointHistory {
    PointHistory(
      voices: entries.enumerated().map { place, entries in
        Voice(author: Author(person: "P\(place)", tag: "T\(place)"), entries: entries)
      })
  }

  @Test("stand side by side once all three are known, whoever brought them")
  func known() throws {
    let remote = try entry("r", "1305.2", at: "2026-06-16T08:00", unattended: true)
    let dial = try entry("d", "1307.4", at: "2026-06-16T12:41")
    #expect(history([remote]).threeReadings.isEmpty && history([dial]).threeReadings.isEmpty)
    for history in [history([remote, dial]), history([dial], [remote])] {
      let three = try #require(history.threeReadings.first)
      #expect(three.remote.description == "1305.2" && three.dial.description == "1307.4")
      #expect(three.recorded.description == "1290" && three.register == .single)
      #expect(three.remoteAt < three.dialAt && history.threeReadings.count == 1)
    }
  }

  @Test("are the last of each that were not withdrawn")
  func last() throws {
    let withdrawal = RecordedEntry(
      hash: "w",
      body: RecordBody(
        stamp: Sample.stamp,
        record: .withdrawal(
          Withdrawal(point: try Sample.point(), entry: "d2", reason: .undo))))
    let found = history([
      try entry("r1", "1300", at: "2026-06-15T08:00", unattended: true),
      try entry("r2", "1305.2", at: "2026-06-16T08:00", unattended: true),
      try entry("d1", "1307.4", at: "2026-06-16T12:41"),
      try entry("d2", "1370.4", at: "2026-06-16T12:42"), withdrawal,
    ]).threeReadings
    #expect(found.map(\.remote.description) == ["1305.2"])
    #expect(found.map(\.dial.description) == ["1307.4"])
  }
}
