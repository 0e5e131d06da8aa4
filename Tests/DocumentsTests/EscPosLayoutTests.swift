import Casework
import Documents
import TestSupport
import Testing
import Wording

@Suite("Laying papers out for a belt printer")
struct EscPosLayoutTests {
  @Test(
    "minutes and a slip as the printer gets them, commands in words",
    arguments: PrinterCodePage.allCases)
  func snapshots(codePage: PrinterCodePage) throws {
    let layout = EscPosLayout(codePage: codePage)
    let minutes = layout.bytes(
      try Sample.minutes(try MinutesCase.amendment.content(), .vietnamese))
    let slip = layout.bytes(try Sample.slip(try SlipCase.deviates.content(), .vietnamese))
    for (bytes, name) in [(minutes, "minutes"), (slip, "slip")] {
      expectSnapshot(
        try PrinterDump(bytes, codePage).text, named: "escpos-\(name)-\(codePage.rawValue)")
    }
  }

  @Test(
    "no line is wider than the belt, in any code page, and titles take half as many columns",
    arguments: MinutesCase.allCases, PrinterCodePage.allCases)
  func width(sample: MinutesCase, codePage: PrinterCodePage) throws {
    for language in Language.allCases {
      let paper = try Sample.minutes(try sample.content(), language)
      let dump = try PrinterDump(EscPosLayout(codePage: codePage).bytes(paper), codePage)
      #expect(dump.lines.allSatisfy { $0.columns <= 48 })
      #expect(dump.cuts == max(paper.copies.count, 1))
      #expect(dump.rasters == (sample == .preview ? 0 : dump.cuts))
      if codePage == .ascii {
        #expect(!dump.text.contains("?"), "every letter of our papers has a spelling")
      }
    }
  }

  @Test("what a name says cannot command the printer", arguments: PrinterCodePage.allCases)
  func hostile(codePage: PrinterCodePage) throws {
    let hostile = "a\u{1B}@\u{1D}V\u{0}\u{7F}\u{10}\u{4}\u{1}b\r\n\u{9B}c\u{85}d\u{2028}e"
    let box = Paper.SignatureBox(title: hostile, note: hostile, name: hostile)
    let table = Paper.Table(columns: [Paper.Column(hostile, isNumeric: false)], rows: [[hostile]])
    let blocks: [Paper.Block] = [
      .heading(.national, hostile), .heading(.title, hostile), .heading(.section, hostile),
      .centred(hostile), .right(hostile), .paragraph(hostile), .mark(hostile),
      .row(label: hostile, value: hostile), .table(table), .signatures([box]),
      .bars([Paper.Bar(label: hostile, value: hostile, amount: 1)]),
    ]
    let layout = EscPosLayout(codePage: codePage)
    // The dump refuses any command that the layout does not use, and the plain twin has as many.
    let dump = try PrinterDump(
      layout.bytes(Paper(blocks: blocks, copies: [hostile])), codePage)
    #expect(dump.text.contains("a @ V"))
    #expect(dump.cuts == 1)
  }
}
