import Foundation
import TestSupport
import Testing
import Wording

@Suite("The words on the screens")
struct TextsTests {
  static func keys(_ language: Language, _ file: String) throws -> [String: String] {
    let path = Environment.asset("locales/\(language.rawValue)/\(file).txt")
    return try Catalogue(parsing: String(contentsOf: path, encoding: .utf8)).texts
  }

  @Test(
    "both languages have the same keys with the same arguments",
    arguments: ["screens", "hub", "report"])
  func sameKeys(file: String) throws {
    let vietnamese = try Self.keys(.vietnamese, file)
    let english = try Self.keys(.english, file)
    #expect(Set(vietnamese.keys).symmetricDifference(english.keys).isEmpty)
    for (key, text) in vietnamese {
      let arguments = Set(text.matches(of: /\{\d\}/).map { String($0.output) })
      let others = Set(english[key, default: ""].matches(of: /\{\d\}/).map { String($0.output) })
      #expect(arguments == others, "\(key)")
    }
  }

  @Test("every text is NFC and says something")
  func wellFormed() throws {
    for language in Language.allCases {
      for (key, text) in try Self.keys(language, "screens") {
        #expect(!text.isEmpty, "\(key)")
        #expect(
          Array(text.precomposedStringWithCanonicalMapping.unicodeScalars)
            == Array(text.unicodeScalars), "\(key)")
      }
    }
  }

  @Test("every key that the screens' source names has a text")
  func noKeyMissing() throws {
    let known = try Self.keys(.vietnamese, "screens").merging(
      Self.keys(.vietnamese, "domain")
    ) { $1 }.merging(Self.keys(.vietnamese, "report")) { $1 }
    let folder = Environment.packageRoot.appendingPathComponent("Sources/Screens")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    var found = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      let source = try String(contentsOf: file, encoding: .utf8)
      for match in source.matches(of: /(?:say|Hint)\(\s*(?:key: )?"([a-z-]+\.[a-zA-Z.0-9-]+)"/) {
        found += 1
        #expect(
          known[String(match.output.1)] != nil, "\(match.output.1) in \(file.lastPathComponent)")
      }
    }
    #expect(found > 100)
  }
}
