import Evidence
import Sync
import Testing

@testable import Hub

@Suite("Enrolment and nonces")
struct EnrolmentTests {
  @Test(
    "A code certifies one key, and gives the same certificate again", arguments: Backend.allCases)
  func again(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try TestDevice(seed: 1)
    let code = try await fixture.hub.issueCode(
      unit: "PE0700", role: .inspector, person: "H07", tag: "T1")
    let request = EnrolmentRequest(key: device.key.publicKey, code: code)
    let first = try await fixture.hub.enrol(request)
    let checked = try first.checked(for: device.key.publicKey, code: code)
    #expect(checked.certificate.tag == "T1")
    #expect(checked.certificate.person == "H07")
    #expect(checked.certificate.serial == 1)
    #expect(checked.receipt == nil)
    #expect(try await fixture.hub.enrol(request) == first)
    let other = EnrolmentRequest(key: try TestDevice(seed: 2).key.publicKey, code: code)
    #expect(try await refusal(fixture, other).code == .codeUnknown)
    #expect(try await fixture.hub.devices().count == 1)
  }

  @Test("A wrong, an expired and a malformed request are refused", arguments: Backend.allCases)
  func refused(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let key = try TestDevice(seed: 1).key.publicKey
    let code = try await fixture.hub.issueCode(
      unit: "PE0700", role: .inspector, person: "H07", tag: nil, validHours: 1)
    let wrong = try #require(
      EnrolmentCode(secret: [UInt8](repeating: 5, count: 10), hub: fixture.hub.key))
    #expect(
      try await refusal(fixture, EnrolmentRequest(key: key, code: wrong)).code == .codeUnknown)
    var malformed = EnrolmentRequest(key: key, code: code)
    malformed.proof = "xyz"
    #expect(try await refusal(fixture, malformed).code == .malformed)
    fixture.wait(seconds: 3601)
    #expect(
      try await refusal(fixture, EnrolmentRequest(key: key, code: code)).code == .codeUnknown)
  }

  @Test("A new code for a known key counts its certificates", arguments: Backend.allCases)
  func serials(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let key = try TestDevice(seed: 1).key.publicKey
    var serials: [Int64] = []
    for person in ["H07", "H08"] {
      let code = try await fixture.hub.issueCode(
        unit: "PE0700", role: .inspector, person: person, tag: nil)
      let answer = try await fixture.hub.enrol(EnrolmentRequest(key: key, code: code))
      serials.append(try answer.checked(for: key, code: code).certificate.serial)
    }
    #expect(serials == [1, 2])
    #expect(try await fixture.hub.devices().map(\.inspector) == ["H08"])
  }

  @Test("Two devices of a unit never share a tag", arguments: Backend.allCases)
  func tags(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    _ = try await fixture.enrolled(seed: 1, tag: "T1")
    let code = try await fixture.hub.issueCode(
      unit: "PE0700", role: .inspector, person: "H08", tag: "T1")
    let request = EnrolmentRequest(key: try TestDevice(seed: 2).key.publicKey, code: code)
    #expect(try await refusal(fixture, request).code == .codeUnknown)
    _ = try await fixture.enrolled(seed: 3, unit: "PE0800", tag: "T1")
    #expect(try await fixture.hub.devices().map(\.tag) == ["T1", "T1"])
  }

  @Test("One code used by two keys at once certifies one", arguments: Backend.allCases)
  func race(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let code = try await fixture.hub.issueCode(
      unit: "PE0700", role: .inspector, person: "H07", tag: nil)
    let requests = try (1...6).map {
      EnrolmentRequest(key: try TestDevice(seed: $0).key.publicKey, code: code)
    }
    let certified = await withTaskGroup(of: Bool.self) { group in
      for request in requests {
        group.addTask { (try? await fixture.hub.enrol(request)) != nil }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(certified == 1)
  }

  @Test("A nonce is good once, for a minute, on this hub alone", arguments: Backend.allCases)
  func nonces(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let nonce = fixture.hub.newNonce()
    #expect(try await fixture.hub.spend(nonce))
    #expect(try await fixture.hub.spend(nonce) == false)
    let old = fixture.hub.newNonce()
    fixture.wait(seconds: Hub.nonceLife + 1)
    #expect(try await fixture.hub.spend(old) == false)
    let foreign = try await HubFixture(.sqlite).hub.newNonce()
    for words in [foreign, "", "1.2.3", "..", fixture.hub.newNonce() + "0"] {
      #expect(try await fixture.hub.spend(words) == false)
    }
  }

  private func refusal(_ fixture: HubFixture, _ request: EnrolmentRequest) async throws -> Refusal {
    try #require(
      await #expect(throws: Refusal.self) { try await fixture.hub.enrol(request) })
  }
}
