extension Paper {
  /// The paper with every text put through `spell`, for a printer that lacks characters.
  func spelled(_ spell: (String) -> String) -> Paper {
    Paper(
      blocks: blocks.map { $0.spelled(spell) }, copies: copies.map(spell), footer: spell(footer))
  }
}

extension Paper.Block {
  fileprivate func spelled(_ spell: (String) -> String) -> Paper.Block {
    switch self {
    case .heading(let heading, let text): .heading(heading, spell(text))
    case .centred(let text): .centred(spell(text))
    case .right(let text): .right(spell(text))
    case .paragraph(let text): .paragraph(spell(text))
    case .mark(let text): .mark(spell(text))
    case .row(let label, let value): .row(label: spell(label), value: spell(value))
    case .table(let table):
      .table(
        Paper.Table(
          columns: table.columns.map { Paper.Column(spell($0.title), isNumeric: $0.isNumeric) },
          rows: table.rows.map { $0.map(spell) }, hasTotal: table.hasTotal))
    case .digits(let lines, let decimalMark):
      .digits(
        lines.map { Paper.DigitLine(label: spell($0.label), row: $0.row) },
        decimalMark: decimalMark)
    case .bars(let bars):
      .bars(
        bars.map {
          Paper.Bar(label: spell($0.label), value: spell($0.value), amount: $0.amount)
        })
    case .signatures(let boxes):
      .signatures(
        boxes.map {
          Paper.SignatureBox(
            title: spell($0.title), note: spell($0.note), name: spell($0.name))
        })
    case .code, .rule, .blank: self
    }
  }
}
