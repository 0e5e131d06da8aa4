/// One record of a device's log: signed exact bytes that are never serialised again.
package struct Entry: Hashable, Sendable {
  package let header: EntryHeader
  /// Exactly what was signed.
  package let headerBytes: [UInt8]
  /// 64 bytes, Ed25519 over `headerBytes`.
  package let signature: [UInt8]
  /// SHA-256 of `headerBytes`.
  package let hash: ContentHash
  /// A UTF-8 JSON object, kept as it was written.
  package let body: [UInt8]

  /// `headerBytes` must be the form of `header`.
  init(header: EntryHeader, headerBytes: [UInt8], signature: [UInt8], body: [UInt8]) {
    self.header = header
    self.headerBytes = headerBytes
    self.signature = signature
    hash = ContentHash(of: headerBytes)
    self.body = body
  }

  /// Takes an entry from its stored bytes. Only the form is checked here; see `ChainVerifier`.
  /// - Throws: `FormError` where the header is not in its one form.
  package init(
    headerBytes: [UInt8], signature: [UInt8], body: [UInt8]
  ) throws(FormError) {
    self.init(
      header: try EntryHeader(parsing: headerBytes), headerBytes: headerBytes,
      signature: signature, body: body)
  }

  package var sequence: Int64 { header.sequence }
  package var kind: EntryKind { header.kind }
}
