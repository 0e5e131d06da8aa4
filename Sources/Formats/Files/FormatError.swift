/// Why a file was refused: its first faults, in the file's order, and how many there are in all.
///
/// A file is taken whole or not at all, so whatever was read before is void.
package struct FormatError: Error, Hashable, Sendable {
  /// At most `limit` faults are kept; the rest is counted.
  package static let limit = 20

  package var faults: [FormatFault]
  /// All faults, those not kept included.
  package var count: Int

  package init(faults: [FormatFault], count: Int) {
    self.faults = faults
    self.count = count
  }

  /// A line for each kept fault, then how many more there are.
  package func text(in language: FaultLanguage) -> String {
    var lines = faults.map { $0.text(in: language) }
    if count > faults.count {
      let more = count - faults.count
      lines.append(language == .english ? "… and \(more) more" : "… và \(more) lỗi nữa")
    }
    return lines.joined(separator: "\n")
  }
}

/// A file could not be read: the system's error number of the failed call.
package struct FileReadError: Error, Hashable, Sendable {
  /// `errno`.
  package var code: Int32

  package init(code: Int32) {
    self.code = code
  }
}

/// What ends a scan: a fault after which the rest of the file means nothing, or the system.
enum ScanStop: Error {
  case fault(FormatFault)
  case system(FileReadError)
}

/// Faults or warnings gathered on the way through a file.
struct FaultCollector {
  private(set) var faults: [FormatFault] = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func add(_ fault: FormatFault) {
    count += 1
    if faults.count < FormatError.limit { faults.append(fault) }
  }

  /// Counts faults that nobody will look at one by one.
  mutating func add(unnamed more: Int) {
    count += more
  }

  /// Throws `FormatError` where there is a fault.
  func check() throws(FormatError) {
    guard isEmpty else { throw FormatError(faults: sorted(), count: count) }
  }

  /// The kept faults in the file's order: faults found in a second pass come late.
  func sorted() -> [FormatFault] {
    let place = { (fault: FormatFault) in (fault.line ?? 0, fault.column ?? 0) }
    return faults.enumerated()
      .sorted {
        place($0.element) == place($1.element)
          ? $0.offset < $1.offset : place($0.element) < place($1.element)
      }
      .map(\.element)
  }
}
