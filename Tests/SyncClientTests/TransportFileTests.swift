import Foundation
import SyncClient
import Synchronization
import TestSupport
import Testing

@Suite("A file")
struct TransportFileTests {
  /// Bytes of several pieces, none like the next.
  static let content = (0..<300_001).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }

  @Test("is sent as it lies", arguments: [0, 1, 65_536, 300_001])
  func sending(_ count: Int) throws {
    let content = Array(TransportFileTests.content[..<count])
    let received = Mutex<[UInt8]>([])
    try withTemporaryDirectory { folder in
      let file = folder.appendingPathComponent("photo.jpg")
      try Data(content).write(to: file)
      try withServer({ connection in
        var bytes: [UInt8] = []
        let end = Array("\r\n\r\n".utf8)
        while let piece = connection.piece() {
          bytes += piece
          guard let head = bytes.firstRange(of: end) else { continue }
          if bytes.count >= head.upperBound + count { break }
        }
        let head = bytes.firstRange(of: end)?.upperBound ?? 0
        received.withLock { $0 = Array(bytes[head...]) }
        connection.send("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
      }) { server in
        let transport = try transport(to: server)
        defer { transport.close() }
        let answer = try transport.send(
          HTTPRequest(.put, "/v1/blobs/ab", body: .file(file.path)))
        #expect(answer.status == 201)
      }
    }
    #expect(received.withLock { $0 } == content)
  }

  @Test("is received whole or not at all", arguments: [true, false])
  func receiving(_ isWhole: Bool) throws {
    let content = TransportFileTests.content
    try withTemporaryDirectory { folder in
      let path = folder.appendingPathComponent("list").path
      try withServer({ connection in
        _ = connection.request()
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(content.count)\r\n\r\n")
        connection.send(isWhole ? content : Array(content.dropLast()))
      }) { server in
        let request = HTTPRequest(.get, "/v1/blobs/ab", to: .file(path, limit: 1 << 20))
        if isWhole {
          let transport = try transport(to: server)
          defer { transport.close() }
          let answer = try transport.send(request)
          #expect(answer.body.isEmpty)
          #expect(answer.length == content.count)
          #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(content))
        } else {
          let error = try failure(of: request, with: transport(to: server))
          #expect(error.code == .cut, "\(error)")
          #expect(!FileManager.default.fileExists(atPath: path))
        }
      }
    }
  }

  @Test("is not made by an answer that refuses it")
  func refusal() throws {
    try withTemporaryDirectory { folder in
      let path = folder.appendingPathComponent("list").path
      try withServer({ connection in
        _ = connection.request()
        connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}")
      }) { server in
        let transport = try transport(to: server)
        defer { transport.close() }
        let answer = try transport.send(
          HTTPRequest(.get, "/v1/blobs/ab", to: .file(path, limit: 1 << 20)))
        #expect(answer.status == 404)
        #expect(answer.body == Array("{}".utf8))
        #expect(!FileManager.default.fileExists(atPath: path))
      }
    }
  }

  @Test("that is there already is not written over")
  func existing() throws {
    try withTemporaryDirectory { folder in
      let file = folder.appendingPathComponent("list")
      try Data("mine".utf8).write(to: file)
      try withServer({ connection in
        _ = connection.request()
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nyours")
      }) { server in
        let error = try failure(
          of: HTTPRequest(.get, "/", to: .file(file.path, limit: 99)),
          with: transport(to: server))
        #expect(error.code == .file)
        #expect(error.place == file.path)
      }
      #expect(try Data(contentsOf: file) == Data("mine".utf8))
    }
  }

  @Test("that is missing or a folder is named, and nothing is sent")
  func missing() throws {
    try withTemporaryDirectory { folder in
      let connections = Mutex(0)
      try withServer({ _ in connections.withLock { $0 += 1 } }) { server in
        for path in [folder.path, folder.appendingPathComponent("none").path] {
          let error = try failure(
            of: HTTPRequest(.put, "/", body: .file(path)), with: transport(to: server))
          #expect(error.code == .file)
          #expect(error.place == path)
        }
      }
      #expect(connections.withLock { $0 } == 0)
    }
  }
}
