import Casework
import Documents
import Metering
import Testing

@Suite("What comes after minutes stands on their paper")
struct MinutesFollowingTests {
  private static let inspection = String(repeating: "1", count: 64)

  private static func content() throws -> MinutesContent {
    var content = try MinutesCase.transpositionBeforeIssue.content()
    content.correction.inspection = inspection
    content.entry = Sample.entry
    return content
  }

  private static func entry(
    _ hash: Character, _ record: Record, at time: String = "2026-06-18T09:15:00+07:00"
  ) -> RecordedEntry {
    var stamp = Sample.stamp
    stamp.time = time
    return RecordedEntry(
      hash: String(repeating: hash, count: 64), body: RecordBody(stamp: stamp, record: record))
  }

  private static func signing(_ outcome: MinutesSigning.Outcome, of entry: String) throws -> Record
  {
    .signing(
      MinutesSigning(
        point: try Sample.reference(), number: "N", correction: entry, outcome: outcome,
        customer: "C", witness: "W"))
  }

  private static func withdrawal(_ entry: String, _ why: Withdrawal.Reason = .stated("sai")) throws
    -> Record
  {
    .withdrawal(Withdrawal(point: try Sample.reference(), entry: entry, reason: why))
  }

  @Test("photos added to the inspection or to the minutes, and to nothing else")
  func attachments() throws {
    var content = try Self.content()
    let point = try Sample.reference()
    let photos = [
      (Self.inspection, "a1"), (Sample.entry, "b2"), (String(repeating: "9", count: 64), "c3"),
    ].map { ($0.0, Sample.photo("\($0.1).jpg", $0.1, "10:00:00")) }
    content.follow(
      photos.map { entry, photo in
        Self.entry("5", .attachment(Attachment(point: point, entry: entry, photos: [photo])))
      })
    #expect(content.addedPhotos.map(\.name) == ["a1.jpg", "b2.jpg"])
  }

  @Test("the last signature counts, unless it was withdrawn; one of other minutes never does")
  func signatures() throws {
    var content = try Self.content()
    content.follow([
      Self.entry("5", try Self.signing(.refused, of: Sample.entry)),
      Self.entry("6", try Self.signing(.signed, of: Sample.entry), at: "2026-06-19T08:00:00+07:00"),
      Self.entry("7", try Self.signing(.refused, of: Self.inspection)),
    ])
    #expect(content.signing?.signing.outcome == .signed)
    #expect(content.signing?.time == "2026-06-19T08:00:00+07:00")
    var taken = try Self.content()
    taken.follow([
      Self.entry("5", try Self.signing(.refused, of: Sample.entry)),
      Self.entry("8", try Self.withdrawal(String(repeating: "5", count: 64))),
    ])
    #expect(taken.signing == nil)
    #expect(taken.withdrawn == nil)
  }

  @Test("an amendment takes their place, one that was withdrawn does not")
  func amendments() throws {
    let old = try Self.content()
    var amendment = old.correction
    amendment.number = "PE0700-A3F9-2026-00013"
    amendment.supersedes = SupersededMinutes(number: old.correction.number, entry: old.entry)
    var content = old
    content.follow([Self.entry("5", .correction(amendment))])
    #expect(content.supersededBy == "PE0700-A3F9-2026-00013")
    content = old
    content.follow([
      Self.entry("5", .correction(amendment)),
      Self.entry("6", try Self.withdrawal(String(repeating: "5", count: 64))),
    ])
    #expect(content.supersededBy == nil)
  }

  @Test("withdrawn itself or with its inspection, by the first word of it")
  func withdrawn() throws {
    for target in [Sample.entry, Self.inspection] {
      var content = try Self.content()
      content.follow([
        Self.entry("5", try Self.withdrawal(target)),
        Self.entry("6", try Self.withdrawal(target, .undo), at: "2026-07-01T00:00:00+07:00"),
      ])
      #expect(
        content.withdrawn
          == WithdrawnMark(time: "2026-06-18T09:15:00+07:00", reason: .stated("sai")))
    }
  }
}
