import Explanations
package import Wording

/// Lays a paper out as one page of HTML to print on A4: self-contained, without script, nothing in it
/// loaded from anywhere. Every copy begins on a page of its own.
package struct HTMLLayout: Hashable, Sendable {
  /// The language of the paper, for hyphenation and screen readers.
  package let language: Language

  package init(language: Language) {
    self.language = language
  }

  /// The whole document, UTF-8 when it is written.
  /// - Complexity: O(characters of the paper × copies).
  package func text(_ paper: Paper) -> String {
    let end = paper.blocks.firstIndex(where: \.isCode) ?? paper.blocks.count
    var content = blocks(Array(paper.blocks[..<end]))
    // The code and what is said of it stay together on one page.
    if end < paper.blocks.count {
      content += "<div class=\"evidence\">\n\(blocks(Array(paper.blocks[end...])))</div>\n"
    }
    let keepers = paper.copies.isEmpty ? [""] : paper.copies.map { element("p", "keeper", $0) }
    let copies = keepers.map { "<main class=\"copy\">\n\($0)\(content)</main>\n" }.joined()
    return HTMLDocument(
      language: language, title: paper.title, sheet: HTMLStyle.sheet(footer: paper.footer)
    ).text(body: copies)
  }

  private func blocks(_ blocks: [Paper.Block]) -> String {
    var html = ""
    var position = 0
    while position < blocks.count {
      let rows = blocks[position...].prefix { $0.isRow }
      html += rows.isEmpty ? block(blocks[position]) : list(Array(rows))
      position += max(rows.count, 1)
    }
    return html
  }

  private func block(_ block: Paper.Block) -> String {
    switch block {
    case .heading(.national, let text): element("p", "national", text)
    case .heading(.title, let text): "<h1>\(HTMLText.escaped(text))</h1>\n"
    case .heading(.section, let text): "<h2>\(HTMLText.escaped(text))</h2>\n"
    case .centred(let text): element("p", "centre", text)
    case .right(let text): element("p", "right", text)
    case .paragraph(let text): "<p>\(HTMLText.escaped(text))</p>\n"
    case .mark(let text): element("div", "mark", text)
    case .row: list([block])
    case .table(let table): figures(table)
    case .digits(let lines, let decimalMark): digits(lines, decimalMark)
    case .bars(let bars): self.bars(bars)
    case .signatures(let boxes): signatures(boxes)
    case .code(let content): code(content)
    case .rule(.full): "<hr>\n"
    case .rule(.short): "<hr class=\"short\">\n"
    case .blank: "<div class=\"gap\"></div>\n"
    }
  }

  func element(_ tag: String, _ style: String, _ text: String) -> String {
    "<\(tag) class=\"\(style)\">\(HTMLText.escaped(text))</\(tag)>\n"
  }

  /// Rows that follow one another share the column where their values begin.
  private func list(_ rows: [Paper.Block]) -> String {
    let items = rows.map { row -> String in
      guard case .row(let label, let value) = row else { return "" }
      let term = "<dt>\(label.isEmpty ? "" : HTMLText.escaped(label) + ":")</dt>"
      // A row that is left open is written by hand.
      return term
        + (value.isEmpty ? "<dd class=\"open\"></dd>\n" : "<dd>\(HTMLText.escaped(value))</dd>\n")
    }
    return "<dl>\n\(items.joined())</dl>\n"
  }
}

extension Paper.Block {
  fileprivate var isCode: Bool {
    if case .code = self { true } else { false }
  }
}
