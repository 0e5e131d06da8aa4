import Formats
import Foundation
import Glibc
import Metering
import Wording

/// Flags a month: reads the file once, writes worklists, rejects and the report into a folder of its
/// own, and leaves nothing behind where it fails.
struct FlagRun {
  let path: String
  let folder: String
  let ratio: FlagRatio
  let skipsBadRows: Bool
  let say: Wording

  /// - Parameter progress: hears how far the work is, in per cent.
  /// - Throws: `CommandFailure`.
  func run(progress: (Int64) -> Void) throws -> FlagTally {
    let isNew = try makeFolder()
    do {
      return try flag(progress)
    } catch {
      clear(removingFolder: isNew)
      throw failure(error)
    }
  }

  private func flag(_ progress: (Int64) -> Void) throws -> FlagTally {
    try ByteInput.withFile(at: path) { input in
      let file = try MonthFile(input, size: try size(of: path))
      let rejects = RejectsFile("\(folder)/rejects.csv")
      var scan = try MonthScan(
        file, ratio: ratio, skipsBadRows: skipsBadRows, temporary: folder)
      try scan.run(
        rejected: { try rejects.add($0) },
        progress: { progress($0 * 90 / max(file.size, 1)) })
      let scattered = try scatteredPoints(scan.places, file, rejects)
      let lists = BookLists(file: file, ratio: ratio, folder: folder, scattered: scattered.starts)
      var tally = try lists.write(scan.points)
      tally.rows = scan.rows
      tally.rejectedRows = rejects.rows - scattered.count
      tally.scatteredPoints = scattered.count
      try rejects.commit()
      let report = FlagReport(tally: tally, say: say)
      let written = try WholeFile("\(folder)/report.json")
      try written.write(Array((report.json + "\n").utf8))
      try written.commit()
      return tally
    }
  }

  /// Points in two places are named; unless bad rows are skipped the first of them ends the run.
  private func scatteredPoints(
    _ places: borrowing Spool<PointPlace>, _ file: MonthFile, _ rejects: RejectsFile
  ) throws -> (starts: Set<Int64>, count: Int) {
    let found = try ScatteredPointSearch(file: file).found(in: places)
    var starts: Set<Int64> = []
    for (again, first) in found {
      let line = try file.line(at: again.offset)
      let fault = FormatFault(
        .pointAgain, line: line, field: WorklistColumn.point.name,
        detail: "\(try file.line(at: first.offset))")
      guard skipsBadRows else { throw FormatError(faults: [fault], count: found.count) }
      starts.formUnion([again.offset, first.offset])
      let bytes = try file.input.piece(at: again.offset, count: Int(again.length))
      var row = RejectedRow(
        faults: [fault],
        source: RowSource(offset: again.offset, length: Int(again.length), line: line),
        identity: nil)
      row.text = String(decoding: bytes, as: UTF8.self)
      try rejects.add(row)
    }
    return (starts, found.count)
  }

  private func size(of path: String) throws -> Int64 {
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw FileReadError(code: errno) }
    return Int64(facts.st_size)
  }

  /// Makes the folder, or takes an empty one.
  /// - Returns: whether it was made.
  private func makeFolder() throws -> Bool {
    if mkdir(folder, 0o755) == 0 { return true }
    guard errno == EEXIST else {
      let reason = OutputError(code: errno).reason
      throw CommandFailure(.cannotCreate, say("flag.folder-cannot-be-made", folder, reason))
    }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw CommandFailure(OutputError(code: ENOTDIR), to: folder, say)
    }
    guard names.isEmpty else {
      throw CommandFailure(.refused, say("flag.folder-not-empty", folder))
    }
    return false
  }

  /// The folder was empty or new, so all that is in it is this run's.
  private func clear(removingFolder: Bool) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      unlink("\(folder)/\(name)")
    }
    if removingFolder { rmdir(folder) }
  }

  private func failure(_ error: any Error) -> any Error {
    switch error {
    case let error as FormatError: CommandFailure(faultsOf: error, in: path, say)
    case let error as OutputError: CommandFailure(error, to: folder, say)
    default: error
    }
  }
}
