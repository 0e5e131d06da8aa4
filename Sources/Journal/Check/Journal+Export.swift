import Evidence
import FoundationEssentials
import GRDB

extension Journal {
  /// Writes the whole journal as bundles of one epoch and at most 500 entries and 1 MiB, the public
  /// key, and once enrolled the certificate.
  ///
  /// Files are `<device>-<epoch>-<first>-<last>.phuctra` and `<device>.pub` (64 hex digits and a
  /// line feed); each is in place whole or not at all, and one that is there is replaced.
  /// - Returns: the paths written, the key's first.
  /// - Throws: `JournalError`; `FormError` where a row is not an entry.
  package func export(to folder: String) throws -> [String] {
    try FileSystem.makeFolder(folder)
    var written: [String] = []
    func put(_ name: String, _ bytes: [UInt8]) throws {
      try FileSystem.replace(name, in: folder, mode: 0o644, with: bytes)
      written.append("\(folder)/\(name)")
    }
    try put("\(device).pub", Array("\(publicKey.hex)\n".utf8))
    if let certificate = try enrolment?.certificate {
      try put("\(device).certificate", certificate.bytes)
    }
    try read("cannot export the journal") { database in
      var writer = BundleWriter()
      var epoch: Int64 = 1
      func finish() throws {
        guard let range = writer.range else { return }
        try put(
          "\(device)-\(epoch)-\(range.lowerBound)-\(range.upperBound).phuctra", writer.bytes)
      }
      try StoredEntry.each(database) { stored in
        let entry = try stored.entry()
        if entry.header.epoch != epoch || !writer.add(entry) {
          try finish()
          writer = BundleWriter()
          epoch = entry.header.epoch
          _ = writer.add(entry)
        }
      }
      try finish()
    }
    return written
  }
}
