import Casework
import Evidence
import Foundation
import Sync
import Testing

@testable import Hub

@Suite("A stick that a courier brings")
struct StickTests {
  @Test(
    "has its photos confirmed to the device once the hub holds them, those that were lost are not",
    arguments: Backend.allCases)
  func photos(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    let stick = fixture.folder.appendingPathComponent("stick/phuctra")
    let blobs = stick.appendingPathComponent("blobs")
    try FileManager.default.createDirectory(at: blobs, withIntermediateDirectories: true)
    let bundle = Bundle.bytes(of: await device.entries)
    try Data(bundle).write(to: stick.appendingPathComponent("\(device.identity)-1-1-1.phuctra"))
    let photo = [UInt8](repeating: 7, count: 3000)
    let whole = ContentHash(of: photo)
    let cut = ContentHash(of: [1, 2, 3])
    try Data(photo).write(to: blobs.appendingPathComponent(whole.hex))
    try Data([1, 2]).write(to: blobs.appendingPathComponent(cut.hex))
    for _ in 0..<2 {
      _ = try await fixture.hub.importStick(stick.deletingLastPathComponent().path)
      let name = try #require(
        try FileManager.default.contentsOfDirectory(atPath: stick.path)
          .first { $0.hasSuffix(".phuctra-feed") })
      let page = try FeedPage(
        parsing: Array(try Data(contentsOf: stick.appendingPathComponent(name))))
      #expect(page.isValid(key: fixture.hub.key))
      let content = try JSONDecoder().decode(FeedContent.self, from: Data(page.content))
      #expect(content.blobs == [whole.hex])
    }
    #expect(try await fixture.feed(device).allSatisfy { $0.blobs == nil })
  }

  @Test("has the entries named that are kept and do not count", arguments: Backend.allCases)
  func apart(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    try await fixture.push(await device.entries)
    _ = try await fixture.hub.revoke(device.identity, reason: "lost")
    try await device.inspect(0..<2)
    let stick = fixture.folder.appendingPathComponent("stick")
    try FileManager.default.createDirectory(at: stick, withIntermediateDirectories: true)
    let bundle = Bundle.bytes(of: await device.entries)
    try Data(bundle).write(to: stick.appendingPathComponent("\(device.identity)-1-1-3.phuctra"))
    for _ in 0..<2 {
      let lines = try await fixture.hub.importStick(stick.path)
      #expect(lines.filter { $0.outcome == .apart }.map(\.detail) == ["2, 3"])
    }
  }
}
