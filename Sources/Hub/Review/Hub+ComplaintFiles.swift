package import Casework
import Evidence
import Formats
import Foundation
package import Metering

/// A complaint with what came of it.
package struct ComplaintFile: Sendable {
  package var complaint: Complaint
  /// The point as its list has it; nil where it was not asked for or the list's file is not whole.
  package var record: MeteringPoint?
  package var history: PointHistory
  package var standing: Standing
}

extension Hub {
  /// Complaints with what came of them, oldest first.
  /// - Parameters:
  ///   - customer: whose; nil: all.
  ///   - folder: where lists may be staged to read the points' records; nil: without these.
  /// - Throws: `HubStoreError`; what reading a list's file throws.
  /// - Complexity: O(entries of the hub's own log), and with records O(rows of the complaints' lists).
  package func complaints(
    of customer: String? = nil, folder: String? = nil
  ) async throws -> [ComplaintFile] {
    let hub = DeviceIdentity(signer.publicKey)
    let found = try await store.read { session in
      let rows = try session.query(
        "SELECT body FROM entry WHERE device = $1 AND kind = $2 ORDER BY epoch, seq",
        [.text(hub.hex), .text(Record.Kind.complaintMade.rawValue)])
      return try rows.compactMap { row -> (Complaint, PointHistory)? in
        let body = try? RecordBody.read(
          try row.bytes(0), kind: Record.Kind.complaintMade.rawValue)
        guard case .office(.complaintMade(let complaint))? = body?.record,
          customer == nil || complaint.customer == customer
        else { return nil }
        let history = try StoredHistory(session: session, hub: hub)
          .history(of: PointKey.of(complaint.point.identity))
        return (complaint, history)
      }
    }
    var files: [ComplaintFile] = []
    for (complaint, history) in found {
      var file = ComplaintFile(
        complaint: complaint, history: history, standing: Standing.folding(history))
      if let folder {
        file.record = try await record(of: complaint.point.identity, in: complaint.list, folder)
      }
      files.append(file)
    }
    return files
  }

  /// A point as the list of this SHA-256 (hex) has it; nil where the list is not whole here.
  private func record(
    of identity: PointIdentity, in list: String, _ folder: String
  ) async throws -> MeteringPoint? {
    guard let hash = ContentHash(hex: list) else { return nil }
    let path = "\(folder)/record-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await store.read { try HeldLists(session: $0).stage(hash, to: path) }
    guard try Hub.hash(ofFile: path).0 == hash else { return nil }
    let held = try AssignedList(path: path)
    guard let point = held.points.first(where: { $0.identity == identity }) else { return nil }
    return try ByteInput.withFile(at: path) { input in
      let rows = try point.rows.map { row in
        SourceRow(bytes: try input.piece(at: row.offset, count: row.length), line: row.line)
      }
      return try WorklistReader.point(rows: rows, format: held.format)
    }
  }
}
