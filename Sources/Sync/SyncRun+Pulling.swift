import Evidence
import FoundationEssentials

extension SyncRun {
  mutating func pull() -> SyncStep { ask(.pull) }

  /// After the last page: what the hub has lost is sent again; then lists that were assigned are
  /// fetched, unless the device may not go on.
  mutating func afterFeed() -> SyncStep {
    if let after = resendAfter {
      resendAfter = nil
      return resend(after: after, .first)
    }
    phase = .listingMissing
    return .listMissingBlobs
  }

  mutating func settlePage(_ answer: WireAnswer) -> SyncStep {
    let page: FeedPage
    let content: FeedContent
    do {
      page = try FeedPage(parsing: answer.body)
      content = try JSONDecoder().decode(FeedContent.self, from: Data(page.content))
    } catch {
      return finish(.unsound("the feed: \(error)"))
    }
    guard page.device == identity.device, page.isValid(key: identity.hub), page.after == cursor,
      page.cursor > cursor || !page.more
    else {
      return finish(.unsound("the feed is not the hub's for this device after \(cursor)"))
    }
    if let words = content.receipt, let receipt = try? Receipt(parsing: Array(words.utf8)),
      isOurs(receipt)
    {
      if isAhead(receipt) { return stop(restored: receipt) }
      // Once a run: a hub that loses what it just took would be asked for ever.
      if !identity.isFrozen, report.hubLostAfter == nil, receipt.epoch == identity.head.epoch,
        receipt.sequence < pushedUpTo
      {
        resendAfter = receipt.sequence
      }
    }
    cursor = page.cursor
    report.receivedPages += 1
    report.receivedEntries += content.entries.count
    phase = .takingPage(more: page.more)
    return .take(page, content)
  }
}
