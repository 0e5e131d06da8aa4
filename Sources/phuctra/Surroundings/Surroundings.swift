import Formats
import Foundation
import Journal
import Metering
import Shell
import Wording

/// Everything a command takes from the machine: the home, the language, the clock, the assets.
struct Surroundings {
  let environment: [String: String]
  let language: Language
  let wordings: [Language: Wording]
  /// The folder of the journal.
  let home: String
  let assets: String
  var clock: SystemClock

  var say: Wording { wordings[language] ?? Wording(language: language, catalogue: .empty) }

  /// Who works here before a set-up says so: `PHUCTRA_INSPECTOR`, else the login name.
  var person: String {
    let named = ["PHUCTRA_INSPECTOR", "USER", "LOGNAME"].compactMap { environment[$0] }
      .first { !$0.isEmpty }
    if let named { return named }
    guard let login = getpwuid(getuid())?.pointee.pw_name else { return "\(getuid())" }
    return String(cString: login)
  }

  /// - Throws: `CommandFailure` where the assets are not found or a locale's texts are faulty.
  init(home: String?, language chosen: String?, environment: [String: String]) throws {
    self.environment = environment
    clock = SystemClock()
    language = Locales.language(chosen, environment)
    self.home = home ?? Surroundings.defaultHome(environment)
    var locator = AssetLocator()
    guard let found = locator.find(environment: environment, executable: AssetLocator.executable)
    else { throw CommandFailure.assetsNotFound(tried: locator.tried, language) }
    assets = found
    wordings = try Surroundings.wordings(in: found)
  }

  private static func defaultHome(_ environment: [String: String]) -> String {
    if let home = environment["PHUCTRA_HOME"], !home.isEmpty { return home }
    if let data = environment["XDG_DATA_HOME"], !data.isEmpty { return "\(data)/phuctra" }
    return "\(environment["HOME"] ?? ".")/.local/share/phuctra"
  }

  private static func wordings(in assets: String) throws -> [Language: Wording] {
    var wordings: [Language: Wording] = [:]
    for language in Language.allCases {
      var catalogue: Catalogue
      do {
        catalogue = try Locales.catalogue(
          ["screens", "domain", "documents", "commands", "report"], in: assets, language)
      } catch {
        throw CommandFailure(error, language)
      }
      catalogue = catalogue.merging(try hazards(in: assets, language))
      wordings[language] = Wording(language: language, catalogue: catalogue)
    }
    return wordings
  }

  /// Hazard codes in words, under the keys `hazard.<code>`.
  private static func hazards(in assets: String, _ language: Language) throws -> Catalogue {
    let table = try ByteInput.withFile(at: "\(assets)/meters/hazards.csv") { try HazardTable($0) }
    return Catalogue(
      texts: Dictionary(
        table.entries.map {
          ("hazard.\($0.code)", language == .vietnamese ? $0.vietnamese : $0.english)
        }, uniquingKeysWith: { first, _ in first }))
  }

  /// The device's dials by meter type, from the assets.
  func meterTypes() throws -> DialTable {
    try ByteInput.withFile(at: "\(assets)/meters/types.csv") { try DialTable($0) }
  }

  /// Prices and tax rates, from the assets.
  func tariffs() throws -> TariffBook {
    let tariffs = try ByteInput.withFile(at: "\(assets)/tariffs/residential.csv") {
      try TariffReader.tariffs($0)
    }
    let taxes = try ByteInput.withFile(at: "\(assets)/tariffs/vat.csv") {
      try TariffReader.taxes($0)
    }
    let codes = try ByteInput.withFile(at: "\(assets)/tariffs/codes.csv") {
      try TariffReader.residentialCodes($0)
    }
    return TariffBook(tariffs: tariffs, taxes: taxes, residentialCodes: codes)
  }
}
