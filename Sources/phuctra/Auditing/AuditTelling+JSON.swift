import Casework
import Journal
import Metering

extension AuditTelling {
  /// The story as one object.
  var object: JSONObject {
    var object = JSONObject()
    object.add("unit", identity.unit)
    object.add("point", identity.point)
    object.add("meter", identity.meter)
    object.add("period", identity.period.description)
    object.add("state", standing?.state.rawValue)
    object.add("unsound", faults)
    object.add("entries", story.map(part))
    return object
  }

  private func part(_ entry: StoryEntry) -> JSONObject {
    var part = JSONObject()
    part.add("device", entry.device.hex)
    part.add("office", entry.isOffice)
    part.add("person", entry.author?.person)
    part.add("tag", entry.author?.tag)
    part.add("epoch", entry.epoch)
    part.add("seq", entry.sequence)
    part.add("kind", entry.kind?.name)
    part.add("time", entry.body?.stamp.time)
    part.add("hash", entry.hash.hex)
    part.add("names", entry.named)
    part.add("sound", entry.fault == nil)
    part.add("fault", entry.fault?.code)
    part.add("detail", entry.fault?.detail)
    part.add("counts", whyNot(entry) == nil)
    part.add("reason", whyNot(entry))
    if let list = entry.list {
      part.add("list", list.name)
      part.add("sha256", list.sha256)
    }
    if let invoice = entry.invoice(of: identity) {
      part.add("invoice", invoice.state.rawValue)
      part.add("invoiceNumber", invoice.number)
    }
    switch entry.body?.record {
    case .review(let review):
      part.add("decision", review.decision.rawValue)
      part.add("because", review.reason)
    case .inspection(let inspection):
      part.add("verdict", inspection.verdict.rawValue)
      part.add("read", inspection.rereads.map(\.index.description))
    case .correction(let correction): part.add("minutes", correction.number)
    case .office(.entryQuarantined(let quarantine)):
      part.add("quarantine", quarantine.reason.rawValue)
    case .office(.billingAnswered(let answer)): part.add("outcome", answer.outcome.rawValue)
    case .bookSigned(let signing):
      part.add("book", signing.book)
      part.add("held", held(in: signing) != nil)
    default: break
    }
    return part
  }
}
