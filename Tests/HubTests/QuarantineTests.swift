import Casework
import Evidence
import Sync
import Testing

@testable import Hub

@Suite("Entries that are kept and do not count")
struct QuarantineTests {
  /// Bodies that a sound signature does not make acceptable.
  static let bodies: [(body: String, kind: String)] = [
    ("no JSON", "inspection"), ("{}", "inspection"), ("[]", "a-kind-to-come"),
    (#"{"version":1,"person":"H07"}"#, "correction"), ("\u{0}", "inspection"),
  ]

  @Test(
    "An unacceptable body is kept apart with its reason, the rest flow",
    arguments: Backend.allCases, bodies.indices)
  func unreadable(backend: Backend, number: Int) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    let (body, kind) = QuarantineTests.bodies[number]
    try await device.add(body: Array(body.utf8), kind: kind)
    try await device.inspect(0..<2)
    #expect(try await fixture.push(await device.entries).sequence == 4)
    #expect(try await fixture.states() == [0, 2, 0, 0])
    #expect(try await fixture.kinds(device) == ["entry-quarantined"])
    let page = try #require(try await fixture.feed(device).first)
    #expect(page.entries.first?.body.contains("\"reason\":\"unreadable\"") == true)
  }

  @Test("A kind of a later version is kept and counts", arguments: Backend.allCases)
  func unknownKind(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    let stamp =
      #"{"boot":"1a2b3c4d","clock":"ok","monotonic":1,"person":"H07","time":"2026-06-16T12:41:05+07:00"}"#
    try await device.add(body: Array(stamp.utf8), kind: "a-kind-to-come")
    try await fixture.push(await device.entries)
    #expect(try await fixture.states() == [0, 0])
    #expect(try await fixture.kinds(device) == [])
  }

  @Test("Another person than the certificate's does not count", arguments: Backend.allCases)
  func otherPerson(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    let record = Record.inspection(try sampleInspection("PE0700", 1, .confirmed))
    try await device.add(record, person: "H08")
    try await device.add(record)
    try await fixture.push(await device.entries)
    #expect(try await fixture.states() == [0, 2, 0])
  }

  @Test("What was made before the enrolment is kept as unproven", arguments: Backend.allCases)
  func beforeEnrolment(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try TestDevice(seed: 3)
    try await device.add(
      .inspection(try sampleInspection("PE0700", 1, .confirmed)), person: "login")
    let code = try await fixture.hub.issueCode(
      unit: "PE0700", role: .inspector, person: "H07", tag: nil)
    let answer = try await fixture.hub.enrol(
      EnrolmentRequest(key: device.key.publicKey, code: code))
    try await device.add(
      .deviceEnrolled(
        DeviceEnrolment(certificate: answer.certificate, hub: answer.hub, address: "https://h")))
    try await device.inspect(2..<3)
    try await fixture.push(await device.entries)
    #expect(try await fixture.states() == [1, 0, 0])
  }

  @Test("A certificate that this hub did not give does not count", arguments: Backend.allCases)
  func foreignCertificate(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    let other = try TestDevice(seed: 50)
    let forged = try Certificate(
      key: device.key.publicKey, unit: "PE0700", role: .supervisor, person: "H99", tag: "ZZ",
      serial: 2, notBefore: "2026-06-16T12:41:05+07:00", signedBy: other.key)
    try await device.add(
      .deviceEnrolled(
        DeviceEnrolment(
          certificate: String(decoding: forged.bytes, as: UTF8.self),
          hub: other.key.publicKey.hex, address: "https://h")))
    try await fixture.push(await device.entries)
    #expect(try await fixture.states() == [0, 2])
  }

  @Test(
    "After its revocation a device gets receipts, and nothing counts", arguments: Backend.allCases)
  func revoked(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    let supervisor = try await fixture.enrolled(seed: 2, person: "S01", role: .supervisor)
    try await fixture.push(await device.entries)
    let revocation = try await fixture.hub.revoke(device.identity, reason: "lost")
    #expect(revocation.sequence == 1)
    #expect(try await fixture.hub.revoke(device.identity, reason: "lost").sequence == 1)
    try await device.inspect(0..<2)
    #expect(try await fixture.push(await device.entries).sequence == 3)
    #expect(try await fixture.states() == [0, 2, 2])
    #expect(
      try await fixture.kinds(device)
        == ["device-revoked", "entry-quarantined", "entry-quarantined"])
    #expect(
      try await fixture.kinds(supervisor).filter { $0 == "inspection" }.count == 2,
      "a supervisor sees what is kept apart")
    #expect(try await fixture.hub.blob(ContentHash(of: []), for: device.identity, piece: 0) == nil)
  }
}

extension HubFixture {
  /// How the entries of devices are held, in order: 0 counts, 1 unproven, 2 kept apart.
  func states() async throws -> [Int64] {
    let hub = hub.identity.hex
    return try await store.read { session in
      try session.query(
        "SELECT state FROM entry WHERE device <> $1 ORDER BY device, epoch, seq", [.text(hub)]
      ).map { try $0.integer(0) }
    }
  }
}
