import Casework
import Evidence
import Sync

/// How an entry is held.
package enum EntryState: Int64, Sendable {
  case counts = 0
  /// Made before the device was enrolled: kept and counted, but by nobody's certificate.
  case unproven = 1
  case quarantined = 2
}

extension IngestTransaction {
  /// Keeps the entries from an index on, moves the head, and tells what is not counted.
  mutating func append(
    _ bundle: CheckedBundle, from index: Int, to device: inout HeldDevice
  ) throws {
    guard let last = bundle.entries.last else { return }
    var rows: [[SQLValue]] = []
    var points: [[SQLValue]] = []
    var counted: [(entry: Entry, inspection: Inspection, point: [UInt8])] = []
    for (entry, facts) in zip(bundle.entries, bundle.facts).dropFirst(index) {
      let sentence = try judge(entry, facts, &device, in: bundle)
      let state = sentence.map { _ in EntryState.quarantined } ?? countedState(facts, device)
      rows.append(EntryRow.values(entry, state, received: now))
      if let sentence { try tell(sentence, of: device) }
      var point: [UInt8]?
      if state != .quarantined { point = facts.point }
      if let point {
        points.append([
          .bytes(point), .text(device.identity.hex), .integer(entry.header.epoch),
          .integer(entry.header.sequence),
        ])
        if case .inspection(let inspection)? = facts.record {
          counted.append((entry, inspection, point))
        }
      }
      feed.add(
        FeedPositions.Item(
          device: device.identity.hex, epoch: entry.header.epoch, sequence: entry.header.sequence,
          kind: entry.header.kind.name, person: device.person, point: point),
        unit: device.unit)
    }
    try DisputeFinder(session: session).search(counted, by: device) { dispute in
      try office.append(.inspectionsDisputed(dispute), unit: device.unit, to: "")
    }
    try session.insert(rows, into: "entry", EntryRow.columns)
    try session.insert(points, into: "point_entry", ["point", "device", "epoch", "seq"])
    let head = ChainHead(
      device: device.identity, epoch: last.header.epoch, sequence: last.header.sequence,
      hash: last.hash)
    try device.move(to: head, adding: rows.count, in: session)
  }

  private func countedState(_ facts: EntryFacts, _ device: HeldDevice) -> EntryState {
    device.proven == nil ? .unproven : .counts
  }

  /// Why an entry is kept apart; nil where it counts. Notes the enrolment when the log comes to it.
  private func judge(
    _ entry: Entry, _ facts: EntryFacts, _ device: inout HeldDevice, in bundle: CheckedBundle
  ) throws -> EntryQuarantine? {
    func sentence(_ reason: EntryQuarantine.Reason, _ detail: String) -> EntryQuarantine {
      EntryQuarantine(
        device: device.identity.hex, epoch: entry.header.epoch, sequence: entry.header.sequence,
        entry: entry.hash.hex, reason: reason, detail: detail)
    }
    if device.state == .revoked { return sentence(.revoked, "signed after the revocation") }
    if let fault = facts.fault { return sentence(.unreadable, fault) }
    if case .office? = facts.record {
      return sentence(.notAllowed, "only a hub records \(entry.header.kind)")
    }
    if facts.isDecision,
      let fault = try DecisionJudge(session: session, device: device)
        .fault(of: facts, in: bundle.entries)
    {
      return sentence(.notAllowed, fault)
    }
    if case .deviceEnrolled(let enrolment)? = facts.record {
      guard let certificate = try? Certificate(parsing: Array(enrolment.certificate.utf8)),
        certificate.isValid(key: signer.publicKey), certificate.device == device.identity
      else { return sentence(.notAllowed, "the certificate is not this hub's for this device") }
      device.proven = certificate.person
      return nil
    }
    guard let proven = device.proven, facts.person != proven else { return nil }
    switch facts.record {
    case .deviceConfigured?, .worklistLoaded?, .epochOpened?, .blobsDropped?: return nil
    default: return sentence(.otherPerson, "the body names another person than the certificate")
    }
  }

  private mutating func tell(_ sentence: EntryQuarantine, of device: HeldDevice) throws {
    try office.append(
      .entryQuarantined(sentence), unit: device.unit, to: device.identity.hex)
  }
}
