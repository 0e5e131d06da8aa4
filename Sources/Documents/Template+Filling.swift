extension Template {
  /// The paper that the template makes of `data`.
  func paper(_ data: TemplateData) -> Paper {
    var blocks: [Paper.Block] = []
    Template.append(nodes, data, to: &blocks)
    return Paper(blocks: blocks)
  }

  private static func append(
    _ nodes: [Node], _ data: TemplateData, to blocks: inout [Paper.Block]
  ) {
    for node in nodes {
      switch node {
      case .text(let directive, let filling):
        blocks.append(block(directive, filling.text(data, open: "........")))
      case .row(let label, let value):
        blocks.append(.row(label: label.text(data, open: ""), value: value.text(data, open: "")))
      case .sign(let title, let note, let name):
        let box = Paper.SignatureBox(
          title: title.text(data, open: ""), note: note.text(data, open: ""),
          name: name.text(data, open: ""))
        if case .signatures(let boxes) = blocks.last {
          blocks[blocks.count - 1] = .signatures(boxes + [box])
        } else {
          blocks.append(.signatures([box]))
        }
      case .insert(let name): blocks += data.inserts[name] ?? []
      case .rule(let rule): blocks.append(.rule(rule))
      case .blank: blocks.append(.blank)
      case .condition(let name, let holds, let inner):
        let isTrue = data.conditions.contains(name) || data.fields[name]?.isEmpty == false
        if isTrue == holds { append(inner, data, to: &blocks) }
      }
    }
  }

  private static func block(_ directive: Directive, _ text: String) -> Paper.Block {
    switch directive {
    case .national: .heading(.national, text)
    case .title: .heading(.title, text)
    case .section: .heading(.section, text)
    case .centre: .centred(text)
    case .text: .paragraph(text)
    case .mark: .mark(text)
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
