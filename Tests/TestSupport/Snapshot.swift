import Foundation
package import Testing

/// Compares `text` with the file `Snapshots/<name>.txt` beside the test; the first run records it
/// *and fails*, so that nobody lands a snapshot that no one has read.
///
/// With `PHUCTRA_RECORD=1` a changed snapshot is written anew, and the test fails as well.
package func expectSnapshot(
  _ text: String, named name: String, file: StaticString = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let folder = URL(fileURLWithPath: "\(file)").deletingLastPathComponent()
    .appendingPathComponent("Snapshots")
  let path = folder.appendingPathComponent("\(name).txt")
  let recorded = try? String(contentsOf: path, encoding: .utf8)
  if recorded == text { return }
  if recorded == nil || Environment.value("PHUCTRA_RECORD") == "1" {
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? text.write(to: path, atomically: true, encoding: .utf8)
    Issue.record(
      "recorded \(name).txt: read it, then run again", sourceLocation: sourceLocation)
    return
  }
  Issue.record(
    "\(name).txt differs; it shows now:\n\(text)\n--- expected:\n\(recorded ?? "")",
    sourceLocation: sourceLocation)
}
