import Evidence
import FoundationEssentials

extension SyncRun {
  mutating func readBundle(_ pass: Pass) -> SyncStep {
    phase = .readingBundle(pass)
    return .readBundle(after: pushedUpTo)
  }

  mutating func send(_ bundle: OutgoingBundle?, _ pass: Pass) -> SyncStep {
    guard let bundle else { return pass == .first ? pull() : listUnsent() }
    phase = .sendingBundle(bundle, pass)
    return .send(
      WireRequest(.put, "/v1/bundles/\(bundle.name.hex)", body: .bytes(bundle.bytes)))
  }

  mutating func settle(_ bundle: OutgoingBundle, _ answer: WireAnswer, _ pass: Pass) -> SyncStep {
    guard answer.status == 200 else { return settle(refused: bundle, answer, pass) }
    let receipt: Receipt
    do {
      receipt = try Receipt(parsing: answer.body)
    } catch {
      return finish(.unsound("the receipt: \(error)"))
    }
    guard isOurs(receipt), receipt.epoch == identity.head.epoch,
      receipt.sequence == bundle.range.upperBound, receipt.head == bundle.lastHash
    else {
      return finish(
        .unsound("the receipt is not the hub's for entry \(bundle.range.upperBound) as sent"))
    }
    report.sentEntries += receipt.sequence - pushedUpTo
    report.receipt = receipt
    pushedUpTo = receipt.sequence
    phase = .keepingReceipt(pass)
    return .keep(receipt)
  }

  private mutating func settle(
    refused bundle: OutgoingBundle, _ answer: WireAnswer, _ pass: Pass
  ) -> SyncStep {
    guard let refusal = Refusal(answer) else { return finish(unexpected(answer)) }
    switch refusal.code {
    case .fork:
      phase = .freezing
      return .freeze(refusal.head)
    case .gap: return goBack(to: refusal, from: bundle, pass)
    default: return finish(.refused(refusal))
    }
  }

  /// The hub has less than the device thought, or more.
  private mutating func goBack(
    to refusal: Refusal, from bundle: OutgoingBundle, _ pass: Pass
  ) -> SyncStep {
    guard let head = refusal.head else { return finish(.refused(refusal)) }
    if let receipt = receipt(of: head), isAhead(receipt) { return stop(restored: receipt) }
    let due = head.epoch == identity.head.epoch ? head.seq : 0
    guard head.epoch <= identity.head.epoch, due < bundle.range.lowerBound - 1, due < sentBackTo
    else {
      return finish(
        .unsound("the hub asks for entries after \(due) of epoch \(head.epoch) once more"))
    }
    return resend(after: due, pass)
  }

  /// Sends again what the hub had and has no more: its receipts for it prove nothing now.
  mutating func resend(after sequence: Int64, _ pass: Pass) -> SyncStep {
    report.hubLostAfter = min(report.hubLostAfter ?? sequence, sequence)
    sentBackTo = sequence
    pushedUpTo = sequence
    phase = .forgetting(pass)
    return .forget(after: sequence)
  }

  /// The hub's proof that it holds more of this log than the device.
  func isAhead(_ receipt: Receipt) -> Bool {
    (receipt.epoch, receipt.sequence) > (
      identity.head.epoch, max(identity.head.sequence, pushedUpTo)
    )
  }

  mutating func stop(restored receipt: Receipt) -> SyncStep {
    report.outcome = .restored(receipt)
    phase = .keepingWarning
    return .keep(receipt)
  }

  private func receipt(of head: Refusal.Head) -> Receipt? {
    guard let words = head.receipt, let receipt = try? Receipt(parsing: Array(words.utf8)),
      isOurs(receipt)
    else { return nil }
    return receipt
  }

  func isOurs(_ receipt: Receipt) -> Bool {
    receipt.device == identity.device && receipt.isValid(key: identity.hub)
  }

  /// An answer that is neither what was asked for nor a refusal in its form: a proxy's page, say.
  func unexpected(_ answer: WireAnswer) -> SyncReport.Outcome {
    answer.status >= 500
      ? .unreachable("HTTP \(answer.status)") : .unsound("an answer with HTTP \(answer.status)")
  }
}

extension Refusal {
  /// The refusal in an answer's body; nil where there is none.
  package init?(_ answer: WireAnswer) {
    guard let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(answer.body)) else {
      return nil
    }
    self = refusal
  }
}
