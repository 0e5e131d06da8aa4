/// A page of what a hub has for one device: the same signed bytes over HTTP and on a stick.
///
/// ```
/// phuctra-feed/1
/// hub: <32 hex: identity of the hub's key>
/// device: <32 hex: for whom>
/// after: <position after which the page begins, 0 for the first>
/// cursor: <position up to which the page reaches>
/// more: yes or no
/// length: <decimal: bytes of the content>
/// sha256: <64 hex: of the content>
/// signature: <128 hex: Ed25519 of the hub over the eight lines above>
///
/// <content: JSON of that length>
/// ```
package struct FeedPage: Hashable, Sendable {
  package let hub: DeviceIdentity
  package let device: DeviceIdentity
  package let after: Int64
  package let cursor: Int64
  /// More waits behind `cursor`.
  package let more: Bool
  /// JSON; what it says is the protocol's, not this room's.
  package let content: [UInt8]
  /// 64 bytes over `signedBytes`.
  package let signature: [UInt8]

  /// Signs a page as the hub that holds `key`.
  /// - Throws: `FormError` where positions run backwards; else what signing throws.
  package init(
    device: DeviceIdentity, after: Int64, cursor: Int64, more: Bool, content: [UInt8],
    signedBy key: DeviceKey
  ) throws {
    let words = FeedPage.signedBytes(
      hub: DeviceIdentity(key.publicKey), device: device, after: after, cursor: cursor,
      more: more, content: content)
    let signature = SignatureLine.bytes(try key.signature(over: words))
    self = try FeedPage(parsing: words + signature + Array("\n".utf8) + content)
  }

  /// Reads a page, every byte of it.
  /// - Throws: `FormError` with the line and value of the first fault.
  package init(parsing bytes: [UInt8]) throws(FormError) {
    var lines = LineReader(bytes, code: .feed)
    try lines.literal("phuctra-feed/1")
    hub = try lines.identity("hub")
    device = try lines.identity("device")
    let after = try lines.position("after", from: 0)
    self.after = after
    cursor = try lines.position("cursor", from: after)
    more = try lines.field("more", "yes or no") {
      $0.elementsEqual("yes".utf8) ? true : $0.elementsEqual("no".utf8) ? false : nil
    }
    let length = try lines.position("length", from: 0)
    let hash = try lines.hash("sha256")
    signature = try lines.signature()
    try lines.literal("")
    let content = Array(lines.rest)
    guard Int64(content.count) == length, ContentHash(of: content) == hash else {
      throw FormError(
        code: .feed, line: 11, value: "\(content.count) bytes".utf8,
        expected: "content of \(length) bytes with the SHA-256 \(hash)")
    }
    self.content = content
  }

  /// The eight lines that the hub signs.
  package var signedBytes: [UInt8] {
    FeedPage.signedBytes(
      hub: hub, device: device, after: after, cursor: cursor, more: more, content: content)
  }

  /// The whole page.
  package var bytes: [UInt8] {
    signedBytes + SignatureLine.bytes(signature) + Array("\n".utf8) + content
  }

  private static func signedBytes(
    hub: DeviceIdentity, device: DeviceIdentity, after: Int64, cursor: Int64, more: Bool,
    content: [UInt8]
  ) -> [UInt8] {
    Array(
      """
      phuctra-feed/1
      hub: \(hub.hex)
      device: \(device.hex)
      after: \(after)
      cursor: \(cursor)
      more: \(more ? "yes" : "no")
      length: \(content.count)
      sha256: \(ContentHash(of: content).hex)

      """.utf8)
  }

  /// True where `key` is the hub's named here and the signature is its own.
  package func isValid(key: PublicKey) -> Bool {
    DeviceIdentity(key) == hub && key.isValid(signature: signature, over: signedBytes)
  }
}

extension LineReader {
  /// Demands a number of at most 18 digits, not below `least`.
  fileprivate mutating func position(_ name: String, from least: Int64) throws(FormError) -> Int64 {
    try field(name, "a number from \(least) with at most 18 digits") {
      Number.plain($0, mostDigits: 18).flatMap { $0 >= least ? $0 : nil }
    }
  }
}
