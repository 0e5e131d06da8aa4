import Formats
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
    let folder = try ListFolder(folder, say)
    do {
      return try flag(into: folder, progress)
    } catch {
      folder.clear()
      throw failure(error)
    }
  }

  private func flag(into folder: ListFolder, _ progress: (Int64) -> Void) throws -> FlagTally {
    try ByteInput.withFile(at: path) { input in
      let file = try MonthFile(input, size: try size(of: path))
      let rejects = RejectsFile(folder)
      var scan = try MonthScan(
        file, ratio: ratio, skipsBadRows: skipsBadRows, temporary: folder.path)
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
      try folder.sync()
      let report = FlagReport(tally: tally, say: say)
      let written = try WholeFile(folder.willMake(ListFolder.report))
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

  private func failure(_ error: any Error) -> any Error {
    switch error {
    case let error as FormatError: CommandFailure(faultsOf: error, in: path, say)
    case let error as OutputError: CommandFailure(error, to: folder, say)
    default: error
    }
  }
}
