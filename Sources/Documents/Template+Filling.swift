extension Template {
  /// The paper that the template makes of `data`.
  func paper(_ data: TemplateData) -> Paper {
    var paper = Paper()
    Template.append(nodes, data, to: &paper)
    return paper
  }

  private static func append(_ nodes: [Node], _ data: TemplateData, to paper: inout Paper) {
    for node in nodes {
      switch node {
      case .text(let directive, let filling):
        append(directive, filling.text(data, open: "........"), to: &paper)
      case .row(let label, let value):
        paper.blocks.append(
          .row(label: label.text(data, open: ""), value: value.text(data, open: "")))
      case .sign(let title, let note, let name):
        let box = Paper.SignatureBox(
          title: title.text(data, open: ""), note: note.text(data, open: ""),
          name: name.text(data, open: ""))
        if case .signatures(let boxes) = paper.blocks.last {
          paper.blocks[paper.blocks.count - 1] = .signatures(boxes + [box])
        } else {
          paper.blocks.append(.signatures([box]))
        }
      case .insert(let name): paper.blocks += data.inserts[name] ?? []
      case .rule(let rule): paper.blocks.append(.rule(rule))
      case .blank: paper.blocks.append(.blank)
      case .condition(let name, let holds, let inner):
        let isTrue = data.conditions.contains(name) || data.fields[name]?.isEmpty == false
        if isTrue == holds { append(inner, data, to: &paper) }
      }
    }
  }

  private static func append(_ directive: Directive, _ text: String, to paper: inout Paper) {
    switch directive {
    case .national: paper.blocks.append(.heading(.national, text))
    case .title: paper.blocks.append(.heading(.title, text))
    case .section: paper.blocks.append(.heading(.section, text))
    case .centre: paper.blocks.append(.centred(text))
    case .right: paper.blocks.append(.right(text))
    case .text: paper.blocks.append(.paragraph(text))
    case .mark: paper.blocks.append(.mark(text))
    case .copy: paper.copies.append(text)
    case .footer: paper.footer = text
    }
  }
}

extension Template.Filling {
  /// The text with its fields put in, `open` where one is empty.
  fileprivate func text(_ data: TemplateData, open: String) -> String {
    pieces.map { piece in
      switch piece {
      case .words(let words): return words
      case .field(let name):
        let value = data.fields[name] ?? ""
        return value.isEmpty ? open : value
      }
    }.joined()
  }
}
