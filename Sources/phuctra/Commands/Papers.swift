import Casework
import Documents
import Foundation
import Journal
import Metering
import Wording

/// Makes papers of what the journal holds.
struct Papers {
  let surroundings: Surroundings
  let journal: Journal

  init(_ surroundings: Surroundings, _ journal: Journal) {
    self.surroundings = surroundings
    self.journal = journal
  }

  /// The minutes that an entry holds.
  /// - Throws: `CommandFailure` where the entry holds none or the template is faulty, `JournalError`.
  func minutes(_ entry: Journal.Listed) throws -> Paper {
    let say = surroundings.say
    guard let body = entry.body, case .correction(let correction) = body.record else {
      throw CommandFailure(.noInput, say("minutes-show.unknown", String(entry.sequence)))
    }
    let identity = correction.point.identity
    let entries = try journal.entries(of: identity)
    var inspection: Inspection?
    let counting = entries.first { $0.hash == correction.inspection }
    if case .inspection(let value) = counting?.body.record { inspection = value }
    let mark = Papers.withdrawal(
      of: entry.hash.hex, inspection: correction.inspection, in: entries)
    let content = MinutesContent(
      correction: correction, inspection: inspection, stamp: body.stamp, entry: entry.hash.hex,
      point: try listed(identity), withdrawn: mark)
    let template = try template("minutes", Minutes.vocabulary)
    return Minutes.paper(content, template: template, say)
  }

  /// The slip of the inspection of a meter that counts, else of the last visit without a reading.
  /// - Throws: `CommandFailure` (66) where the meter is in no list, stands at several points or has
  ///   not been inspected; `JournalError`.
  func slip(meter: String, point: String?) throws -> Paper {
    let say = surroundings.say
    let rows = try journal.rows(meter: meter)
      .filter { point == nil || $0.identity.point == point }
    guard !rows.isEmpty else { throw CommandFailure(.noInput, say("minutes-slip.unknown", meter)) }
    let points = Set(rows.map(\.identity.point)).sorted()
    guard points.count == 1 else {
      let listed = points.joined(separator: ", ")
      throw CommandFailure(.noInput, say("minutes-slip.ambiguous", meter, listed))
    }
    let latestFirst = rows.sorted { $1.identity.period < $0.identity.period }
    for row in latestFirst {
      let entries = try journal.entries(of: row.identity)
      guard let entry = Papers.shown(entries), case .inspection(let inspection) = entry.body.record
      else { continue }
      let content = SlipContent(
        inspection: inspection, stamp: entry.body.stamp, entry: entry.hash,
        point: try listed(row.identity))
      return Slip.paper(content, template: try template("slip", Slip.vocabulary), say)
    }
    throw CommandFailure(.noInput, say("minutes-slip.not-inspected", meter))
  }

  /// The entry a slip is about: the inspection that counts, else the last one not withdrawn.
  private static func shown(_ entries: [RecordedEntry]) -> RecordedEntry? {
    let withdrawn = Standing.withdrawn(in: entries)
    let standing = Standing.folding(entries)
    let inspections = entries.filter { entry in
      guard case .inspection = entry.body.record else { return false }
      return !withdrawn.contains(entry.hash)
    }
    return inspections.first { $0.hash == standing.inspection } ?? inspections.last
  }

  /// How an entry was withdrawn, itself or with the inspection it rests on; nil where it counts.
  static func withdrawal(
    of hash: String, inspection: String, in entries: [RecordedEntry]
  ) -> WithdrawnMark? {
    for entry in entries {
      if case .withdrawal(let withdrawal) = entry.body.record,
        withdrawal.entry == hash || withdrawal.entry == inspection
      {
        return WithdrawnMark(time: entry.body.stamp.time, reason: withdrawal.reason)
      }
    }
    return nil
  }

  private func listed(_ identity: PointIdentity) throws -> MeteringPoint? {
    guard let row = try journal.row(identity) else { return nil }
    return try journal.dossier(id: row.id)?.point
  }

  private func template(_ name: String, _ vocabulary: TemplateVocabulary) throws -> Template {
    let language = surroundings.language
    let path = "\(surroundings.assets)/documents/\(language.rawValue)/\(name).txt"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure.assetUnreadable(path, language)
    }
    do {
      return try Template(
        parsing: String(decoding: data, as: UTF8.self), named: "\(name).txt",
        vocabulary: vocabulary)
    } catch {
      throw CommandFailure.assetFaulty(path, "\(error)", language)
    }
  }
}
