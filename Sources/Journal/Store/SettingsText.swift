import Casework
import FoundationEssentials

/// The device's settings as the column of the table `device` holds them: JSON with sorted keys, so
/// that equal settings are equal text.
enum SettingsText {
  /// Nil where nothing was set.
  static func text(_ settings: DeviceSettings) throws -> String? {
    guard settings != DeviceSettings() else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(settings), as: UTF8.self)
  }

  static func settings(_ text: String?) throws -> DeviceSettings {
    guard let text else { return DeviceSettings() }
    return try JSONDecoder().decode(DeviceSettings.self, from: Data(text.utf8))
  }
}
