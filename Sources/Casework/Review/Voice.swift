package import Evidence

/// Who made an entry, as the certificate of the key that signed it says; on a device that is enrolled
/// nowhere, as the entry says itself.
package struct Author: Codable, Hashable, Sendable {
  package var person: String
  /// The device's tag, as it stands in its minutes' numbers.
  package var tag: String

  package init(person: String, tag: String) {
    self.person = person
    self.tag = tag
  }
}

extension Certificate {
  /// Who answers for the device's entries.
  package var author: Author { Author(person: person, tag: tag) }
}

/// What one person recorded at a point, on whatever devices, oldest first.
package struct Voice: Hashable, Sendable {
  package var author: Author
  package var entries: [RecordedEntry]

  package init(author: Author, entries: [RecordedEntry]) {
    self.author = author
    self.entries = entries
  }
}

/// A supervisor's decision with who took it.
package struct AttributedReview: Hashable, Sendable {
  /// The hash of its entry, in hex.
  package var hash: String
  package var author: Author
  /// Local time with offset, as the supervisor's device wrote it.
  package var time: String
  package var review: Review

  package init(hash: String, author: Author, time: String, review: Review) {
    self.hash = hash
    self.author = author
    self.time = time
    self.review = review
  }
}

/// Everything that is known of one point: each person's entries, and what the office decided.
package struct PointHistory: Hashable, Sendable {
  /// In the order of the persons' ids.
  package var voices: [Voice]
  /// Decisions by persons who may decide, oldest first; whose work they are on is looked at in folding.
  package var reviews: [AttributedReview]
  /// What billing did with corrections, oldest first.
  package var answers: [BillingAnswer]
  /// What the customer complained of, oldest first; nothing is decided by it.
  package var complaints: [Complaint]

  package init(
    voices: [Voice] = [], reviews: [AttributedReview] = [], answers: [BillingAnswer] = [],
    complaints: [Complaint] = []
  ) {
    self.voices = voices
    self.reviews = reviews
    self.answers = answers
    self.complaints = complaints
  }

  /// What the person recorded who made this entry, oldest first.
  package func entries(holding hash: String) -> [RecordedEntry] {
    voices.first { $0.entries.contains { $0.hash == hash } }?.entries ?? []
  }

  /// What this person recorded, oldest first.
  package func entries(of author: Author?) -> [RecordedEntry] {
    voices.first { $0.author == author }?.entries ?? []
  }
}
