import Casework
import Evidence
import Foundation
import Sync

/// What the hub answers, route by route.
extension PlainHub {
  static let received = "2026-11-23T09:00:00+07:00"

  func answer(
    _ method: String, _ target: String, _ fields: ArraySlice<String>, _ body: [UInt8]
  ) throws -> WireAnswer {
    change { $0.requests.append("\(method) \(target.split(separator: "?")[0])") }
    let path = target.split(separator: "?").first.map(String.init) ?? ""
    switch (method, path.split(separator: "/").dropFirst().first) {
    case ("POST", "enrolments"): return try enrol(body)
    case ("PUT", "bundles"): return try take(bundle: body)
    case ("GET", "nonce"):
      return WireAnswer(status: 200, body: Array("{\"nonce\":\"\(UUID().uuidString)\"}".utf8))
    default: break
    }
    guard try isSigned(method, target, fields, body) else {
      return PlainHub.refuse(Refusal(.signature, "not signed by the device"))
    }
    switch (method, path.split(separator: "/").dropFirst().first) {
    case ("GET", "feed"): return try feed(after: Int64(target.split(separator: "=")[1]) ?? 0)
    case (_, "blobs"):
      let name = String(path.split(separator: "/")[2])
      if method == "PUT" {
        change { $0.blobs[name] = body }
        return WireAnswer(status: 201)
      }
      guard let found = change({ $0.blobs[name] }) else {
        return PlainHub.refuse(Refusal(.notFound, "no such blob"))
      }
      return WireAnswer(status: 200, body: found)
    default: return PlainHub.refuse(Refusal(.notFound, "no such place"))
    }
  }

  private func enrol(_ body: [UInt8]) throws -> WireAnswer {
    let request = try JSONDecoder().decode(EnrolmentRequest.self, from: Data(body))
    guard let key = PublicKey(hex: request.key), let proof = Hex.bytes(request.proof, count: 32),
      EnrolmentCode.isProof(proof, of: key, hash: code.hash),
      change({ $0.certificate })?.key ?? key == key
    else { return PlainHub.refuse(Refusal(.codeUnknown, "unknown, used or expired")) }
    let certificate = try Certificate(
      key: key, unit: "PE0700", role: .inspector, person: "H07", tag: "H07", serial: 1,
      notBefore: PlainHub.received, signedBy: self.key)
    change { $0.certificate = certificate }
    let answer = EnrolmentAnswer(
      hub: self.key.publicKey.hex,
      certificate: String(decoding: certificate.bytes, as: UTF8.self))
    return WireAnswer(status: 200, body: Array(try JSONEncoder().encode(answer)))
  }

  private func take(bundle body: [UInt8]) throws -> WireAnswer {
    if let refusal = change({ $0.refusal }) { return PlainHub.refuse(refusal) }
    guard let certificate = change({ $0.certificate }) else {
      return PlainHub.refuse(Refusal(.notEnrolled, "no certificate"))
    }
    var reader = BundleReader(limits: .sent)
    let entries = try reader.feed(body)
    let held = change { $0.held }
    let head = ChainHead(
      device: certificate.device, epoch: 1, sequence: Int64(held.count),
      hash: held.last?.hash ?? certificate.key.hash)
    let verdict = BundleJudge.judge(entries, held: HeldLog(head: head), granted: nil) {
      _, sequence in held.indices.contains(Int(sequence) - 1) ? held[Int(sequence) - 1] : nil
    }
    switch verdict {
    case .repeated: break
    case .append(let from): change { $0.held += entries[from...].map { EntryMark($0) } }
    case .gap: return PlainHub.refuse(Refusal(.gap, "gap", head: try self.head()))
    default: return PlainHub.refuse(Refusal(.fork, "fork", head: try self.head()))
    }
    let last = entries[entries.count - 1]
    return WireAnswer(status: 200, body: try receipt(last.sequence, last.hash).bytes)
  }

  private func head() throws -> Refusal.Head? {
    let held = change { $0.held }
    guard let last = held.last else { return nil }
    let receipt = try receipt(Int64(held.count), last.hash)
    return Refusal.Head(
      epoch: 1, seq: receipt.sequence, hash: last.hash.hex,
      receipt: String(decoding: receipt.bytes, as: UTF8.self))
  }

  private func receipt(_ sequence: Int64, _ hash: ContentHash) throws -> Receipt {
    guard let device = change({ $0.certificate?.device }) else { throw Unenrolled() }
    return try Receipt(
      device: device, epoch: 1, sequence: sequence, head: hash, received: PlainHub.received,
      signedBy: key)
  }

  private struct Unenrolled: Error {}

  private func feed(after: Int64) throws -> WireAnswer {
    guard let device = change({ $0.certificate?.device }) else { throw Unenrolled() }
    let entries = change { $0.feed.filter { $0.position > after } }
    let content = FeedContent(receipt: try head()?.receipt, entries: entries)
    let page = try FeedPage(
      device: device, after: after, cursor: entries.last?.position ?? after, more: false,
      content: Array(try JSONEncoder().encode(content)), signedBy: key)
    return WireAnswer(status: 200, body: page.bytes)
  }

  private func isSigned(
    _ method: String, _ target: String, _ fields: ArraySlice<String>, _ body: [UInt8]
  ) throws -> Bool {
    func field(_ name: String) -> String? {
      fields.first { $0.lowercased().hasPrefix(name + ":") }
        .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    let claim = try RequestClaim(
      method: method, path: parts[0], query: parts.count > 1 ? parts[1] : "",
      contentDigest: field("content-digest"), signatureInput: field("signature-input"),
      signature: field("signature"))
    guard let key = change({ $0.certificate?.key }) else { return false }
    return claim.isSigned(by: key) && claim.body == ContentHash(of: body)
  }

  private static func refuse(_ refusal: Refusal) -> WireAnswer {
    let body = (try? JSONEncoder().encode(refusal)).map { Array($0) } ?? []
    return WireAnswer(status: refusal.status, body: body)
  }

  static func bytes(_ answer: WireAnswer, isHead: Bool) -> [UInt8] {
    let head = "HTTP/1.1 \(answer.status) -\r\nContent-Length: \(answer.body.count)\r\n\r\n"
    return Array(head.utf8) + (isHead ? [] : answer.body)
  }
}
