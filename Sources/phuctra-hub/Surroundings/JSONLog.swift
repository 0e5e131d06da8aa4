import Foundation
import Logging

/// Writes log lines as JSON objects to stderr.
struct JSONLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info
  private let now: @Sendable () -> String

  init(now: @escaping @Sendable () -> String) {
    self.now = now
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var fields = ["time": now(), "level": event.level.rawValue, "message": "\(event.message)"]
    for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
      fields[key] = "\(value)"
    }
    guard let line = try? JSONLine.text(fields) else { return }
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
