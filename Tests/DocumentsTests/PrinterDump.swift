import Casework

/// Reads an ESC/POS job back as text: commands by name, letters by the code page.
///
/// It knows the commands that the layout may use and no others, so a stray control byte is an error.
struct PrinterDump {
  struct UnknownCommand: Error {
    var offset: Int
    var bytes: [UInt8]
  }

  struct Line {
    var text: String
    /// Columns it takes; a character of a title takes two.
    var columns: Int
  }

  private(set) var lines: [Line] = []
  private(set) var text = ""
  private(set) var cuts = 0
  private(set) var rasters = 0

  private let bytes: [UInt8]
  private let codePage: PrinterCodePage
  private var position = 0
  private var isDouble = false
  private var line: [UInt8] = []

  init(_ bytes: [UInt8], _ codePage: PrinterCodePage) throws {
    self.bytes = bytes
    self.codePage = codePage
    while position < bytes.count { try step() }
  }

  private mutating func step() throws {
    let byte = bytes[position]
    switch byte {
    case 0x1B, 0x1C, 0x1D: try command()
    case 0x0A:
      let decoded = LetterBytes.decoded(line, codePage)
      let columns = decoded.count * (isDouble ? 2 : 1)
      lines.append(Line(text: decoded, columns: columns))
      text += decoded + "\n"
      line = []
      position += 1
    case 0..<0x20, 0x7F: throw UnknownCommand(offset: position, bytes: [byte])
    default:
      line.append(byte)
      position += 1
    }
  }

  private mutating func command() throws {
    func at(_ offset: Int) -> UInt8 {
      bytes.indices.contains(position + offset) ? bytes[position + offset] : 0xFF
    }
    var length = 3
    switch (at(0), at(1)) {
    case (0x1B, 0x40): (length, text) = (2, text + "⟨initialize⟩\n")
    case (0x1C, 0x2E): (length, text) = (2, text + "⟨two-byte letters off⟩\n")
    case (0x1B, 0x74): text += "⟨code page \(at(2))⟩\n"
    case (0x1B, 0x45): text += at(2) == 1 ? "⟨bold⟩" : "⟨/bold⟩\n"
    case (0x1B, 0x61): text += at(2) == 1 ? "⟨centre⟩" : "⟨/centre⟩\n"
    case (0x1D, 0x21):
      isDouble = at(2) == 0x11
      text += isDouble ? "⟨double⟩\n" : "⟨/double⟩"
    case (0x1B, 0x64): text += "⟨feed \(at(2))⟩"
    case (0x1D, 0x56):
      length = 4
      cuts += 1
      text += "⟨cut⟩\n"
    case (0x1D, 0x76):
      let (width, rows) = (Int(at(4)) + Int(at(5)) << 8, Int(at(6)) + Int(at(7)) << 8)
      length = 8 + width * rows
      rasters += 1
      text += "⟨image of \(width) bytes × \(rows) rows⟩"
    default: throw UnknownCommand(offset: position, bytes: [at(0), at(1), at(2)])
    }
    guard line.isEmpty, position + length <= bytes.count else {
      throw UnknownCommand(offset: position, bytes: line)
    }
    position += length
  }
}
