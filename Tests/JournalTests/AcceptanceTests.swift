import Casework
import Evidence
import Foundation
import Journal
import Metering
import TestSupport
import Testing

@Suite("What an entry may name")
struct AcceptanceTests {
  /// Runs `body` on a home with five points, 1 and 2 of them with minutes.
  private func withMinutes(
    _ body: (TestHome, Journal, (correction: Correction, entry: Journal.Appended)) throws -> Void
  ) throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<6)))
        let minutes = try journal.minutes(1)
        _ = try journal.minutes(2)
        try body(home, journal, minutes)
      }
    }
  }

  private func expectRefusal(
    _ journal: Journal, _ words: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ record: () throws -> Casework.Record
  ) throws {
    let head = journal.head
    let record = try record()
    let error = try #require(throws: JournalError.self, sourceLocation: sourceLocation) {
      try journal.append([record])
    }
    #expect(error.code == .bodyRefused, sourceLocation: sourceLocation)
    #expect(error.message.contains(words), "\(error.message)", sourceLocation: sourceLocation)
    #expect(journal.head == head && journal.fault == nil, sourceLocation: sourceLocation)
  }

  @Test("an amendment gets a new number, names the old, and takes its place until withdrawn")
  func amendment() throws {
    try withMinutes { _, journal, first in
      let hash = first.entry.entry.hash.hex
      let second = try #require(
        try journal.append([.correction(journal.amendment(1, of: first.correction, hash))]).last)
      guard case .correction(let amended) = second.body.record else {
        Issue.record("no minutes")
        return
      }
      #expect(amended.number == "PE0700-\(journal.device.tag)-2026-00003")
      #expect(amended.supersedes?.number == first.correction.number)
      func standing(_ number: String) throws -> MinutesStanding? {
        try journal.minutes(number: number).flatMap { try journal.standing(of: $0) }
      }
      let old = try #require(try standing(first.correction.number))
      #expect(old.supersededBy?.number == amended.number && !old.counts)
      #expect(try standing(amended.number)?.counts == true)
      try expectRefusal(journal, "superseded by \(amended.number)") {
        .correction(try journal.amendment(1, of: first.correction, hash))
      }
      try journal.append([journal.withdrawal(1, of: second)])
      #expect(try standing(first.correction.number)?.counts == true)
      #expect(try standing(amended.number)?.withdrawal?.reason == .undo)
      try expectRefusal(journal, "withdrawn") {
        .correction(try journal.amendment(1, of: amended, second.entry.hash.hex))
      }
      try journal.append([.correction(journal.amendment(1, of: first.correction, hash))])
      #expect(try standing("PE0700-\(journal.device.tag)-2026-00004")?.counts == true)
      #expect(try journal.verify().isSound)
    }
  }

  @Test("an amendment of what is not there, of another point or of another number is refused")
  func foreignAmendment() throws {
    try withMinutes { _, journal, first in
      let hash = first.entry.entry.hash.hex
      try expectRefusal(journal, "has no entry") {
        .correction(try journal.amendment(2, of: first.correction, hash))
      }
      try expectRefusal(journal, "has no entry") {
        .correction(
          try journal.amendment(1, of: first.correction, String(repeating: "0", count: 64)))
      }
      try expectRefusal(journal, "has the number") {
        var other = first.correction
        other.number = "PE0700-0000-2026-00009"
        return .correction(try journal.amendment(1, of: other, hash))
      }
      try expectRefusal(journal, "is taken") {
        var amended = try journal.amendment(1, of: first.correction, hash)
        amended.number = first.correction.number
        return .correction(amended)
      }
    }
  }

  @Test("minutes that rest on no inspection of their point that counts are refused")
  func inspectionOfMinutes() throws {
    try withMinutes { _, journal, _ in
      let visit = try journal.inspect(3, .unread)
      let read = try journal.inspect(4, .deviates)
      for hash in [visit.entry.hash.hex, read.entry.hash.hex, "c0ffee"] {
        try expectRefusal(journal, "need an inspection") {
          guard case .correction(var correction) = try journal.correction(3) else {
            return try journal.correction(3)
          }
          correction.inspection = hash
          return .correction(correction)
        }
      }
      try journal.append([journal.withdrawal(4, of: read)])
      try expectRefusal(journal, "need an inspection") { try journal.correction(4) }
    }
  }

  @Test("a withdrawal names an entry of its point that was not withdrawn before")
  func withdrawals() throws {
    try withMinutes { _, journal, first in
      try expectRefusal(journal, "has no entry") { try journal.withdrawal(2, of: first.entry) }
      let withdrawal = try #require(
        try journal.append([journal.withdrawal(1, of: first.entry)]).last)
      try expectRefusal(journal, "withdrawn already") {
        try journal.withdrawal(1, of: first.entry)
      }
      try expectRefusal(journal, "cannot be withdrawn") {
        try journal.withdrawal(1, of: withdrawal)
      }
      // Minutes go with the inspection they rest on.
      let read = try journal.inspect(3, .deviates)
      let minutes = try #require(try journal.append([journal.correction(3)]).last)
      try journal.append([journal.withdrawal(3, of: read)])
      try expectRefusal(journal, "withdrawn already") { try journal.withdrawal(3, of: minutes) }
    }
  }

  @Test("photos are in the blobs before the entry that names them, and are used from then on")
  func photos() throws {
    try withMinutes { home, journal, first in
      let photo = try home.photo(journal, 7)
      let hash = try #require(ContentHash(hex: photo.sha256))
      let minutes = first.entry.entry.hash.hex
      #expect(try !journal.isBlobNamed(hash))
      for name in [String(repeating: "a", count: 64), "../../device.key", ""] {
        var missing = photo
        missing.sha256 = name
        try expectRefusal(journal, missing.name) {
          try journal.attachment(1, to: minutes, [missing])
        }
        try expectRefusal(journal, missing.name) {
          guard case .inspection(var inspection) = try journal.inspection(3, .confirmed) else {
            return try journal.inspection(3, .confirmed)
          }
          inspection.photos = [missing]
          return .inspection(inspection)
        }
      }
      try expectRefusal(journal, "needs a photo") { try journal.attachment(1, to: minutes, []) }
      try expectRefusal(journal, "has no entry") { try journal.attachment(2, to: minutes, [photo]) }
      let attached = try #require(
        try journal.append([journal.attachment(1, to: minutes, [photo])]).last)
      #expect(try journal.isBlobNamed(hash))
      let one = try SampleList.identity(1)
      #expect(try journal.attachments(of: minutes, at: one).map(\.photos) == [[photo]])
      try journal.append([journal.withdrawal(1, of: attached)])
      #expect(try journal.attachments(of: minutes, at: one).isEmpty)
      #expect(try journal.isBlobNamed(hash))
      let list = try #require(try journal.worklists().first?.loading.sha256)
      #expect(try journal.isBlobNamed(#require(ContentHash(hex: list))))
      #expect(try journal.verify().isSound)
    }
  }

  @Test("a signature names minutes that count; a refusal needs a witness")
  func signing() throws {
    try withMinutes { _, journal, first in
      let hash = first.entry.entry.hash.hex
      func signing(
        _ number: String, _ hash: String, _ outcome: MinutesSigning.Outcome,
        witness: String? = nil
      ) -> Casework.Record {
        .signing(
          MinutesSigning(
            point: first.correction.point, number: number, correction: hash, outcome: outcome,
            witness: witness))
      }
      let number = first.correction.number
      try expectRefusal(journal, "has no entry") { signing(number, "c0ffee", .signed) }
      try expectRefusal(journal, "has the number") { signing("N-1", hash, .signed) }
      for witness in [nil, "", "  "] {
        try expectRefusal(journal, "need a witness") {
          signing(number, hash, .refused, witness: witness)
        }
      }
      try journal.append([signing(number, hash, .refused, witness: "Tổ trưởng")])
      let listed = try #require(try journal.minutes(number: number))
      #expect(try journal.standing(of: listed)?.signing == .refused)
      try journal.append([journal.withdrawal(1, of: first.entry)])
      try expectRefusal(journal, "withdrawn") { signing(number, hash, .signed) }
    }
  }
}
