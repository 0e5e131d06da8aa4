import Foundation
import Shell
import TestSupport
import Testing
import Wording

@testable import phuctra

@Suite("The camera's folder")
struct CameraTests {
  private static let say = Wording(language: .english, catalogue: .empty)
  /// Milliseconds of a moment on 2026-06-16.
  private static let opening: Int64 = 1_781_600_000_000

  private static func leave(
    _ name: String, bytes: Int = 10, at moment: Int64, in folder: URL
  ) throws {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(repeating: 7, count: bytes).write(to: file)
    let date = Date(timeIntervalSince1970: TimeInterval(moment / 1000))
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file.path)
  }

  @Test("photos since the opening, newest first, from the folder and those in it")
  func newest() throws {
    try withTemporaryDirectory { folder in
      try Self.leave("DCIM1.JPG", at: Self.opening + 5000, in: folder)
      try Self.leave("100CAM/b.jpeg", at: Self.opening + 9000, in: folder)
      try Self.leave("100CAM/c.heic", at: Self.opening + 1000, in: folder)
      try Self.leave("100CAM/deep/d.jpg", at: Self.opening + 9000, in: folder)
      try Self.leave("before.jpg", at: Self.opening - 4000, in: folder)
      try Self.leave("empty.jpg", bytes: 0, at: Self.opening + 9000, in: folder)
      try Self.leave(".hidden.jpg", at: Self.opening + 9000, in: folder)
      try Self.leave("film.mp4", at: Self.opening + 9000, in: folder)
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent("dangling.jpg"),
        withDestinationURL: folder.appendingPathComponent("nothing"))
      let found = try Camera.files(in: folder.path, since: Self.opening, Self.say)
      #expect(found.map(\.name) == ["b.jpeg", "DCIM1.JPG", "c.heic"])
      #expect(found.map(\.bytes) == [10, 10, 10])
    }
  }

  @Test("a card that keeps even seconds does not lose the photo of the opening's own second")
  func evenSeconds() throws {
    try withTemporaryDirectory { folder in
      try Self.leave("a.jpg", at: Self.opening, in: folder)
      let found = try Camera.files(in: folder.path, since: Self.opening + 1500, Self.say)
      #expect(found.map(\.name) == ["a.jpg"])
    }
  }

  @Test("a folder that is not there is an error, not an absence of photos")
  func missing() {
    #expect(throws: CommandFailure.self) {
      try Camera.files(in: "/nonexistent/camera", since: 0, Self.say)
    }
  }

  @Test("an old file is done with at once; one that goes on growing is not")
  func settled() throws {
    try withTemporaryDirectory { folder in
      let path = folder.appendingPathComponent("a.jpg")
      try Self.leave("a.jpg", at: Self.opening, in: folder)
      let file = try #require(try Camera.files(in: folder.path, since: 0, Self.say).first)
      #expect(Camera.hasSettled(file, now: Self.opening + 4000, patience: 0))
      #expect(!Camera.hasSettled(file, now: Self.opening + 500, patience: 0))
      #expect(Camera.hasSettled(file, now: Self.opening + 500))
      let writer = try BackgroundProcess(
        "/bin/sh", ["-c", "while echo more >> '\(path.path)'; do sleep 0.05; done"],
        environment: ["PATH": "/usr/bin:/bin"])
      defer { writer.stop() }
      #expect(!Camera.hasSettled(file, now: Self.opening + 500, patience: 1500))
    }
  }

  @Test(
    "a capture command can end what hangs in it, and is ended itself with all it has started",
    arguments: [
      ("timeout 0.1 sleep 60; echo photo > \"$1\"", true), ("sleep 60 & sleep 60", false),
      ("exit 3", false), (": > \"$1\"", false), ("true", false),
    ])
  func capture(command: String, isTaken: Bool) throws {
    try withTemporaryDirectory { folder in
      let path = folder.appendingPathComponent("it's a photo.jpg").path
      let clock = SystemClock()
      let start = clock.monotonic()
      if isTaken {
        let file = try Camera.capture(command, to: path, patience: 20, Self.say)
        #expect(file.path == path && file.bytes == 6)
      } else {
        #expect(throws: CommandFailure.self) {
          try Camera.capture(command, to: path, patience: 1, Self.say)
        }
      }
      #expect(clock.monotonic() - start < 15_000)
    }
  }
}
