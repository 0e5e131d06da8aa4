import Glibc
package import Wording

/// The texts of both languages, and which of them the person reads.
package enum Locales {
  /// The language that was asked for, else the locale's, else Vietnamese.
  package static func language(_ chosen: String?, _ environment: [String: String]) -> Language {
    if let chosen, let known = Language(rawValue: chosen) { return known }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }
      .first { !$0.isEmpty }
    return Language(locale: locale)
  }

  /// The texts of some files of `Assets/locales` in one language.
  /// - Throws: `LocaleError`.
  package static func catalogue(
    _ files: [String], in assets: String, _ language: Language
  ) throws(LocaleError) -> Catalogue {
    var catalogue = Catalogue.empty
    for file in files {
      let path = "\(assets)/locales/\(language.rawValue)/\(file).txt"
      guard let text = read(path) else { throw LocaleError(path: path, fault: nil) }
      do {
        catalogue = catalogue.merging(try Catalogue(parsing: text))
      } catch {
        throw LocaleError(path: path, fault: "\(error)")
      }
    }
    return catalogue
  }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return ferror(file) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
  }
}

/// A file of texts that cannot be used.
package struct LocaleError: Error, Hashable, Sendable {
  package let path: String
  /// What is wrong in it; nil where it could not be read.
  package let fault: String?

  package init(path: String, fault: String?) {
    self.path = path
    self.fault = fault
  }
}
