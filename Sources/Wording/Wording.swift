/// Says things in one language: texts by key, numbers and dates as that language writes them.
package struct Wording: Sendable {
  package let language: Language
  private let catalogue: Catalogue

  package init(language: Language, catalogue: Catalogue) {
    self.language = language
    self.catalogue = catalogue
  }

  /// The text of `key` with `arguments` put in for `{0}`, `{1}` …; the key itself where it is unknown.
  package func callAsFunction(_ key: String, _ arguments: String...) -> String {
    guard let text = catalogue.texts[key] else { return key }
    return arguments.isEmpty ? text : Wording.filled(text, arguments)
  }

  /// The text of `key`, or nil where the catalogue has none: for codes that come from files.
  package func known(_ key: String) -> String? {
    catalogue.texts[key]
  }

  /// The texts whose keys are `prefix` followed by a number, in the order of those numbers: phrases.
  package func numbered(_ prefix: String) -> [String] {
    var found: [String] = []
    while let text = catalogue.texts["\(prefix)\(found.count + 1)"] { found.append(text) }
    return found
  }

  private static func filled(_ text: String, _ arguments: [String]) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: "}"),
        let number = Int(rest[rest.index(after: open)..<close]), arguments.indices.contains(number)
      else {
        result.append("{")
        rest = rest.dropFirst()
        continue
      }
      result += arguments[number]
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}
