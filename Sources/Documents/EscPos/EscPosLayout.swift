package import Casework

/// Lays a paper out for an 80 mm belt printer: 48 columns of its font A, in ESC/POS.
///
/// Headings are bold, the title is twice as wide and high. The QR code goes as a raster image
/// (`GS v 0`): printers of all makers draw one, while many know no QR command of their own. Every copy
/// ends with a feed and a cut.
package struct EscPosLayout: Hashable, Sendable {
  package let codePage: PrinterCodePage

  /// Dots on each side of a QR module: 0.6 mm at 203 dots an inch, which a phone reads easily.
  private static let dots = 5

  package init(codePage: PrinterCodePage) {
    self.codePage = codePage
  }

  /// All copies of the paper as one print job.
  /// - Complexity: O(characters of the paper × copies).
  package func bytes(_ paper: Paper) -> [UInt8] {
    let text = PrinterText(codePage)
    let paper = paper.spelled(text.spelled)
    let content = TextLayout.belt.passages(paper).flatMap { bytes($0, text) }
    let heads = paper.copies.isEmpty ? [[]] : paper.copies.map { head($0, text) }
    return EscPosCommand.initialize + EscPosCommand.codePage(codePage)
      + heads.flatMap { $0 + content + EscPosCommand.feed(4) + EscPosCommand.cut }
  }

  private func head(_ copy: String, _ text: PrinterText) -> [UInt8] {
    bytes(TextLayout.belt.lines(Paper(blocks: [.right(copy), .blank])), text)
  }

  private func bytes(_ passage: TextLayout.Passage, _ text: PrinterText) -> [UInt8] {
    switch passage.block {
    case .heading(.title, let title): self.title(title, text)
    case .heading, .mark:
      EscPosCommand.bold(true) + bytes(passage.lines, text) + EscPosCommand.bold(false)
    case .code(let content): code(content)
    default: bytes(passage.lines, text)
    }
  }

  /// A title in letters twice as wide, so in half as many columns.
  private func title(_ title: String, _ text: PrinterText) -> [UInt8] {
    let half = TextLayout(width: TextLayout.belt.width / 2)
    let lines = half.lines(Paper(blocks: [.centred(title)]))
    return [EscPosCommand.lineFeed] + EscPosCommand.bold(true) + EscPosCommand.double(true)
      + bytes(lines, text) + EscPosCommand.double(false) + EscPosCommand.bold(false)
  }

  private func bytes(_ lines: [String], _ text: PrinterText) -> [UInt8] {
    lines.flatMap { text.bytes($0) + [EscPosCommand.lineFeed] }
  }

  /// The code's modules as dots, its quiet zone around it; nothing where the text is too long for one.
  private func code(_ content: String) -> [UInt8] {
    guard let code = QRCode(content) else { return [] }
    let modules = code.size + 2 * QRCode.quietZone
    let side = modules * EscPosLayout.dots
    let width = (side + 7) / 8
    var image: [UInt8] = []
    for row in 0..<modules {
      var line = [UInt8](repeating: 0, count: width)
      for dot in 0..<side {
        let column = dot / EscPosLayout.dots - QRCode.quietZone
        guard code.isDark(row: row - QRCode.quietZone, column: column) else { continue }
        line[dot / 8] |= 0x80 >> UInt8(dot % 8)
      }
      for _ in 0..<EscPosLayout.dots { image += line }
    }
    return EscPosCommand.centred(true) + EscPosCommand.raster(bytes: width, rows: side) + image
      + [EscPosCommand.lineFeed] + EscPosCommand.centred(false)
  }
}
