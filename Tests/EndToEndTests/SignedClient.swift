import Evidence
import Foundation
import Sync
import Testing

/// An enrolled device that writes its HTTP itself, byte by byte.
final class SignedClient {
  /// The line broke before an answer.
  struct NoAnswer: Error {
    let bytes: [UInt8]
  }

  /// An answer, read whole.
  struct Answer {
    var status: Int
    /// Names in lower case.
    var fields: [String: String]
    var body: [UInt8]

    /// The refusal's code; nil where the body is none.
    var code: String? {
      let value = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
      guard value?["message"] is String else { return nil }
      return value?["code"] as? String
    }
  }

  let key = DeviceKey()
  private let port: Int
  private let person: String
  private var head: ChainHead
  var identity: DeviceIdentity { DeviceIdentity(key.publicKey) }

  init(
    _ hub: HubProcess, unit: String = "PE0700", role: String = "inspector",
    person: String = "H07", tag: String = "H07"
  ) throws {
    port = hub.port
    self.person = person
    head = ChainHead.start(key.publicKey)
    let code = try #require(
      EnrolmentCode(try hub.code(unit: unit, role: role, person: person, tag: tag)))
    let request = EnrolmentRequest(key: key.publicKey, code: code)
    let answer = try send(
      "POST", "/v1/enrolments", body: Array(try JSONEncoder().encode(request)))
    try #require(answer.status == 200)
  }

  /// A signed request's head.
  /// - Parameters:
  ///   - signed: of which body the signature speaks.
  ///   - length: what Content-Length says.
  func head(
    _ method: String, _ path: String, query: String = "", signed hash: ContentHash, length: Int
  ) throws -> [UInt8] {
    let nonce = try JSONDecoder().decode(
      NonceAnswer.self, from: Data(try send("GET", "/v1/nonce").body)
    ).nonce
    let fields = try SignedRequest(method: method, path: path, query: query, body: hash)
      .fields(key: key, nonce: nonce, created: 1_781_600_000)
    let target = query.isEmpty ? path : "\(path)?\(query)"
    let lines =
      ["\(method) \(target) HTTP/1.1", "Host: h", "Content-Length: \(length)"]
      + fields.map { "\($0.name): \($0.value)" }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  /// Sends a signed request and reads its answer.
  /// - Parameter hash: of which body the signature speaks; nil: of the one that is sent.
  func signed(
    _ method: String, _ path: String, query: String = "", body: [UInt8] = [],
    as hash: ContentHash? = nil
  ) throws -> Answer {
    let client = try RawClient(port: port)
    let hash = hash ?? ContentHash(of: body)
    client.send(try head(method, path, query: query, signed: hash, length: body.count))
    client.send(body)
    return try SignedClient.answer(of: client, to: method)
  }

  /// So many further entries of its log, of a kind that only later programs know, as a bundle.
  func bundle(entries count: Int, note: String = "") throws -> [UInt8] {
    let body = try JSONSerialization.data(
      withJSONObject: [
        "version": 1, "time": "2026-06-16T12:41:05+07:00", "clock": "ok", "boot": "0a1b2c3d",
        "monotonic": 1, "person": person, "note": note,
      ], options: .sortedKeys)
    let entries = try (0..<count).map { _ in
      let entry = try Chain.next(
        after: head, kind: try #require(EntryKind("a-later-kind")), body: Array(body), key: key)
      head = head.advanced(by: entry)
      return entry
    }
    return Evidence.Bundle.bytes(of: entries)
  }

  /// Sends a bundle; nil where the line breaks without an answer.
  func push(_ bundle: [UInt8]) -> Answer? {
    try? send("PUT", "/v1/bundles/\(ContentHash(of: bundle))", body: bundle)
  }

  /// Everything in its feed, from the start.
  func feed() throws -> [FeedEntry] {
    var entries: [FeedEntry] = []
    var after: Int64 = 0
    while true {
      let answer = try signed("GET", "/v1/feed", query: "after=\(after)")
      try #require(answer.status == 200)
      let page = try FeedPage(parsing: answer.body)
      entries += try JSONDecoder().decode(FeedContent.self, from: Data(page.content)).entries
      guard page.more, page.cursor > after else { return entries }
      after = page.cursor
    }
  }

  /// Sends a request without a signature and reads its answer.
  func send(_ method: String, _ path: String, body: [UInt8] = []) throws -> Answer {
    let client = try RawClient(port: port)
    client.send("\(method) \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: \(body.count)\r\n\r\n")
    client.send(body)
    return try SignedClient.answer(of: client, to: method)
  }

  /// Reads one answer by its Content-Length.
  static func answer(of client: RawClient, to method: String) throws -> Answer {
    var bytes = client.bytes(until: Array("\r\n\r\n".utf8))
    let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    let words = (lines.first ?? "").split(separator: " ")
    guard words.count > 1, let status = Int(words[1]) else { throw NoAnswer(bytes: bytes) }
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      fields[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    let length = method == "HEAD" ? 0 : fields["content-length"].flatMap { Int($0) } ?? 0
    bytes = client.bytes(count: length)
    guard bytes.count == length else { throw NoAnswer(bytes: bytes) }
    return Answer(status: status, fields: fields, body: bytes)
  }
}
