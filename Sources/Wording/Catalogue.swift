/// Texts by key, read from a file of `key = text` lines.
///
/// Blank lines and lines that begin with `#` do not count. In a text, `{0}`, `{1}` … stand for
/// arguments, and `\n` for a line break. A key that stands twice is a fault, as is a line without `=`.
package struct Catalogue: Hashable, Sendable {
  package private(set) var texts: [String: String]

  /// Works on bytes: both languages are read at every start, before the first screen.
  /// - Throws: `CatalogueError` that names the first line at fault.
  /// - Complexity: O(length of the source).
  package init(parsing source: String) throws(CatalogueError) {
    texts = [:]
    let bytes = Array(source.utf8)
    var start = 0
    var number = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      number += 1
      try take(bytes[start..<end], line: number)
      start = end + 1
    }
  }

  private mutating func take(_ line: ArraySlice<UInt8>, line number: Int) throws(CatalogueError) {
    let trimmed = Catalogue.trimmed(line)
    if trimmed.isEmpty || trimmed.first == UInt8(ascii: "#") { return }
    guard let equals = trimmed.firstIndex(of: UInt8(ascii: "=")) else {
      throw CatalogueError(line: number, problem: .noEqualsSign)
    }
    let key = String(decoding: Catalogue.trimmed(trimmed[..<equals]), as: UTF8.self)
    let text = Catalogue.trimmed(trimmed[(equals + 1)...])
    guard texts.updateValue(Catalogue.unescaped(text), forKey: key) == nil else {
      throw CatalogueError(line: number, problem: .keyTwice(key))
    }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    var rest = bytes.drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return rest
  }

  private static func unescaped(_ text: ArraySlice<UInt8>) -> String {
    let backslash = UInt8(ascii: "\\")
    guard text.contains(backslash) else { return String(decoding: text, as: UTF8.self) }
    var result: [UInt8] = []
    var isEscaped = false
    for byte in text {
      if isEscaped {
        result.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
        isEscaped = false
      } else if byte == backslash {
        isEscaped = true
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
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

extension Catalogue {
  /// No texts at all: every key says itself.
  package static let empty = Catalogue(texts: [:])

  /// Texts that come from elsewhere than a file of texts.
  package init(texts: [String: String]) {
    self.texts = texts
  }

  /// Both catalogues' texts; where both have a key, `other`'s.
  package func merging(_ other: Catalogue) -> Catalogue {
    Catalogue(texts: texts.merging(other.texts) { $1 })
  }
}
