import ArgumentParser
import Casework
import Documents
import Glibc
import Wording

/// How a paper is printed, and where to.
struct PaperOptions: ParsableArguments {
  @Option(help: "text, html (A4, to print from a browser) or escpos (a belt printer).")
  var format = "text"

  @Option(help: "Columns of text: 80 for a sheet, 48 for a belt printer.")
  var width = 80

  @OptionGroup var bytes: CodePageOption

  @Option(name: .shortAndLong, help: "The file to write (else standard output).")
  var output: String?

  func validate() throws {
    guard ["text", "html", "escpos"].contains(format) else {
      throw ValidationError("--format: text, html or escpos, not “\(format)”")
    }
    guard width == 48 || width == 80 else {
      throw ValidationError("--width: 48 or 80, not \(width)")
    }
  }

  /// Prints `paper`; into a device or a pipe as well, where that is what `-o` names.
  /// - Parameter home: nothing is written into it.
  /// - Throws: `CommandFailure` (73 where the file cannot be made, 74 where it cannot be written),
  ///   `OutputError`, `JournalError`.
  func write(_ paper: Paper, _ press: Press, outside home: String) throws {
    let say = press.say
    let chosen: PaperFormat =
      switch format {
      case "html": .html
      case "escpos": .escpos
      default: .text(columns: width)
      }
    let bytes = try press.bytes(paper, format: chosen, codePage: bytes.chosen)
    guard let named = output else { return try LineOutput.write(bytes, to: STDOUT_FILENO) }
    let place = try OutputPlace(named, outside: home, say)
    let path = place.path
    guard !place.isReplaceable else { return try PaperOptions.replace(path, with: bytes, say) }
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = OutputError(code: errno).reason
      throw CommandFailure(.cannotCreate, say("command-line.not-written", path, reason))
    }
    defer { close(descriptor) }
    do {
      try LineOutput.write(bytes, to: descriptor)
    } catch {
      throw CommandFailure(error, to: path, say)
    }
  }

  private static func replace(_ path: String, with bytes: [UInt8], _ say: Wording) throws {
    let file: WholeFile
    do {
      file = try WholeFile(path)
    } catch {
      throw CommandFailure(.cannotCreate, say("command-line.not-written", path, error.reason))
    }
    do {
      try file.write(bytes)
      try file.commit()
    } catch {
      throw CommandFailure(error, to: path, say)
    }
  }
}

/// In which bytes a belt printer takes Vietnamese, this once.
struct CodePageOption: ParsableArguments {
  @Option(
    name: .customLong("code-page"),
    help: "ascii, cp1258, tcvn3 or utf8, for escpos (else as the device is set).")
  var codePage: String?

  func validate() throws {
    guard let codePage, chosen == nil else { return }
    throw ValidationError("--code-page: ascii, cp1258, tcvn3 or utf8, not “\(codePage)”")
  }

  var chosen: PrinterCodePage? { codePage.flatMap(PrinterCodePage.init(rawValue:)) }
}
