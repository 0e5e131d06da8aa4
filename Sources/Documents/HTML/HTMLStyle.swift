/// The style sheet of a printed paper: A4, a serif of 12 points as offices use it, thin rules, nothing
/// that needs colour or a background to print.
enum HTMLStyle {
  /// The whole sheet; `footer` stands at the foot of every page and ties the pages of one paper
  /// together. Pages carry no numbers: browsers count them through all copies of the job.
  static func sheet(footer: String) -> String {
    """
    @page { size: A4; margin: 16mm 15mm 17mm 22mm;
      @bottom-center { content: \(HTMLText.styleString(footer)); font: 8.5pt \(serif); } }
    \(body)
    \(figures)
    @media screen { body { background: #ddd; }
      .copy { background: #fff; width: 173mm; margin: 8mm auto; padding: 16mm 15mm 17mm 22mm;
        box-shadow: 0 0 3mm #999; } }
    @media print { .copy + .copy { break-before: page; } }
    """
  }

  private static let serif = "\"Times New Roman\", \"Liberation Serif\", \"Noto Serif\", serif"

  private static let body = """
    * { box-sizing: content-box; }
    body { margin: 0; color: #000; font: 11.5pt/1.27 \(serif); }
    p { margin: 0 0 1.2mm; text-align: justify; overflow-wrap: anywhere; }
    .keeper { margin: 0 0 2mm; text-align: right; font-size: 9.5pt; font-style: italic; }
    .national { margin: 0; text-align: center; font-weight: bold; }
    .centre { text-align: center; }
    .right { text-align: right; font-style: italic; }
    h1 { margin: 4mm 0 1.5mm; text-align: center; font-size: 15pt; line-height: 1.25; }
    h2 { margin: 0 0 1mm; padding-top: 2.2mm; font-size: 11.5pt; break-after: avoid; }
    hr { border: 0; border-top: 0.3mm solid #000; margin: 2.5mm 0; }
    hr.short { width: 46mm; margin: 1mm auto 3mm; }
    .gap { height: 2mm; }
    .mark { border: 0.6mm solid #000; padding: 1.5mm 3mm; margin: 0 0 3mm; text-align: center;
      font-size: 13pt; font-weight: bold; }
    dl { display: grid; grid-template-columns: fit-content(45%) 1fr; gap: 0.6mm 3mm;
      margin: 0 0 1mm; }
    dt, dd { margin: 0; overflow-wrap: anywhere; }
    dd.open { border-bottom: 0.3mm dotted #000; height: 1.1em; }
    """

  private static let figures = """
    table { border-collapse: collapse; break-inside: avoid; font-variant-numeric: tabular-nums; }
    .figures { width: calc(100% - 0.5mm); margin: 1mm 0.25mm; font-size: 10.5pt; }
    .figures th, .figures td { border: 0.25mm solid #000; padding: 0.7mm 1.8mm; }
    .figures th { text-align: center; vertical-align: middle; }
    .figures td { text-align: left; overflow-wrap: anywhere; }
    .figures td.number { text-align: right; white-space: nowrap; }
    .figures tr.total td { font-weight: bold; }
    .digits { margin: 1mm 0 1mm 8mm; }
    .digits th { font-weight: normal; text-align: left; padding-right: 5mm; }
    .digits td { min-width: 4.5mm; padding: 0.2mm 0; border: 0.4mm solid transparent;
      text-align: center; font: 12pt "Liberation Mono", "DejaVu Sans Mono", monospace; }
    .digits td.marked { border-color: #000; font-weight: bold; }
    .digits td.point { min-width: 2mm; }
    .bars th { font-weight: normal; text-align: left; padding-right: 4mm; }
    .bars td.number { text-align: right; padding-right: 3mm; white-space: nowrap; }
    .bars svg { display: block; width: 62mm; height: 3.6mm; fill: #444; }
    .signatures { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr;
      grid-template-rows: auto auto 21mm auto; column-gap: 4mm; margin-top: 5mm;
      break-inside: avoid; text-align: center; }
    .signatures > div { display: grid; grid-row: 1 / -1; grid-template-rows: subgrid; }
    .signatures b { text-wrap: balance; }
    .signatures .name { font-weight: bold; min-height: 1.3em; overflow-wrap: anywhere; }
    .code { float: right; width: 27mm; height: 27mm; margin: 0 0 0 4mm; break-inside: avoid; }
    .evidence { display: flow-root; break-inside: avoid; }
    """
}
