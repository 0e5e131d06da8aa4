import Casework
import Documents
import Foundation
import Hub
import Metering
import Shell
import Wording

/// Writes answers to complaints by the templates of the assets, in one language.
struct AnswerDesk {
  private let say: Wording
  private let answer: Template
  private let slip: Template

  /// - Throws: `HubFailure` (78) where the assets are not there or a template is faulty; `LocaleError`.
  init(_ chosen: String?) throws {
    let environment = ProcessInfo.processInfo.environment
    let language = Locales.language(chosen, environment)
    let assets = try HubOptions.assets(environment)
    say = Wording(
      language: language,
      catalogue: try Locales.catalogue(["domain", "documents"], in: assets, language))
    let folder = "\(assets)/documents/\(language.rawValue)"
    answer = try AnswerDesk.template("\(folder)/answer.txt", ComplaintAnswer.vocabulary)
    slip = try AnswerDesk.template("\(folder)/slip.txt", Slip.vocabulary)
  }

  private static func template(_ path: String, _ vocabulary: TemplateVocabulary) throws -> Template
  {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw HubFailure(.badConfiguration, path)
    }
    do {
      return try Template(
        parsing: String(decoding: data, as: UTF8.self),
        named: path.split(separator: "/").last.map(String.init) ?? path, vocabulary: vocabulary)
    } catch {
      throw HubFailure(.badConfiguration, "\(error)")
    }
  }

  /// The answer as a text of 80 columns.
  func answer(_ file: ComplaintFile) -> String {
    let standing = file.standing
    let entries = file.history.entries(of: standing.author)
    let content = ComplaintAnswerContent(
      complaint: file.complaint, standing: standing, slip: slip(file, entries),
      correction: AnswerDesk.correction(standing.correction, in: entries),
      customerName: file.record?.customerName)
    return TextLayout.sheet.text(
      ComplaintAnswer.paper(content, template: answer, slip: slip, say))
  }

  private func slip(_ file: ComplaintFile, _ entries: [RecordedEntry]) -> SlipContent? {
    let standing = file.standing
    let hash = standing.inspection ?? standing.unreadVisit
    guard let entry = entries.first(where: { $0.hash == hash }),
      case .inspection(let inspection) = entry.body.record
    else { return nil }
    return SlipContent(
      inspection: inspection, stamp: entry.body.stamp, entry: entry.hash, point: file.record,
      overruled: standing.overruled)
  }

  private static func correction(
    _ hash: String?, in entries: [RecordedEntry]
  ) -> Correction? {
    guard case .correction(let correction)? = entries.first(where: { $0.hash == hash })?.body.record
    else { return nil }
    return correction
  }
}

/// Runs work with a folder of its own that is gone afterwards.
func withStagingFolder<Result>(_ work: (String) async throws -> Result) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("phuctra-hub-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await work(folder.path)
}
