import ArgumentParser
import Casework
import Foundation
import Journal
import Metering

/// One confirmed inspection made durable, against the disk itself.
struct Append: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "One durable inspection, against an append and fdatasync of as many bytes.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Inspections, and appends of the floor, alternately.")
  var runs = 300

  @Flag(help: "With a second copy of every entry, in a folder on the same disk.")
  var mirror = false

  func run() throws {
    try options.run { try Append.measure($0, runs: runs, isMirrored: mirror) }
  }

  /// - Throws: what the journal or the disk reports.
  static func measure(
    _ workbench: Workbench, runs: Int, isMirrored: Bool = false
  ) throws -> [Figure] {
    let home = "\(workbench.folder)/record-home"
    try? FileManager.default.removeItem(atPath: home)
    let list = try workbench.list(.points(runs + 20), named: "record.csv")
    try workbench.importing(list, into: home)
    let journal = try Journal.open(
      Home(path: home), context: .system(person: "H07"), source: NoLists())
    defer { try? journal.close() }
    if isMirrored { try mirror(journal, to: "\(workbench.folder)/mirror") }
    let floor = try AppendFile("\(workbench.folder)/floor")
    var ours = Samples()
    var disk = Samples()
    var grown = Samples()
    var point = try journal.nextUnvisited(after: nil)
    let log = "\(home)/journal.sqlite-wal"
    for run in -10..<runs {
      guard let row = point else { throw BenchError("the list has too few points") }
      let record = try inspection(row)
      let before = try size(log)
      let time = try Stopwatch.time { try journal.append([record]) }
      let growth = try size(log) - before
      if growth > 0 { grown.add(Double(growth)) }
      let synced = try floor.append(bytes: Int(grown.median))
      point = try journal.nextUnvisited(after: row)
      // The first ones bring the journal's tables into its cache and give the growth of its log.
      guard run >= 0 else { continue }
      ours.add(time)
      disk.add(synced)
    }
    let ratio = ours.median / disk.median
    let most = isMirrored ? 3.0 : 1.5
    return [
      Figure(
        name: "one durable inspection\(isMirrored ? " and its second copy" : "")",
        value: "\(text(ours.median)) ms (p95 \(text(ours.percentile(95))))",
        peer:
          "\(text(ratio)) × fdatasync's \(text(disk.median)) ms of \(text(Int(grown.median))) bytes",
        mark: "≤ \(text(most, isMirrored ? 0 : 1)) ×", passes: ratio <= most)
    ]
  }

  /// Has every entry kept in a second folder as well.
  private static func mirror(_ journal: Journal, to folder: String) throws {
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var settings = DeviceSettings()
    settings.mirror = folder
    try journal.append([
      .deviceConfigured(DeviceConfiguration(inspector: "H07", unit: "PE0700", settings: settings))
    ])
  }

  private static func size(_ path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
  }

  /// An honest meter, read once.
  static func inspection(_ row: WorklistRow) throws -> Casework.Record {
    guard let recorded = Index("1920"), let old = Index("1180"), let found = Index("1937.4"),
      let readAt = LocalMinute("2026-06-16T08:00")
    else { throw BenchError("a value of the sample is malformed") }
    return .inspection(
      Inspection(
        point: PointReference(identity: row.identity, list: "0011223344556677"),
        verdict: .confirmed, probabilityRecordRight: 999_000,
        registers: [
          InspectedRegister(register: .single, old: old, recorded: recorded, attempts: [found])
        ], readAt: readAt))
  }
}

/// The lists of a home that was filled by phuctra itself: none is read again.
struct NoLists: WorklistSource {
  func registers(in list: ListFile, each: (RegisterRow) throws -> Void) throws -> String {
    throw BenchError("\(list.path) is not read here")
  }

  func point(in list: ListFile, rows: [RowSpan]) throws -> MeteringPoint {
    throw BenchError("\(list.path) is not read here")
  }
}
