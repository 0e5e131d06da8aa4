/// What a person says of himself and his device; proves nothing until the device is enrolled.
package struct DeviceConfiguration: Hashable, Sendable {
  package var inspector: String
  package var unit: String?
  package var settings: DeviceSettings

  package init(inspector: String, unit: String?, settings: DeviceSettings = DeviceSettings()) {
    self.inspector = inspector
    self.unit = unit
    self.settings = settings
  }
}

/// How this handheld is set up: folders, the printer, and how much room is kept free.
///
/// What is nil was never set. Paths are absolute.
package struct DeviceSettings: Codable, Hashable, Sendable {
  /// The folder on other storage (an SD card) that keeps a second copy of every entry.
  package var mirror: String?
  /// The folder where the camera leaves its photos.
  package var camera: String?
  /// The command that takes a photo, run by `sh -c` with the path to write to as `$1`.
  package var capture: String?
  /// The file or device that papers are sent to as ESC/POS.
  package var printer: String?
  package var codePage: PrinterCodePage?
  /// MiB kept free on the home's file system: with less, no reading is begun.
  package var reserve: Int?
  /// Days that photos and lists stay after a receipt covers the entries that name them.
  package var retention: Int?

  package init() {}

  /// Where nothing says otherwise, in MiB.
  package static let defaultReserve = 32

  /// Bytes kept free on the home's file system.
  package var reservedBytes: Int64 {
    Int64(reserve ?? DeviceSettings.defaultReserve) << 20
  }
}

/// In which bytes a belt printer takes Vietnamese.
package enum PrinterCodePage: String, CaseIterable, Codable, Hashable, Sendable {
  /// Accents are stripped so that words stay readable: what every printer prints.
  case ascii
  /// Windows-1258, its tones as combining marks.
  case cp1258
  /// TCVN 5712:1993, one byte a letter.
  case tcvn3
  case utf8
}

extension DeviceConfiguration: Codable {
  private enum CodingKeys: String, CodingKey {
    case inspector, unit, settings
  }

  /// Settings that were never made take no room.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      inspector: try fields.decode(String.self, forKey: .inspector),
      unit: try fields.decodeIfPresent(String.self, forKey: .unit),
      settings: try fields.decodeIfPresent(DeviceSettings.self, forKey: .settings)
        ?? DeviceSettings())
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(inspector, forKey: .inspector)
    try fields.encodeIfPresent(unit, forKey: .unit)
    if settings != DeviceSettings() { try fields.encode(settings, forKey: .settings) }
  }
}
