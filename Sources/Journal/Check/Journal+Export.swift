import Evidence
import FoundationEssentials
import GRDB

extension Journal {
  /// Writes the whole journal as bundles of at most 500 entries and 1 MiB, and the public key.
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
    try read("cannot export the journal") { database in
      var writer = BundleWriter()
      func finish() throws {
        guard let range = writer.range else { return }
        try put(
          "\(device)-\(head.epoch)-\(range.lowerBound)-\(range.upperBound).phuctra", writer.bytes)
      }
      try StoredEntry.each(database) { stored in
        let entry = try stored.entry()
        if !writer.add(entry) {
          try finish()
          writer = BundleWriter()
          _ = writer.add(entry)
        }
      }
      try finish()
    }
    return written
  }
}
