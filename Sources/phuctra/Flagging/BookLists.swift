import Dispatch
import Formats
import Metering
import Synchronization

/// Writes the worklists of a decided month: one CMIS XML file a book that has a flagged point, its
/// points in walk order, flagged ones with the reason and those beside them as context.
struct BookLists {
  let file: MonthFile
  let ratio: FlagRatio
  let folder: ListFolder
  /// Starts of points that stand in several places: counted once, as unreadable, on no list.
  private let scattered: Set<Int64>
  /// Starts of their further places, which are no points of their own.
  private let repeated: Set<Int64>

  private static let workers = 2

  init(file: MonthFile, ratio: FlagRatio, folder: ListFolder, scattered: [ScatteredPoint]) {
    self.file = file
    self.ratio = ratio
    self.folder = folder
    self.scattered = Set(scattered.flatMap { $0.places.prefix(1) }.map(\.offset))
    repeated = Set(scattered.flatMap { $0.places.dropFirst() }.map(\.offset))
  }

  /// - Returns: what all points came to.
  /// - Throws: `OutputError`, `FileReadError`, `FormatError`.
  func write(_ points: borrowing Spool<PointRecord>) throws -> FlagTally {
    let state = Mutex<(tally: FlagTally, failure: (any Error)?)>((FlagTally(ratio: ratio), nil))
    // Buckets are read here and written by the workers, a few at a time.
    let step = 16
    for start in stride(from: 0, to: Spool<PointRecord>.bucketCount, by: step) {
      var buckets: [[PointRecord]] = []
      for bucket in start..<min(start + step, Spool<PointRecord>.bucketCount) {
        buckets.append(try points.bucket(bucket))
      }
      let held = buckets
      DispatchQueue.concurrentPerform(iterations: BookLists.workers) { worker in
        var tally = FlagTally(ratio: ratio)
        do {
          for number in stride(from: worker, to: held.count, by: BookLists.workers) {
            let points = held[number].filter { !repeated.contains($0.offset) }
            try write(points.sorted { $0.isBefore($1) }, &tally)
          }
        } catch {
          state.withLock { $0.failure = $0.failure ?? error }
        }
        let counted = tally
        state.withLock { $0.tally.add(counted) }
      }
      if let failure = state.withLock({ $0.failure }) { throw failure }
    }
    return state.withLock { $0.tally }
  }

  /// Writes the books of a bucket, sorted by book and walk.
  private func write(_ points: [PointRecord], _ tally: inout FlagTally) throws {
    var start = 0
    while start < points.count {
      var end = start + 1
      while end < points.count, points[end].book == points[start].book { end += 1 }
      try writeBook(points[start..<end], &tally)
      start = end
    }
  }

  private func writeBook(_ book: ArraySlice<PointRecord>, _ tally: inout FlagTally) throws {
    let outcomes = book.map { point -> FlagOutcome in
      scattered.contains(point.offset) ? .unreadable : FlagOutcome(point.outcome)
    }
    for (point, outcome) in zip(book, outcomes) {
      tally.counts.add(outcome, facts: point.facts)
    }
    guard let flagged = zip(book, outcomes).first(where: { $0.1.reason != nil })?.0 else { return }
    let places = ContextSelection.places(
      flagged: outcomes.map { $0.reason != nil }, boxes: book.map(\.box))
    var writer = WorklistWriter(rowsOf: file.format)
    let list = try MonthList("\(try name(of: flagged)).xml", in: folder)
    writer.begin()
    for (place, (point, outcome)) in zip(places, zip(book, outcomes)) where place != .left {
      // A row that cannot be read would make the whole list unreadable.
      guard outcome != .unreadable else { continue }
      let reason = point.reason(outcome)
      if place == .context { tally.context += 1 }
      let rows = try file.input.piece(at: point.offset, count: Int(point.length))
      try rows.withUnsafeBytes { try writer.append($0, reason: reason.rawValue) }
      try list.take(&writer.output)
    }
    writer.end()
    try list.finish(writer.output)
    tally.lists += 1
  }

  /// `PE0700-Q0012`: unit and book of the point, as they were hashed.
  private func name(of point: PointRecord) throws -> String {
    let name = try file.name(ofBook: point.book, at: point.offset, length: Int(point.length))
    return BookLists.name(unit: name.unit, book: name.book)
  }
}

extension BookLists {
  /// Bytes of a list's name before its extension; file systems take 255 in all.
  private static let longestName = 200

  /// Unit and book as a file's name: other characters than letters, digits and `_` as `%hh`, so that
  /// two books never share a name and none leaves the folder. A longer one ends in a `~` and its hash.
  static func name(unit: String, book: String) -> String {
    let name = "\(safe(unit))-\(safe(book))"
    guard name.utf8.count > longestName else { return name }
    // FNV-1a: the same in every run, so that a month flagged again has the same names.
    let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return "\(name.prefix(longestName - 17))~\(String(hash, radix: 16, uppercase: true))"
  }

  private static func safe(_ text: String) -> String {
    var name = ""
    for byte in text.utf8 {
      let isPlain =
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
      if isPlain {
        name.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        name += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return name
  }
}
