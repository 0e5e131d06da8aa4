package import Foundation

/// The few things of the machine a test may ask for.
package enum Environment {
  /// The value of an environment variable.
  package static func value(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name]
  }

  /// The package's top folder, found from this file's own place.
  package static var packageRoot: URL {
    URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }

  /// A file or folder of `Assets`.
  package static func asset(_ path: String) -> URL {
    packageRoot.appendingPathComponent("Assets").appendingPathComponent(path)
  }
}
