import Casework
import Evidence
import Foundation
import Sync
import Synchronization
import Testing

/// A hub of the test's own: the protocol from its published description, in memory, on the loopback,
/// for one device; it can lose an answer and refuse as a real one does.
final class PlainHub: Sendable {
  let key = DeviceKey()
  let code: EnrolmentCode
  let port: Int
  private let listener: Int32
  private let state = Mutex(State())

  struct State {
    var certificate: Certificate?
    var held: [EntryMark] = []
    var blobs: [String: [UInt8]] = [:]
    var feed: [FeedEntry] = []
    var log: ChainHead?
    var requests: [String] = []
    /// The next request whose line begins so is carried out, and its answer lost.
    var loses: String?
    /// Takes requests and never answers.
    var isSilent = false
    var isStopped = false
    /// Refuses every bundle so.
    var refusal: Refusal?
  }

  init() throws {
    code = try #require(
      EnrolmentCode(secret: (0..<10).map { _ in UInt8.random(in: 0...255) }, hub: key.publicKey))
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let code = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) | getsockname(descriptor, $0, &length)
      }
    }
    try #require(code == 0 && listen(listener, 16) == 0)
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      while true {
        let accepted = accept(listener, nil, nil)
        guard accepted >= 0 else {
          if errno == EINTR || errno == ECONNABORTED { continue }
          // Closed here and not by whoever stops it: its number may belong to another test's by then.
          close(listener)
          return
        }
        Thread.detachNewThread { [self] in
          serve(accepted)
          // Also ends it where a process started meanwhile has inherited it.
          shutdown(accepted, Int32(SHUT_RDWR))
          close(accepted)
        }
      }
    }
  }

  var address: String { "http://127.0.0.1:\(port)" }

  /// Once: its descriptor's number may belong to another test's hub a moment later.
  func stop() {
    let isFirst = state.withLock { state in
      defer { state.isStopped = true }
      return !state.isStopped
    }
    if isFirst { shutdown(listener, Int32(SHUT_RDWR)) }
  }

  func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
    state.withLock { body(&$0) }
  }

  /// Gives the device a list, as the hub's own log says it.
  func assign(listAt path: String, name: String, points: Int, registers: Int) throws {
    let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    let hash = ContentHash(of: bytes)
    let record = Record.office(
      .listAssigned(
        ListAssignment(
          list: WorklistLoading(
            name: name, sha256: hash.hex, bytes: bytes.count, format: "cmis-xml", points: points,
            registers: registers),
          unit: "PE0700", listVersion: 1)))
    let stamp = Stamp(
      time: "2026-11-23T08:00:00+07:00", clock: .ok, boot: "00000000", monotonic: 1, person: "hub")
    let body = try RecordBody(stamp: stamp, record: record).bytes()
    try state.withLock { state in
      let head = state.log ?? ChainHead.start(key.publicKey)
      let kind = try #require(EntryKind(record.kind.rawValue))
      let entry = try Chain.next(after: head, kind: kind, body: body, key: key)
      state.log = head.advanced(by: entry)
      state.blobs[hash.hex] = bytes
      state.feed.append(
        FeedEntry(
          position: Int64(state.feed.count + 1),
          header: String(decoding: entry.headerBytes, as: UTF8.self),
          signature: Hex.text(entry.signature), body: String(decoding: entry.body, as: UTF8.self)))
    }
  }

  private func serve(_ descriptor: Int32) {
    var waiting: [UInt8] = []
    let end = Array("\r\n\r\n".utf8)
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let head = waiting.firstRange(of: end) {
        let lines = String(decoding: waiting[..<head.lowerBound], as: UTF8.self)
          .components(separatedBy: "\r\n")
        let length = lines.compactMap { line -> Int? in
          let parts = line.split(separator: ":")
          guard parts.first?.lowercased() == "content-length" else { return nil }
          return parts.last.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) }
        }.first
        let total = head.upperBound + (length ?? 0)
        if waiting.count >= total {
          let body = Array(waiting[head.upperBound..<total])
          waiting.removeFirst(total)
          let words = lines[0].split(separator: " ").map(String.init)
          guard words.count == 3,
            let answer = try? answer(words[0], words[1], lines.dropFirst(), body)
          else { return }
          let isLost = state.withLock { state in
            guard let lost = state.loses, lines[0].hasPrefix(lost) else { return false }
            state.loses = nil
            return true
          }
          if isLost { return }
          if state.withLock({ $0.isSilent }) {
            while recv(descriptor, &piece, piece.count, 0) > 0 {}
            return
          }
          send(PlainHub.bytes(answer, isHead: words[0] == "HEAD"), descriptor)
          continue
        }
      }
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { return }
      waiting += piece[..<count]
    }
  }

  private func send(_ bytes: [UInt8], _ descriptor: Int32) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      start += count
    }
  }
}
