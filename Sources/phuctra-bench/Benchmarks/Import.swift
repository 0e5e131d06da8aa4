import ArgumentParser
import Foundation

/// A large list taken in: validated, journalled and durable, against sqlite3's own import.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "worklist import of a CSV, against sqlite3's .import of the same file.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Rows of the list.")
  var rows = cityPoints

  @Option(help: "Runs of each, alternately.")
  var runs = 7

  func run() throws {
    try options.run { try Import.measure($0, rows: rows, runs: runs) }
  }

  /// - Throws: `BenchError` where an import fails.
  static func measure(_ workbench: Workbench, rows: Int, runs: Int) throws -> [Figure] {
    let list = try workbench.list(.rows(rows), named: "rows-\(rows).csv")
    let tenth = try workbench.list(.rows(rows / 10), named: "rows-\(rows / 10).csv")
    var ours = Samples()
    var peer = Samples()
    var work = Samples()
    var peerWork = Samples()
    var memory = Samples()
    for run in -1..<runs {
      let (time, end) = try importing(list, workbench)
      let (floor, peerEnd) = try peerImporting(list, workbench)
      guard run >= 0 else { continue }
      ours.add(time)
      memory.add(Double(end.peakMemory) / 1_048_576)
      peer.add(floor)
      work.add(end.processorTime)
      peerWork.add(peerEnd.processorTime)
    }
    let small = Double(try importing(tenth, workbench).end.peakMemory) / 1_048_576
    let size = try FileManager.default.attributesOfItem(atPath: list)[.size] as? Int ?? 0
    let ratio = ours.median / peer.median
    let growth = memory.median / small
    return [
      Figure(
        name: "import, \(text(rows)) rows of \(size / max(1, rows)) bytes",
        value: "\(text(ours.median / 1000)) s",
        peer: "\(text(ratio)) × sqlite3 .import's \(text(peer.median / 1000)) s", mark: "≤ 1.0 ×",
        passes: ratio <= 1),
      Figure(
        name: "  processor time", value: "\(text(work.median / 1000)) s",
        peer: "\(text(work.median / peerWork.median)) × \(text(peerWork.median / 1000)) s"),
      Figure(
        name: "  memory", value: "\(text(memory.median, 1)) MB peak resident",
        peer: "\(text(growth)) × a tenth of the rows' \(text(small, 1)) MB", mark: "≤ 1.5 ×",
        passes: growth <= 1.5),
    ]
  }

  private static func importing(
    _ list: String, _ workbench: Workbench
  ) throws -> (time: Double, end: Child.End) {
    let home = "\(workbench.folder)/import-home"
    defer { try? FileManager.default.removeItem(atPath: home) }
    let watch = Stopwatch()
    let end = try workbench.importing(list, into: home)
    return (watch.milliseconds, end)
  }

  private static func peerImporting(
    _ list: String, _ workbench: Workbench
  ) throws -> (time: Double, end: Child.End) {
    let database = "\(workbench.folder)/peer.sqlite"
    defer { try? FileManager.default.removeItem(atPath: database) }
    let watch = Stopwatch()
    let end = try workbench.run(["sqlite3", database, ".mode csv", ".import \(list) t"])
    return (watch.milliseconds, end)
  }
}
