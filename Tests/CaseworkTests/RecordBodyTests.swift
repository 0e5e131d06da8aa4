import Casework
import Metering
import TestSupport
import Testing

@Suite("Bodies of entries")
struct RecordBodyTests {
  static let kinds: [Record.Kind] = Record.Kind.allCases

  static func record(_ kind: Record.Kind) throws -> Record {
    switch kind {
    case .deviceConfigured:
      .deviceConfigured(DeviceConfiguration(inspector: "H07", unit: "PE0700"))
    case .worklistLoaded:
      .worklistLoaded(
        WorklistLoading(
          name: "so-Q0012.xml", sha256: String(repeating: "ab", count: 32), bytes: 2_054_204,
          format: "cmis-xml", points: 40, registers: 47))
    case .inspection: .inspection(try Sample.inspection(.confirmed))
    case .correction:
      .correction(try Sample.correction(of: "c0ffee", number: "PE0700-A3F9-2026-00012"))
    case .withdrawal:
      .withdrawal(
        Withdrawal(point: try Sample.point(), entry: "c0ffee", reason: .stated("đọc nhầm công tơ")))
    case .attachment:
      .attachment(
        Attachment(point: try Sample.point(), entry: "c0ffee", photos: [Sample.photo]))
    case .signing:
      .signing(
        MinutesSigning(
          point: try Sample.point(), number: "PE0700-A3F9-2026-00012", correction: "c0ffee",
          outcome: .refused, customer: "Khách hàng 000123", witness: "Tổ trưởng khu phố 4",
          photos: [Sample.photo]))
    case .overruling:
      .overruling(
        Overruling(
          point: try Sample.point(), inspection: "c0ffee",
          verdict: OverruledVerdict(
            from: .confirmed, to: .deviates, reason: "ảnh chụp lúc ghi cho thấy số khác")))
    case .blobsDropped:
      .blobsDropped(
        BlobDropping(
          blobs: [Sample.photo.sha256], receipt: "phuctra-receipt/1\n",
          hub: String(repeating: "cd", count: 32), days: 90))
    case .deviceEnrolled:
      .deviceEnrolled(
        DeviceEnrolment(
          certificate: "phuctra-certificate/1\n", hub: String(repeating: "cd", count: 32),
          address: "https://phuctra.example:8443"))
    case .epochOpened:
      .epochOpened(EpochOpening(receipt: "phuctra-receipt/1\n", grant: "phuctra-grant/1\n"))
    case .review:
      .review(
        Review(
          point: try Sample.point(), decision: .return, entry: "c0ffee",
          minutes: "PE0700-A3F9-2026-00012", reason: "chụp lại niêm phong",
          due: Day(year: 2026, month: 6, day: 20),
          invoice: InvoiceKnowledge(state: .notIssued, asOf: "2026-06-16T07:10:00+07:00"),
          basis: .diagnosed, against: ["decade"], replaces: ["facade"], partner: "beef",
          batch: Review.Batch(filter: "rõ ràng", count: 12)))
    case .bookSigned: .bookSigned(try bookSigning())
    case .listAssigned, .invoicesStated, .deviceRevoked, .deviceFrozen, .entryQuarantined,
      .inspectionsDisputed, .billingAnswered, .complaintMade:
      .office(try officeRecord(kind))
    }
  }

  private static func bookSigning() throws -> BookSigning {
    BookSigning(
      unit: "PE0700", book: "Q0012", period: "2026-06/1",
      closedList: String(repeating: "ab", count: 32),
      totals: BookSigning.Totals(
        points: 117, corrected: 2, energyBefore: try #require(Energy("30120.5")),
        energyAfter: try #require(Energy("29490.5")), money: -2_187_432, unpriced: 1),
      held: [
        BookSigning.HeldPoint(
          point: "PE07000012345001", meter: "19003456", state: .returned, reason: .returned,
          owner: "H07",
          due: try #require(Day(year: 2026, month: 6, day: 20)))
      ], replaces: ["decade"])
  }

  private static func officeRecord(_ kind: Record.Kind) throws -> OfficeRecord {
    let device = String(repeating: "0a", count: 16)
    return switch kind {
    case .listAssigned:
      .listAssigned(
        ListAssignment(
          list: WorklistLoading(
            name: "so-Q0012.xml", sha256: String(repeating: "ab", count: 32), bytes: 2_054_204,
            format: "cmis-xml", points: 40, registers: 47),
          unit: "PE0700", device: device, listVersion: 2))
    case .invoicesStated:
      .invoicesStated(
        InvoiceStatement(
          asOf: "2026-06-17T06:00:00+07:00", unit: "PE0700",
          rows: [
            InvoiceStatement.Row(
              point: "PE07000012345001", meter: "19003456", period: "2026-06/1", state: .issued,
              number: "0012345")
          ]))
    case .deviceRevoked:
      .deviceRevoked(
        DeviceRevocation(device: device, epoch: 1, sequence: 12, reason: "mất máy"))
    case .deviceFrozen:
      .deviceFrozen(
        DeviceFreeze(
          device: device, epoch: 1, sequence: 9, kept: "c0ffee", other: "decade"))
    case .entryQuarantined:
      .entryQuarantined(
        EntryQuarantine(
          device: device, epoch: 1, sequence: 9, entry: "c0ffee", reason: .otherPerson,
          detail: "person is not the certificate's"))
    case .billingAnswered:
      .billingAnswered(
        BillingAnswer(
          point: try Sample.point(), minutes: "PE0700-A3F9-2026-00012", entry: "c0ffee",
          outcome: .refused, asOf: "2026-06-20T00:00:00+07:00", invoice: "0012399",
          reason: "kỳ đã khoá"))
    case .complaintMade:
      .complaintMade(
        Complaint(
          point: try Sample.point(), customer: "PE07000012345",
          text: "Tháng này tăng gấp sáu, “không thể nào”",
          list: String(repeating: "ab", count: 32), time: "2026-06-16T08:05:00+07:00"))
    default:
      .inspectionsDisputed(
        InspectionDispute(
          point: try Sample.point(),
          sides: [
            InspectionDispute.Side(
              entry: "c0ffee", device: device, person: "H07", tag: "H07"),
            InspectionDispute.Side(
              entry: "decade", device: String(repeating: "0b", count: 16), person: "H11",
              tag: "H11"),
          ]))
    }
  }

  @Test("each kind is written as its pinned sample says", arguments: kinds)
  func pinned(kind: Record.Kind) throws {
    let body = RecordBody(stamp: Sample.stamp, record: try Self.record(kind))
    expectSnapshot(
      String(decoding: try body.bytes(), as: UTF8.self) + "\n", named: "body-1-\(kind.rawValue)")
  }

  @Test("what was written is read back the same", arguments: kinds)
  func roundTrip(kind: Record.Kind) throws {
    let body = RecordBody(stamp: Sample.stamp, record: try Self.record(kind))
    #expect(try RecordBody.read(try body.bytes(), kind: kind.rawValue) == body)
  }

  @Test("minutes on an estimate, against the program's verdict and cause, are read back the same")
  func overruledCorrection() throws {
    var correction = try Sample.correction(of: "c0ffee", number: "PE0700-A3F9-2026-00012")
    correction.overruled = OverruledVerdict(from: .confirmed, to: .deviates, reason: "theo ảnh")
    correction.causeReason = "theo lời người ghi"
    correction.registers[0].basis = .estimated
    correction.registers[0].band = [try Sample.index("1285"), try Sample.index("1291")]
    let body = RecordBody(stamp: Sample.stamp, record: .correction(correction))
    #expect(try RecordBody.read(try body.bytes(), kind: "correction") == body)
  }

  @Test("an unusual inspection is read back the same")
  func unusualInspection() throws {
    var inspection = try Sample.inspection(.unresolved, attempts: ["1307.4", "1301", "1307.4"])
    inspection.chosenAttempt = 0
    inspection.peeked = true
    inspection.unattended = true
    inspection.noReading = NoReading(code: "K", remark: "mặt số mờ")
    inspection.registers[0].dial = Dial(integerDigits: 5, decimals: 1)
    inspection.otherMeter = OtherMeter(
      meter: "22000001",
      exchange: OtherMeter.Exchange(
        removed: Index("1400"), start: Index("0"), date: LocalMinute("2026-06-14")))
    let body = RecordBody(stamp: Sample.stamp, record: .inspection(inspection))
    #expect(try RecordBody.read(try body.bytes(), kind: "inspection") == body)
  }

  @Test("an inspection with a photo and a position is read back the same")
  func evidenceOfAnInspection() throws {
    var inspection = try Sample.inspection(.deviates)
    inspection.photos = [Sample.photo]
    inspection.position = Position(
      latitude: 107_901_234, longitude: 1_066_312_345, error: 6, age: 3)
    let body = RecordBody(stamp: Sample.stamp, record: .inspection(inspection))
    #expect(try RecordBody.read(try body.bytes(), kind: "inspection") == body)
    #expect(body.record.blobs == [Sample.photo.sha256])
  }

  @Test("an amendment, and minutes without a photo, are read back the same")
  func amendment() throws {
    var correction = try Sample.correction(of: "c0ffee", number: "PE0700-A3F9-2026-00013")
    correction.supersedes = SupersededMinutes(number: "PE0700-A3F9-2026-00012", entry: "beef")
    correction.photoMissing = .noCamera
    let body = RecordBody(stamp: Sample.stamp, record: .correction(correction))
    #expect(try RecordBody.read(try body.bytes(), kind: "correction") == body)
  }

  @Test("settings that were made are kept with who made them")
  func settings() throws {
    var settings = DeviceSettings()
    settings.mirror = "/media/card/phuctra"
    settings.codePage = .cp1258
    settings.reserve = 64
    let body = RecordBody(
      stamp: Sample.stamp,
      record: .deviceConfigured(
        DeviceConfiguration(inspector: "H07", unit: nil, settings: settings)))
    #expect(try RecordBody.read(try body.bytes(), kind: "device-configured") == body)
    #expect(settings.reservedBytes == 67_108_864)
  }

  @Test("an undo is read back the same")
  func undo() throws {
    let withdrawal = Withdrawal(point: try Sample.point(), entry: "c0ffee", reason: .undo)
    let body = RecordBody(stamp: Sample.stamp, record: .withdrawal(withdrawal))
    #expect(try RecordBody.read(try body.bytes(), kind: "withdrawal") == body)
  }

  @Test(
    "a confirmed single-register inspection leaves room for its header and signature in 900 bytes")
  func size() throws {
    let body = RecordBody(
      stamp: Sample.stamp, record: .inspection(try Sample.inspection(.confirmed)))
    // Header of a nine-digit sequence 272, signature line 140, two line ends: 414 bytes of envelope.
    #expect(try body.bytes().count <= 900 - 414)
  }

  @Test("a kind of a later version is not known, and no fault")
  func unknownKind() throws {
    #expect(try RecordBody.read(Array("{}".utf8), kind: "hologram") == nil)
  }

  @Test(
    "bytes that are no body of their kind are refused",
    arguments: [
      "", "{", "[]", "{}", #"{"version":1}"#,
      #"{"version":2,"time":"t","clock":"ok","boot":"b","monotonic":1,"person":"p","inspector":"H"}"#,
      #"{"version":1,"time":"t","clock":"odd","boot":"b","monotonic":1,"person":"p","inspector":"H"}"#,
    ])
  func refused(text: String) {
    #expect(throws: RecordBodyError.self) {
      try RecordBody.read(Array(text.utf8), kind: "device-configured")
    }
  }

  @Test(
    "an index in a body is a decimal string, nothing else",
    arguments: ["1307.4", "\"-1\"", "\"1e3\"", "\"1.2345\"", "\"\"", "null"])
  func indexInBody(json: String) throws {
    let good = RecordBody(
      stamp: Sample.stamp, record: .inspection(try Sample.inspection(.confirmed)))
    let text = String(decoding: try good.bytes(), as: UTF8.self)
    let bad = text.split(separator: "\"1180\"", maxSplits: 1).joined(separator: json)
    #expect(bad != text)
    #expect(throws: RecordBodyError.self) {
      try RecordBody.read(Array(bad.utf8), kind: "inspection")
    }
  }
}
