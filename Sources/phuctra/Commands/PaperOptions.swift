import ArgumentParser
import Documents
import Glibc
import Wording

/// How a paper is printed, and where to.
struct PaperOptions: ParsableArguments {
  @Option(help: "text; html and escpos are not offered by this version.")
  var format = "text"

  @Option(help: "Columns: 80 for a sheet, 48 for a belt printer.")
  var width = 80

  @Option(name: .shortAndLong, help: "The file to write (else standard output).")
  var output: String?

  func validate() throws {
    switch format {
    case "text": break
    case "html", "escpos":
      throw ValidationError("--format \(format): this version prints text only")
    default: throw ValidationError("--format: text, not “\(format)”")
    }
    guard width == 48 || width == 80 else {
      throw ValidationError("--width: 48 or 80, not \(width)")
    }
  }

  /// Prints `paper`.
  /// - Throws: `CommandFailure` (73 where the file cannot be made, 74 where it cannot be written),
  ///   `OutputError`.
  func write(_ paper: Paper, _ say: Wording) throws {
    let layout = width == 48 ? TextLayout.belt : TextLayout.sheet
    let bytes = Array(layout.text(paper).utf8)
    guard let path = output else { return try LineOutput.write(bytes, to: STDOUT_FILENO) }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
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
}
