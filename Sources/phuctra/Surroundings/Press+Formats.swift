import Casework
import Documents
import Journal
import Screens

/// What a paper is made into.
enum PaperFormat: Hashable {
  case text(columns: Int)
  /// A4, to print from a browser.
  case html
  /// For a belt printer, in the code page that the device is set to.
  case escpos
}

extension Press {
  /// The bytes of a paper; `codePage` in place of the one that the device is set to.
  /// - Throws: `JournalError` where the device's settings cannot be read (ESC/POS alone).
  func bytes(
    _ paper: Documents.Paper, format: PaperFormat, codePage chosen: PrinterCodePage? = nil
  ) throws -> [UInt8] {
    switch format {
    case .text(let columns): Array(TextLayout(width: columns).text(paper).utf8)
    case .html: Array(HTMLLayout(language: say.language).text(paper).utf8)
    case .escpos: EscPosLayout(codePage: try chosen ?? codePage).bytes(paper)
    }
  }

  /// The bytes of a paper that a screen asks for.
  /// - Throws: `CommandFailure` where there is no such paper, `JournalError`.
  func bytes(_ request: PaperRequest, format: PaperFormat) throws -> [UInt8] {
    try bytes(try paper(request), format: format)
  }

  /// A paper that a screen asks for.
  /// - Throws: `CommandFailure` where there is no such paper, `JournalError`.
  func paper(_ request: PaperRequest) throws -> Documents.Paper {
    switch request {
    case .minutes(let number): return try minutes(number)
    case .slip(let id):
      guard let row = try journal.row(id: id), let slip = try slip(of: row.identity) else {
        throw CommandFailure(.noInput, say("error.not-inspected"))
      }
      return slip
    case .preview(let correction, let id): return try preview(correction, point: id)
    }
  }

  /// The printer that the device is set to.
  /// - Throws: `CommandFailure` (78) where none is set; `JournalError`.
  func printer() throws -> Printer {
    guard let path = try journal.configuration()?.settings.printer else {
      throw CommandFailure(.badConfiguration, say("error.printer.unset"))
    }
    return Printer(path: path)
  }

  private var codePage: PrinterCodePage {
    get throws { try journal.configuration()?.settings.codePage ?? .ascii }
  }
}
