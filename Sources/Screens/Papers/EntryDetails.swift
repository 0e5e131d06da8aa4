import Casework
import Explanations
import Frames
import Metering
import Wording

/// An entry of the journal in words: what it says, when, by whom, and the hash that proves it.
struct EntryDetails {
  let row: EntryRow

  init(_ row: EntryRow) {
    self.row = row
  }

  func lines(_ say: Wording, width: Int) -> [String] {
    var rows = [
      (say("entry.what"), JournalList.text(row, say)), (say("entry.time"), row.time),
      (say("entry.hash"), row.hash),
    ]
    switch row.body {
    case .inspection(let inspection): rows += describe(inspection, say)
    case .worklistLoaded(let loading):
      rows += [
        (say("entry.file"), loading.name), ("SHA-256", loading.sha256),
        (say("entry.points"), say.number(loading.points)),
        (say("entry.registers"), say.number(loading.registers)),
      ]
    case .deviceConfigured(let configuration):
      rows.append((say("entry.inspector"), configuration.inspector))
    case .withdrawal(let withdrawal): rows.append((say("entry.of"), withdrawal.entry))
    case .signing(let signing):
      rows.append((say("entry.minutes"), signing.number))
      if let customer = signing.customer { rows.append((say("entry.customer"), customer)) }
      if let witness = signing.witness { rows.append((say("entry.witness"), witness)) }
      if let missing = signing.photoMissing {
        rows.append((say("entry.photo"), say("photo-missing.\(missing.rawValue)")))
      }
    case .overruling(let overruling):
      rows += [
        (say("entry.program-said"), say("verdict.\(overruling.verdict.from.rawValue)")),
        (say("entry.inspector-said"), say("verdict.\(overruling.verdict.to.rawValue)")),
        (say("entry.reason"), overruling.verdict.reason),
        (say("entry.inspection"), overruling.inspection),
      ]
    case .review(let review):
      rows.append((say("entry.decides"), review.entry))
      if let due = review.due { rows.append((say("entry.due"), say.date(due))) }
    case .bookSigned(let signing): rows.append(("SHA-256", signing.closedList))
    case .attachment(let attachment):
      rows.append((say("entry.attached-to"), attachment.entry))
    case .blobsDropped(let dropping):
      rows += dropping.blobs.map { (say("entry.photo"), "\($0.prefix(16))") }
    case .deviceEnrolled(let enrolment):
      rows.append((say("entry.hub"), enrolment.address))
    case .correction, .epochOpened, .office, nil: break
    }
    rows += (row.body?.photos ?? []).map {
      (say("entry.photo"), "\($0.name) · \($0.taken) · \($0.sha256.prefix(16))")
    }
    return layOut(rows, width)
  }

  private func describe(_ inspection: Inspection, _ say: Wording) -> [(String, String)] {
    var rows: [(String, String)] = []
    for register in inspection.registers {
      let keyed = register.attempts.map { say.index($0) }.joined(separator: " · ")
      rows.append(
        (
          "\(register.register.rawValue)",
          row.isPointUnread
            ? say("entry.keyed", keyed)
            : say("entry.indices", say.index(register.recorded), keyed)
        ))
    }
    if let other = inspection.otherMeter { rows.append((say("entry.other-meter"), other.meter)) }
    if inspection.dwell > 0 {
      rows.append(
        (
          say("entry.dwell"),
          say("entry.seconds", say.tenths(inspection.dwell / 100), say.number(inspection.keys))
        ))
    }
    return rows
  }
}
