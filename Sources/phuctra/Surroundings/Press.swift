import Casework
import Documents
import Foundation
import Journal
import Metering
import Shell
import Wording

/// Makes papers of what the journal holds and the templates of the assets, in one language: for the
/// screens and the command line alike.
struct Press {
  let say: Wording
  let journal: Journal
  private let folder: String
  /// Who works here and when it is now, for a preview.
  private let surroundings: Surroundings

  init(_ surroundings: Surroundings, _ journal: Journal, in language: Language) {
    folder = "\(surroundings.assets)/documents/\(language.rawValue)"
    say = surroundings.wordings[language] ?? surroundings.say
    self.journal = journal
    self.surroundings = surroundings
  }

  /// The minutes of a number.
  /// - Throws: `CommandFailure` (66) where there are none, (78) where the template is faulty;
  ///   `JournalError`.
  func minutes(_ number: String) throws -> Paper {
    guard let entry = try journal.minutes(number: number), let body = entry.body,
      case .correction(let correction) = body.record
    else { throw CommandFailure(.noInput, say("minutes-show.unknown", number)) }
    let identity = correction.point.identity
    let entries = try journal.entries(of: identity)
    let dossier = try dossier(identity)
    let inspection = Press.inspection(correction.inspection, in: entries)
    var content = MinutesContent(
      correction: correction,
      inspection: inspection.map { dossier?.withholding($0) ?? $0 },
      stamp: body.stamp, entry: entry.hash.hex, point: dossier?.point)
    content.follow(entries)
    return try minutes(content)
  }

  private static func inspection(_ hash: String, in entries: [RecordedEntry]) -> Inspection? {
    let entry = entries.first { $0.hash == hash }
    guard case .inspection(let inspection)? = entry?.body.record else { return nil }
    return inspection
  }

  /// The minutes as they would be if `correction` were saved now; nothing is saved.
  func preview(_ correction: Correction, point id: Int64) throws -> Paper {
    let dossier = try journal.dossier(id: id)
    let stamp = Stamp(
      time: surroundings.clock.timestamp(), clock: .ok, boot: "", monotonic: 0,
      person: try surroundings.worker(journal).person)
    return try minutes(
      MinutesContent(
        correction: correction,
        inspection: dossier.flatMap { dossier in dossier.inspection.map(dossier.withholding) },
        stamp: stamp, entry: "", point: dossier?.point))
  }

  /// Minutes of given content.
  private func minutes(_ content: MinutesContent) throws -> Paper {
    Minutes.paper(content, template: try template("minutes", Minutes.vocabulary), say)
  }

  /// The slip of a meter, found by its serial (and point, where several have one of that serial).
  /// - Throws: `CommandFailure` (66) where the meter is in no list, stands at several points or has
  ///   not been inspected; `JournalError`.
  func slip(meter: String, point: String?) throws -> Paper {
    let rows = try journal.rows(meter: meter)
      .filter { point == nil || $0.identity.point == point }
    guard !rows.isEmpty else { throw CommandFailure(.noInput, say("minutes-slip.unknown", meter)) }
    let points = Set(rows.map(\.identity.point)).sorted()
    guard points.count == 1 else {
      let listed = points.joined(separator: ", ")
      throw CommandFailure(.noInput, say("minutes-slip.ambiguous", meter, listed))
    }
    for row in rows.sorted(by: { $1.identity.period < $0.identity.period }) {
      if let slip = try slip(of: row.identity) { return slip }
    }
    throw CommandFailure(.noInput, say("minutes-slip.not-inspected", meter))
  }

  /// The slip of the inspection that counts at a point, else of its last visit without a reading;
  /// nil where nobody has been there.
  func slip(of identity: PointIdentity) throws -> Paper? {
    let entries = try journal.entries(of: identity)
    guard let entry = Press.shown(entries), case .inspection(let inspection) = entry.body.record
    else { return nil }
    let dossier = try dossier(identity)
    let rereads = inspection.rereads
    let assessment = dossier?.assess(rereads, counting: inspection.countedDials)
    let content = SlipContent(
      inspection: dossier?.withholding(inspection) ?? inspection, stamp: entry.body.stamp,
      entry: entry.hash, point: dossier?.point.counting(inspection.countedDials),
      assessment: rereads.isEmpty
        ? nil : assessment.map { dossier?.withholding($0) ?? $0 },
      overruled: Standing.folding(entries).overruled)
    return Slip.paper(content, template: try template("slip", Slip.vocabulary), say)
  }

  /// The entry a slip is about: the inspection that counts, else the last one not withdrawn.
  private static func shown(_ entries: [RecordedEntry]) -> RecordedEntry? {
    let withdrawn = Standing.withdrawn(in: entries)
    let standing = Standing.folding(entries)
    let inspections = entries.filter {
      $0.body.record.kind == .inspection && !withdrawn.contains($0.hash)
    }
    return inspections.first { $0.hash == standing.inspection } ?? inspections.last
  }

  private func dossier(_ identity: PointIdentity) throws -> PointDossier? {
    try journal.row(identity).flatMap { try journal.dossier(id: $0.id) }
  }

  private func template(_ name: String, _ vocabulary: TemplateVocabulary) throws -> Template {
    let path = "\(folder)/\(name).txt"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(LocaleError(path: path, fault: nil), say.language)
    }
    do {
      return try Template(
        parsing: String(decoding: data, as: UTF8.self), named: "\(name).txt",
        vocabulary: vocabulary)
    } catch {
      throw CommandFailure(LocaleError(path: path, fault: "\(error)"), say.language)
    }
  }
}
