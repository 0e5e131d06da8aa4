import Casework
import Documents
import Foundation
import Journal
import Metering
import Wording

/// Makes papers from entries and the templates of the assets, in one language.
struct Press {
  private let folder: String
  private let say: Wording

  init(_ surroundings: Surroundings, _ language: Language) {
    folder = "\(surroundings.assets)/documents/\(language.rawValue)"
    say = surroundings.wordings[language] ?? surroundings.say
  }

  /// The minutes of a number.
  /// - Throws: `CommandFailure` where there are none, and what the journal or a template throws.
  func minutes(_ number: String, in journal: Journal) throws -> Paper {
    guard let entry = try journal.minutes(number: number), let body = entry.body,
      case .correction(let correction) = body.record
    else { throw CommandFailure(.noInput, say("error.minutes-unknown", number)) }
    let entries = try journal.entries(of: correction.point.identity)
    var inspection: Inspection?
    for stored in entries where stored.hash == correction.inspection {
      if case .inspection(let found) = stored.body.record { inspection = found }
    }
    let row = try journal.row(correction.point.identity)
    return try minutes(
      MinutesContent(
        correction: correction, inspection: inspection, stamp: body.stamp, entry: entry.hash.hex,
        point: try row.flatMap { try journal.dossier(id: $0.id)?.point }, unitName: nil,
        withdrawn: withdrawn(entry.hash.hex, correction.inspection, entries)))
  }

  /// Who took the minutes back and why: themselves, or the inspection they rest on.
  private func withdrawn(
    _ entry: String, _ inspection: String, _ entries: [RecordedEntry]
  ) -> WithdrawnMark? {
    for stored in entries {
      guard case .withdrawal(let withdrawal) = stored.body.record,
        withdrawal.entry == entry || withdrawal.entry == inspection
      else { continue }
      return WithdrawnMark(time: stored.body.stamp.time, reason: withdrawal.reason)
    }
    return nil
  }

  func minutes(_ content: MinutesContent) throws -> Paper {
    Minutes.paper(content, template: try template("minutes", Minutes.vocabulary), say)
  }

  /// The slip for the inspection that counts at a point; of a point that could not be read, for its
  /// last visit.
  func slip(point id: Int64, in journal: Journal) throws -> Paper {
    guard let dossier = try journal.dossier(id: id) else {
      throw CommandFailure(.noInput, say("error.point-gone"))
    }
    let entries = try journal.entries(of: dossier.point.identity)
    let visits = entries.filter { $0.body.record.kind == .inspection }
    let counted = visits.last { $0.hash == dossier.standing.inspection } ?? visits.last
    guard let counted, case .inspection(let inspection) = counted.body.record else {
      throw CommandFailure(.noInput, say("error.not-inspected"))
    }
    let rereads = inspection.rereads
    let point = dossier.point.counting(inspection.countedDials)
    return Slip.paper(
      SlipContent(
        inspection: inspection, stamp: counted.body.stamp, entry: counted.hash, point: point,
        assessment: rereads.isEmpty ? nil : PointAssessment(of: point, rereads: rereads),
        unitName: nil), template: try template("slip", Slip.vocabulary), say)
  }

  private func template(_ name: String, _ vocabulary: TemplateVocabulary) throws -> Template {
    let path = "\(folder)/\(name).txt"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure.assetUnreadable(path, say.language)
    }
    return try Template(
      parsing: String(decoding: data, as: UTF8.self), named: path, vocabulary: vocabulary)
  }
}
