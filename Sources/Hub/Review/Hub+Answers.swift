package import Casework
import Evidence
package import Formats
import Sync

/// One of billing's answers, as the hub took it.
package struct TakenAnswer: Hashable, Sendable {
  package var row: BillingAnswerRow
  /// False where billing had said the same before: it changes nothing.
  package var isNew: Bool
}

/// Billing's answers that cannot be taken; nothing of their file was.
package struct UntakenAnswers: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    /// No device wrote minutes of this number.
    case unknownMinutes
    /// Nobody approved the minutes, or others took their place; how their point stands.
    case notApproved(Standing.State)
  }

  package struct Row: Hashable, Sendable {
    package var line: Int
    package var minutes: String
    package var reason: Reason
  }

  /// In the order of the file; never empty.
  package var rows: [Row]
}

extension Hub {
  /// Takes in what billing did with corrections, and tells the units' devices; the same answer again
  /// changes nothing.
  /// - Returns: every answer, in the order of the file.
  /// - Throws: `UntakenAnswers`: minutes that no device wrote, or that are not approved; nothing is taken
  ///   then. `HubStoreError`.
  /// - Complexity: O(corrections held).
  package func take(answers rows: [BillingAnswerRow]) async throws -> [TakenAnswer] {
    let signer = signer
    return try await write { session, office in
      let held = HeldCorrections(
        session: session,
        history: StoredHistory(session: session, hub: DeviceIdentity(signer.publicKey)))
      let found = try held.find(Set(rows.map(\.minutes)))
      var taken: [TakenAnswer] = []
      var untaken: [UntakenAnswers.Row] = []
      for row in rows {
        switch try held.answer(row, to: found[row.minutes]) {
        case .known: taken.append(TakenAnswer(row: row, isNew: false))
        case .new(let answer, let unit):
          taken.append(TakenAnswer(row: row, isNew: true))
          try office.append(.billingAnswered(answer), unit: unit, to: "")
        case .untakable(let reason):
          untaken.append(
            UntakenAnswers.Row(line: row.line, minutes: row.minutes, reason: reason))
        }
      }
      guard untaken.isEmpty else { throw UntakenAnswers(rows: untaken) }
      return taken
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

  enum Outcome {
    /// Billing said the same before.
    case known
    /// What goes into the log, for this unit.
    case new(BillingAnswer, unit: String)
    case untakable(UntakenAnswers.Reason)
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

  func answer(_ row: BillingAnswerRow, to found: Found?) throws -> Outcome {
    guard let found else { return .untakable(.unknownMinutes) }
    let known = try history.history(of: found.point)
    let standing = Standing.folding(known)
    let answer = BillingAnswer(
      point: found.correction.point, minutes: row.minutes, entry: found.hash,
      outcome: row.isApplied ? .applied : .refused, asOf: row.moment,
      invoice: row.invoice, reason: row.reason)
    // An older file read again takes back nothing that came after it.
    if known.answers.contains(answer) { return .known }
    // Never silently: what nobody approved, or what was replaced meanwhile, billing should not have.
    guard standing.approval != nil, standing.correction == found.hash else {
      return .untakable(.notApproved(standing.state))
    }
    return .new(answer, unit: found.unit)
  }
}
