import CQRCode

/// A QR code as rows of dark and light modules, made by libqrencode at error correction level M
/// (ISO/IEC 18004: about 15 % of the code may be damaged), without its quiet zone.
struct QRCode: Hashable, Sendable {
  /// Modules on each side.
  let size: Int
  private let dark: [Bool]

  /// Light modules that every side needs around the code (ISO/IEC 18004).
  static let quietZone = 4

  /// nil where `text` is empty, holds a NUL or is longer than a code can be.
  /// - Complexity: O(characters + modules).
  init?(_ text: String) {
    guard !text.isEmpty, !text.utf8.contains(0),
      let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1)
    else { return nil }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    guard width > 0, let data = code.pointee.data else { return nil }
    size = width
    // Bit 0 of a byte says dark; the others say what the module is for.
    dark = (0..<width * width).map { data[$0] & 1 == 1 }
  }

  /// True where the module is dark; light everywhere outside the code.
  func isDark(row: Int, column: Int) -> Bool {
    (0..<size).contains(row) && (0..<size).contains(column) && dark[row * size + column]
  }
}
