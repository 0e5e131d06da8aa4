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
      try scan.checkContent(rejects)
      let rejectedRows = rejects.rows
      let scattered = try scatteredPoints(scan.places, file, rejects)
      let lists = BookLists(file: file, ratio: ratio, folder: folder, scattered: scattered)
      var tally = try lists.write(scan.points)
      tally.rows = scan.rows
      tally.rejectedRows = rejectedRows
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
  ) throws -> [ScatteredPoint] {
    let search = ScatteredPointSearch(file: file)
    let found = try search.found(in: places)
    guard skipsBadRows else {
      // The first row that stands where it should not, as a reader of the file would meet it.
      let first = found.min { $0.places[1].offset < $1.places[1].offset }
      guard let first else { return [] }
      let pair = ScatteredPoint(places: Array(first.places.prefix(2)))
      var faults: [FormatFault] = []
      try search.reject([pair]) { faults = $0.faults }
      throw FormatError(faults: faults, count: found.reduce(0) { $0 + $1.places.count - 1 })
    }
    try search.reject(found) { try rejects.add($0) }
    return found
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
