import Evidence
import Foundation
import Sync

extension Hub {
  /// Takes a bundle of a stick in and puts its receipt beside it.
  /// - Returns: what became of it, and which of its entries do not count.
  func takeBundle(_ folder: String, _ file: String) async throws -> [StickLine] {
    let path = "\(folder)/\(file)"
    let most = Bundle.Limits.sent.bytes
    guard let handle = FileHandle(forReadingAtPath: path),
      let data = try? handle.read(upToCount: most + 1)
    else { return [StickLine(file: file, outcome: .refused, detail: "unreadable")] }
    try? handle.close()
    let bytes = Array(data)
    do {
      let receipt = try await ingest(bytes, name: ContentHash(of: bytes))
      let name = "\(receipt.device)-\(receipt.epoch)-\(receipt.sequence).receipt"
      try StickFile.write(receipt.bytes, to: "\(folder)/\(name)")
      let taken = StickLine(file: file, outcome: .taken, detail: "\(receipt.sequence)")
      let apart = try await apart(among: bytes)
      guard !apart.isEmpty else { return [taken] }
      let numbers = apart.map(String.init).joined(separator: ", ")
      return [taken, StickLine(file: file, outcome: .apart, detail: numbers)]
    } catch let refusal as Refusal {
      return [StickLine(file: file, outcome: .refused, detail: refusal.message)]
    }
  }

  /// The numbers of a bundle's entries that the hub keeps and does not count.
  private func apart(among bundle: [UInt8]) async throws -> [Int64] {
    guard let entries = try? Bundle.entries(in: bundle, limits: .sent), let first = entries.first,
      let last = entries.last
    else { return [] }
    return try await store.read { session in
      try session.query(
        """
        SELECT seq FROM entry WHERE device = $1 AND epoch = $2 AND seq BETWEEN $3 AND $4
        AND state = $5 ORDER BY seq
        """,
        [
          .text(first.header.device.hex), .integer(first.header.epoch), .integer(first.sequence),
          .integer(last.sequence), .integer(Int64(EntryState.quarantined.rawValue)),
        ]
      ).map { try $0.integer(0) }
    }
  }
}
