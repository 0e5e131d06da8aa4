extension Template {
  /// Reads a template, held against the names that papers of its kind know.
  /// - Throws: `TemplateError` that names the first line at fault.
  /// - Complexity: O(characters of the source).
  package init(
    parsing source: String, named file: String, vocabulary: TemplateVocabulary
  ) throws(TemplateError) {
    var parser = TemplateParser(file: file, vocabulary: vocabulary)
    for line in source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      try parser.take(line)
    }
    nodes = try parser.finished()
  }
}

private struct TemplateParser {
  let file: String
  let vocabulary: TemplateVocabulary
  private var line = 0
  /// What is open: the top of the template, then each `if` inside another.
  private var open: [Open] = [Open(name: "", holds: true, line: 0)]

  private struct Open {
    var name: String
    var holds: Bool
    var line: Int
    var nodes: [Template.Node] = []
  }

  init(file: String, vocabulary: TemplateVocabulary) {
    self.file = file
    self.vocabulary = vocabulary
  }

  mutating func take(_ source: Substring) throws(TemplateError) {
    line += 1
    let text = source.trimmed
    if text.isEmpty || text.first == "#" { return }
    let keyword = text.prefix { $0.isLetter }
    let rest = text[keyword.endIndex...]
    if rest.first == ":" {
      add(try node(String(keyword), rest.dropFirst().trimmed))
    } else {
      try takeBare(String(keyword), rest.trimmed, whole: text)
    }
  }

  mutating func finished() throws(TemplateError) -> [Template.Node] {
    if open.count > 1, let last = open.last {
      throw TemplateError(file: file, line: last.line, problem: .ifWithoutEnd)
    }
    guard let top = open.first, !top.nodes.isEmpty else {
      throw TemplateError(file: file, line: max(line, 1), problem: .empty)
    }
    return top.nodes
  }

  private mutating func add(_ node: Template.Node) {
    open[open.count - 1].nodes.append(node)
  }

  private mutating func takeBare(
    _ keyword: String, _ rest: Substring, whole: Substring
  ) throws(TemplateError) {
    switch (keyword, rest) {
    case ("blank", ""): add(.blank)
    case ("rule", ""): add(.rule(.full))
    case ("rule", "short"): add(.rule(.short))
    case ("end", ""):
      guard open.count > 1 else { throw fault(.endWithoutIf) }
      let closed = open.removeLast()
      add(.condition(closed.name, holds: closed.holds, closed.nodes))
    case ("if", _) where !rest.isEmpty, ("unless", _) where !rest.isEmpty:
      let name = String(rest)
      guard vocabulary.conditions.contains(name) || vocabulary.fields.contains(name) else {
        throw fault(.unknownCondition(name), known: vocabulary.conditions.union(vocabulary.fields))
      }
      open.append(Open(name: name, holds: keyword == "if", line: line))
    default:
      if TemplateParser.texts.contains(keyword) { throw fault(.textMissing(keyword)) }
      throw fault(.unknownDirective(String(whole)), known: TemplateParser.directives)
    }
  }

  private func node(_ keyword: String, _ text: Substring) throws(TemplateError) -> Template.Node {
    guard TemplateParser.texts.contains(keyword) else {
      throw fault(.unknownDirective(keyword), known: TemplateParser.directives)
    }
    guard !text.isEmpty else { throw fault(.textMissing(keyword)) }
    switch keyword {
    case "row":
      guard let equals = text.firstIndex(of: "=") else { throw fault(.rowWithoutValue) }
      let label = text[..<equals].trimmed
      let value = text[text.index(after: equals)...].trimmed
      guard !label.isEmpty else { throw fault(.rowWithoutValue) }
      return .row(try filling(label), try filling(value))
    case "sign":
      let parts = text.split(separator: "|", omittingEmptySubsequences: false)
      guard parts.count == 3 else { throw fault(.signatureParts(parts.count)) }
      return .sign(
        try filling(parts[0].trimmed), try filling(parts[1].trimmed),
        try filling(parts[2].trimmed))
    case "insert":
      guard vocabulary.inserts.contains(String(text)) else {
        throw fault(.unknownInsert(String(text)), known: vocabulary.inserts)
      }
      return .insert(String(text))
    default:
      guard let directive = Template.Directive(rawValue: keyword) else {
        throw fault(.unknownDirective(keyword), known: TemplateParser.directives)
      }
      return .text(directive, try filling(text))
    }
  }

  private func filling(_ text: Substring) throws(TemplateError) -> Template.Filling {
    var pieces: [Template.Filling.Piece] = []
    var rest = text
    while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      if brace > rest.startIndex { pieces.append(.words(String(rest[..<brace]))) }
      let inside = rest[rest.index(after: brace)...]
      guard rest[brace] == "{", let close = inside.firstIndex(of: "}") else {
        throw fault(.braceNotClosed)
      }
      let name = String(inside[..<close])
      guard vocabulary.fields.contains(name) else {
        throw fault(.unknownField(name), known: vocabulary.fields)
      }
      pieces.append(.field(name))
      rest = inside[inside.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.words(String(rest))) }
    return Template.Filling(pieces: pieces)
  }

  private func fault(
    _ problem: TemplateError.Problem, known: Set<String> = []
  ) -> TemplateError {
    TemplateError(file: file, line: line, problem: problem, known: known.sorted())
  }

  private static let texts: Set<String> = [
    "national", "title", "section", "centre", "right", "text", "mark", "row", "sign", "insert",
    "copy", "footer",
  ]
  private static let directives = texts.union(["rule", "blank", "if", "unless", "end"])
}

extension Substring {
  fileprivate var trimmed: Substring {
    var rest = self
    while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return rest
  }
}
