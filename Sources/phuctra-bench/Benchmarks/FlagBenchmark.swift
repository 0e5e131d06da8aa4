import ArgumentParser
import Foundation
import Glibc

/// A city's month flagged into worklists, against DuckDB filtering the same file by the same rule.
struct FlagBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flag",
    abstract: "flag of a month of readings, against DuckDB's read_csv, group and filter of it.",
    discussion: """
      The peer is DuckDB from python3's package duckdb, two threads, all columns text, the same rule \
      by point, the flagged rows written as CSV; without the package the peer is left out, and said so.
      """)

  @OptionGroup var options: BenchOptions

  @Option(help: "Rows of the month.")
  var rows = SampleMonth.cityRows

  @Option(help: "Runs of each, alternately.")
  var runs = 5

  func run() throws {
    try options.run { try FlagBenchmark.measure($0, rows: rows, runs: runs) }
  }

  /// - Throws: `BenchError` where a run fails.
  static func measure(_ workbench: Workbench, rows: Int, runs: Int) throws -> [Figure] {
    let month = "\(workbench.folder)/month.csv"
    let tenth = "\(workbench.folder)/tenth.csv"
    try SampleMonth(seed: workbench.seed).write(rows: rows, to: month)
    try SampleMonth(seed: workbench.seed).write(rows: rows / 10, to: tenth)
    let hasPeer = (try? workbench.run(["python3", "-c", "import duckdb"])) != nil
    var (ours, peer, memory) = (Samples(), Samples(), Samples())
    for run in -1..<runs {
      let (time, end) = try flagging(month, into: "run\(run)", workbench)
      let peerTime = hasPeer ? try filtering(month, into: "run\(run).csv", workbench) : 0
      guard run >= 0 else { continue }
      ours.add(time)
      memory.add(Double(end.peakMemory) / 1_048_576)
      peer.add(peerTime)
    }
    let small = Double(try flagging(tenth, into: "tenth", workbench).end.peakMemory) / 1_048_576
    let size = try FileManager.default.attributesOfItem(atPath: month)[.size] as? Int ?? 0
    let ratio = hasPeer ? ours.median / peer.median : 0
    return [
      Figure(
        name: "flag, \(text(rows)) rows, \(text(size / 1_000_000)) MB",
        value: "\(text(ours.median / 1000)) s",
        peer: hasPeer
          ? "\(text(ratio)) × DuckDB's \(text(peer.median / 1000)) s" : "no python3 package duckdb",
        mark: hasPeer ? "≤ 1.0 ×" : nil, passes: ratio <= 1),
      Figure(
        name: "  memory", value: "\(text(memory.median, 1)) MB peak resident",
        peer: "a tenth of the rows \(text(small, 1)) MB", mark: "≤ 150 MB",
        passes: memory.median <= 150),
    ]
  }

  /// Each run has a folder of its own, and all stay to the end: for some seconds after thousands of files
  /// were deleted, ext4 looks long for an inode to give a new one.
  private static func flagging(
    _ month: String, into name: String, _ workbench: Workbench
  ) throws -> (time: Double, end: Child.End) {
    let folder = "\(workbench.folder)/\(name)"
    let watch = settled()
    let end = try workbench.run([workbench.phuctra, "flag", month, "-o", folder, "--json"])
    return (watch.milliseconds, end)
  }

  /// Starts the clock once what the run before wrote is on the disk, and no load of this one.
  private static func settled() -> Stopwatch {
    sync()
    return Stopwatch()
  }

  private static func filtering(
    _ month: String, into name: String, _ workbench: Workbench
  ) throws -> Double {
    let path = "\(workbench.folder)/\(name)"
    let script = """
      import duckdb, sys
      c = duckdb.connect()
      c.execute("set threads = 2")
      c.execute(\"\"\"copy (with m as (select * from read_csv('\(month)', all_varchar = true)),
        p as (select MA_DVIQLY, MA_DDO, NAM, THANG, KY,
          sum(SL_MOI::decimal(18, 3) + coalesce(SL_THAO::decimal(18, 3), 0)) u,
          sum(SL_CU::decimal(18, 3)) b, min(SL_MOI::decimal(18, 3)) l
          from m where LOAI_BCS not in ('SG', 'VC') group by all)
        select m.* from m join p using (MA_DVIQLY, MA_DDO, NAM, THANG, KY)
        where l < 0 or (b = 0 and u > 0) or (b > 0 and (u = 0 or 10 * u >= 13 * b)))
        to '\(path)' (format csv, header)\"\"\")
      """
    let watch = settled()
    try workbench.run(["python3", "-c", script])
    return watch.milliseconds
  }
}
