/// `phuctra-bundle/1`: a run of one device's entries as they are exported and sent.
///
/// The first line, then for each entry its header, `signature: <128 hex>`, an empty line, the body
/// and a LF; nothing after the last LF. One device, one epoch, contiguous sequences.
package enum Bundle {
  /// The first line, with its LF.
  package static let opening = Array("phuctra-bundle/1\n".utf8)

  /// What a bundle may hold when it is sent or exported.
  package struct Limits: Hashable, Sendable {
    package var entries: Int
    /// Of the whole bundle.
    package var bytes: Int

    package init(entries: Int, bytes: Int) {
      self.entries = entries
      self.bytes = bytes
    }

    /// 500 entries, 1 MiB.
    package static let sent = Limits(entries: 500, bytes: 1 << 20)
  }

  /// How many bytes `entry` takes in a bundle.
  package static func size(of entry: Entry) -> Int {
    entry.headerBytes.count + signatureLine + 1 + entry.body.count + 1
  }

  /// `signature: ` + 128 digits + LF.
  static let signatureLine = 11 + 128 + 1

  /// An entry as it stands in a bundle, after the opening or the entry before it.
  package static func bytes(of entry: Entry) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size(of: entry))
    bytes += entry.headerBytes
    bytes += Array("signature: ".utf8)
    bytes += Hex.ascii(entry.signature)
    bytes += Array("\n\n".utf8)
    bytes += entry.body
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// A bundle of `entries`, which must be contiguous.
  package static func bytes(of entries: [Entry]) -> [UInt8] {
    entries.reduce(into: opening) { $0 += bytes(of: $1) }
  }

  /// All entries of a bundle.
  /// - Throws: `FormError` with the line of the first fault.
  package static func entries(
    in bytes: [UInt8], limits: Limits? = nil
  ) throws(FormError) -> [Entry] {
    var reader = BundleReader(limits: limits)
    var entries = try reader.feed(bytes)
    entries += try reader.finish()
    return entries
  }
}

/// Fills bundles up to their limits.
package struct BundleWriter {
  private let limits: Bundle.Limits
  /// The bundle so far.
  package private(set) var bytes = Bundle.opening
  /// First and last sequence in it; nil while it is empty.
  package private(set) var range: ClosedRange<Int64>?
  private var count = 0

  package init(limits: Bundle.Limits = .sent) {
    self.limits = limits
  }

  /// Adds `entry` unless it would exceed the limits; the first entry is always taken.
  /// - Returns: whether it was added; where not, start the next bundle with it.
  package mutating func add(_ entry: Entry) -> Bool {
    let encoded = Bundle.bytes(of: entry)
    if let range {
      guard count < limits.entries, bytes.count + encoded.count <= limits.bytes else {
        return false
      }
      self.range = range.lowerBound...entry.sequence
    } else {
      range = entry.sequence...entry.sequence
    }
    bytes += encoded
    count += 1
    return true
  }
}
