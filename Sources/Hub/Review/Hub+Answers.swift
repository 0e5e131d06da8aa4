import Casework
import Evidence
package import Formats
import Sync

extension Hub {
  /// Takes in what billing did with corrections, and tells the units' devices; the same answer again
  /// changes nothing.
  /// - Returns: how many answers were new.
  /// - Throws: `HubRequestError`: minutes that no device wrote, or that are not approved; nothing is taken
  ///   then. `HubStoreError`.
  /// - Complexity: O(corrections held).
  package func take(answers rows: [BillingAnswerRow]) async throws -> Int {
    let signer = signer
    return try await write { session, office in
      let held = HeldCorrections(
        session: session,
        history: StoredHistory(session: session, hub: DeviceIdentity(signer.publicKey)))
      let wanted = Set(rows.map(\.minutes))
      let found = try held.find(wanted)
      var count = 0
      for row in rows {
        guard let correction = found[row.minutes] else {
          throw HubRequestError(code: .unknownMinutes, value: row.minutes)
        }
        guard let answer = try held.answer(row, to: correction) else { continue }
        try office.append(.billingAnswered(answer), unit: correction.unit, to: "")
        count += 1
      }
      return count
    }
  }
}

/// The corrections that a hub holds, by their numbers.
private struct HeldCorrections {
  let session: any SQLSession
  let history: StoredHistory

  struct Found {
    let unit: String
    let point: [UInt8]
    let hash: String
    let correction: Correction
  }

  func find(_ numbers: Set<String>) throws -> [String: Found] {
    let rows = try session.query(
      """
      SELECT f.unit, f.point, e.hash, e.body FROM feed_item f
      JOIN entry e ON e.device = f.device AND e.epoch = f.epoch AND e.seq = f.seq
      WHERE f.kind = 'correction' AND f.point IS NOT NULL ORDER BY f.unit, f.position
      """, [])
    var found: [String: Found] = [:]
    for row in rows {
      let body = try? RecordBody.read(
        try row.bytes(3), kind: Casework.Record.Kind.correction.rawValue)
      guard case .correction(let correction)? = body?.record, numbers.contains(correction.number)
      else { continue }
      found[correction.number] = Found(
        unit: try row.text(0), point: try row.bytes(1), hash: Hex.text(try row.bytes(2)),
        correction: correction)
    }
    return found
  }

  /// What goes into the log; nil where billing said the same before.
  func answer(_ row: BillingAnswerRow, to found: Found) throws -> BillingAnswer? {
    let known = try history.history(of: found.point)
    let standing = Standing.folding(known)
    let answer = BillingAnswer(
      point: found.correction.point, minutes: row.minutes, entry: found.hash,
      outcome: row.isApplied ? .applied : .refused, asOf: row.day.description,
      invoice: row.invoice, reason: row.reason)
    // An older file read again takes back nothing that came after it.
    if known.answers.contains(answer) { return nil }
    // Never silently: what nobody approved, or what was replaced meanwhile, billing should not have.
    guard standing.approval != nil, standing.correction == found.hash else {
      throw HubRequestError(
        code: .notApproved, value: row.minutes, detail: standing.state.rawValue)
    }
    return answer
  }
}
