/// Texts by key, read from a file of `key = text` lines.
///
/// Blank lines and lines that begin with `#` do not count. In a text, `{0}`, `{1}` … stand for
/// arguments, and `\n` for a line break. A key that stands twice is a fault, as is a line without `=`.
package struct Catalogue: Hashable, Sendable {
  package private(set) var texts: [String: String]

  /// - Throws: `CatalogueError` that names the first line at fault.
  package init(parsing source: String) throws(CatalogueError) {
    texts = [:]
    var number = 0
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      let trimmed = line.trimmingBlanks
      if trimmed.isEmpty || trimmed.first == "#" { continue }
      guard let equals = trimmed.firstIndex(of: "=") else {
        throw CatalogueError(line: number, problem: .noEqualsSign)
      }
      let key = String(trimmed[..<equals].trimmingBlanks)
      let text = trimmed[trimmed.index(after: equals)...].trimmingBlanks
      guard texts.updateValue(Catalogue.unescaped(text), forKey: key) == nil else {
        throw CatalogueError(line: number, problem: .keyTwice(key))
      }
    }
  }

  private static func unescaped(_ text: Substring) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        result.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}

/// What is wrong with a file of texts.
package struct CatalogueError: Error, Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    case noEqualsSign
    case keyTwice(String)
  }

  /// Counted from 1.
  package var line: Int
  package var problem: Problem
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    var rest = self
    while let first = rest.first, first == " " || first == "\t" || first == "\r" {
      rest.removeFirst()
    }
    while let last = rest.last, last == " " || last == "\t" || last == "\r" { rest.removeLast() }
    return rest
  }
}

extension Catalogue {
  /// No texts at all: every key says itself.
  package static let empty = Catalogue(texts: [:])

  private init(texts: [String: String]) {
    self.texts = texts
  }

  /// Both catalogues' texts; where both have a key, `other`'s.
  package func merging(_ other: Catalogue) -> Catalogue {
    Catalogue(texts: texts.merging(other.texts) { $1 })
  }
}
