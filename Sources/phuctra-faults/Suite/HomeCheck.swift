import Evidence
import Journal

/// Looks at a home after a fault as the program would when it is started again.
enum HomeCheck {
  /// What was found.
  struct Finding {
    /// Acknowledged entries that are not there byte for byte.
    var lost = 0
    /// Why the home did not open or is not sound; nil where all is well.
    var failure: String?
  }

  /// Opens the home, verifies it, and compares what was acknowledged.
  ///
  /// An entry's hash is that of its header, which names the body's hash, and `verify` recomputes
  /// both: where it finds all sound, equal hashes are equal bytes.
  /// - Parameters:
  ///   - expected: what was acknowledged before the fault.
  ///   - script: where given, the journal must end between two of its commits.
  ///   - goesOn: append one more entry and verify that as well.
  static func finding(
    _ path: String, expected: Acknowledged, script: SessionScript? = nil, goesOn: Bool = false
  ) -> Finding {
    var finding = Finding()
    do {
      let journal = try Journal.open(
        Home(path: path), context: SessionClock.steady.context(ClockLooks()),
        source: SessionListSource())
      defer { try? journal.close() }
      if let fault = journal.fault { finding.failure = fault.message }
      finding.lost = try lost(journal, expected)
      if let unsound = words(try journal.verify()) { finding.failure = unsound }
      if let script, script.position(after: journal.head.sequence) == nil {
        finding.failure = "the journal ends inside a commit, at \(journal.head.sequence)"
      }
      if goesOn, finding.failure == nil { finding.failure = try resuming(journal) }
    } catch {
      finding.failure = "\(error)"
      finding.lost = expected.hashes.count
    }
    return finding
  }

  private static func lost(_ journal: Journal, _ expected: Acknowledged) throws -> Int {
    var missing = expected.hashes
    try journal.eachEntry { entry in
      if missing[entry.sequence] == entry.hash.hex { missing[entry.sequence] = nil }
    }
    return missing.count
  }

  private static func words(_ verification: JournalVerification) -> String? {
    if let fault = verification.firstFault { return "entry \(fault.sequence): \(fault.fault)" }
    return verification.findings.first.map { "\($0)" }
  }

  private static func resuming(_ journal: Journal) throws -> String? {
    let before = journal.head
    let appended = try journal.append([
      .deviceConfigured(.init(inspector: "H11", unit: "PE0700"))
    ])
    guard let header = appended.last?.entry.header, header.previous == before.hash,
      header.sequence == before.sequence + 1
    else { return "what was appended afterwards does not follow entry \(before.sequence)" }
    return words(try journal.verify())
  }
}
