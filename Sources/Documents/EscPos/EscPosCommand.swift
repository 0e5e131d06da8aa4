import Casework

/// Commands of ESC/POS, as Epson's reference names them. Only such as belt printers of other makers
/// take, too.
enum EscPosCommand {
  private static let escape: UInt8 = 0x1B
  private static let group: UInt8 = 0x1D
  private static let file: UInt8 = 0x1C

  /// ESC @: forget what an earlier job left set.
  static let initialize: [UInt8] = [escape, 0x40]

  static let lineFeed: UInt8 = 0x0A

  /// Chooses the bytes that follow. FS . ends the two-byte mode in which many printers start, where
  /// accented letters would come out as ideographs; ESC t picks the table: 0 is PC437, 30 TCVN-3,
  /// 52 WPC1258 in Epson's numbers. A printer that takes UTF-8 is set to it by its own switch.
  static func codePage(_ codePage: PrinterCodePage) -> [UInt8] {
    let twoBytesOff: [UInt8] = [file, 0x2E]
    return switch codePage {
    case .ascii: twoBytesOff + [escape, 0x74, 0]
    case .tcvn3: twoBytesOff + [escape, 0x74, 30]
    case .cp1258: twoBytesOff + [escape, 0x74, 52]
    case .utf8: []
    }
  }

  /// ESC E.
  static func bold(_ isOn: Bool) -> [UInt8] { [escape, 0x45, isOn ? 1 : 0] }

  /// GS !: double width and height, or neither.
  static func double(_ isOn: Bool) -> [UInt8] { [group, 0x21, isOn ? 0x11 : 0] }

  /// ESC a: in the middle, or at the left.
  static func centred(_ isOn: Bool) -> [UInt8] { [escape, 0x61, isOn ? 1 : 0] }

  /// ESC d: feeds `lines` lines, so that the last one stands clear of the tear bar.
  static func feed(_ lines: UInt8) -> [UInt8] { [escape, 0x64, lines] }

  /// GS V 66: feeds to the cutter and cuts but for a tab. A printer without a cutter passes over it.
  static let cut: [UInt8] = [group, 0x56, 66, 0]

  /// GS v 0: the head of a raster image of `rows` rows of `bytes` bytes, a bit a dot, dark where set.
  static func raster(bytes: Int, rows: Int) -> [UInt8] {
    [group, 0x76, 0x30, 0] + [bytes, rows].flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8 & 0xFF)] }
  }
}
