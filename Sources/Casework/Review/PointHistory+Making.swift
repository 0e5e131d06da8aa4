/// What one device recorded at a point, oldest first, with whose the device is.
package struct DeviceLog: Hashable, Sendable {
  package var author: Author
  package var entries: [RecordedEntry]

  package init(author: Author, entries: [RecordedEntry] = []) {
    self.author = author
    self.entries = entries
  }
}

extension PointHistory {
  /// Puts together what devices recorded: one voice a person, decisions by their times.
  ///
  /// The logs of one person are merged by the times that their devices wrote; within a log its own order
  /// stays, whatever its clock said, and of logs that agree in time the one given first leads.
  /// - Complexity: O(entries · logs of a person).
  package init(
    logs: [DeviceLog], reviews: [AttributedReview], answers: [BillingAnswer],
    complaints: [Complaint] = []
  ) {
    let persons = Dictionary(grouping: logs.filter { !$0.entries.isEmpty }, by: \.author.person)
    let voices = persons.sorted { $0.key < $1.key }.compactMap { _, logs in
      logs.first.map { first in
        Voice(
          author: first.author,
          entries: logs.dropFirst().map(\.entries).reduce(first.entries, PointHistory.merged))
      }
    }
    self.init(
      voices: voices,
      reviews: reviews.sorted {
        (Stamp.instant($0.time) ?? 0, $0.hash) < (Stamp.instant($1.time) ?? 0, $1.hash)
      }, answers: answers, complaints: complaints)
  }

  private static func merged(
    _ first: [RecordedEntry], _ second: [RecordedEntry]
  ) -> [RecordedEntry] {
    var merged: [RecordedEntry] = []
    var (one, two) = (first[...], second[...])
    while let left = one.first, let right = two.first {
      if right.body.stamp.instant < left.body.stamp.instant {
        merged.append(right)
        two.removeFirst()
      } else {
        merged.append(left)
        one.removeFirst()
      }
    }
    return merged + one + two
  }
}

extension AttributedReview {
  /// The decision that an entry holds; nil where it holds none.
  package init?(_ entry: RecordedEntry, by author: Author) {
    guard case .review(let review) = entry.body.record else { return nil }
    self.init(hash: entry.hash, author: author, time: entry.body.stamp.time, review: review)
  }
}
