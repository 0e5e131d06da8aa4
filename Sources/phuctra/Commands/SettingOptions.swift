import ArgumentParser
import Casework
import Glibc
import Wording

/// The device's settings as options of a command.
struct SettingOptions: ParsableArguments {
  @Option(help: "A folder on other storage that keeps a second copy of every entry.")
  var mirror: String?

  @Option(help: "The folder where the camera leaves its photos.")
  var camera: String?

  @Option(help: "A command that takes a photo; the file to write is its $1.")
  var capture: String?

  @Option(help: "The belt printer: a device or file that takes ESC/POS.")
  var printer: String?

  @Option(help: "The printer's characters: ascii, cp1258, tcvn3 or utf8.")
  var codePage: String?

  @Option(help: "MiB kept free: with less, no reading is begun (0 to 4096; else 32).")
  var reserve: String?

  @Option(help: "Days that photos stay after a receipt covers their entries (1 to 3650).")
  var retention: String?

  var isGiven: Bool {
    [mirror, camera, capture, printer, codePage, reserve, retention].contains { $0 != nil }
  }

  /// - Throws: `ValidationError` where a value can never be right.
  func check() throws {
    if let codePage, !codePage.isEmpty, PrinterCodePage(rawValue: codePage) == nil {
      let known = PrinterCodePage.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--code-page: one of \(known), not “\(codePage)”")
    }
    try SettingOptions.check("--reserve", reserve, in: 0...4096)
    try SettingOptions.check("--retention", retention, in: 1...3650)
    for (name, value) in [
      ("--mirror", mirror), ("--camera", camera), ("--capture", capture), ("--printer", printer),
    ] {
      guard let value, value.utf8.count > 1024 || value.contains(where: \.isNewline) else {
        continue
      }
      throw ValidationError("\(name): one line of at most 1024 bytes")
    }
  }

  private static func check(_ name: String, _ text: String?, in range: ClosedRange<Int>) throws {
    guard let text, !text.isEmpty else { return }
    guard let number = Int(text), range.contains(number) else {
      throw ValidationError(
        "\(name): a whole number from \(range.lowerBound) to \(range.upperBound), not “\(text)”")
    }
  }

  /// `settings` with what was given.
  /// - Throws: `CommandFailure` where a folder is not there, or the mirror lies inside the home.
  func applied(
    to settings: DeviceSettings, home: String, _ say: Wording
  ) throws -> DeviceSettings {
    var settings = settings
    if let mirror {
      settings.mirror = try SettingOptions.folder(mirror, "--mirror", say)
      if let path = settings.mirror, let own = SettingOptions.realPath(home),
        path == own || path.hasPrefix(own + "/")
      {
        throw CommandFailure(.usage, say("device-set.mirror-in-home", path))
      }
    }
    if let camera { settings.camera = try SettingOptions.folder(camera, "--camera", say) }
    if let capture { settings.capture = capture.isEmpty ? nil : capture }
    if let printer {
      settings.printer = printer.isEmpty ? nil : SettingOptions.absolute(printer)
    }
    if let codePage { settings.codePage = PrinterCodePage(rawValue: codePage) }
    if let reserve { settings.reserve = Int(reserve) }
    if let retention { settings.retention = Int(retention) }
    return settings
  }

  /// The folder's real path; nil for an empty text.
  private static func folder(
    _ path: String, _ option: String, _ say: Wording
  ) throws -> String? {
    guard !path.isEmpty else { return nil }
    var facts = stat()
    guard let real = realPath(path), stat(real, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR
    else { throw CommandFailure(.noInput, say("device-set.no-folder", option, path)) }
    return real
  }

  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return "\(String(cString: folder))/\(path)"
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}

/// The settings that were made, one a line.
enum SettingLines {
  static func lines(_ settings: DeviceSettings, _ say: Wording) -> [String] {
    let columns = TextColumns(20, 0)
    return pairs(settings).map { columns.line([say("device-show.\($0.key)"), $0.value]) }
  }

  /// Key and value of every setting that was made.
  static func pairs(_ settings: DeviceSettings) -> [(key: String, value: String)] {
    let all: [(String, String?)] = [
      ("mirror", settings.mirror), ("camera", settings.camera), ("capture", settings.capture),
      ("printer", settings.printer), ("codePage", settings.codePage?.rawValue),
      ("reserve", settings.reserve.map { "\($0) MiB" }),
      ("retention", settings.retention.map { String($0) }),
    ]
    return all.compactMap { key, value in value.map { (key, $0) } }
  }
}
