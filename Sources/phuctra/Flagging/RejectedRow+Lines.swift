import Formats

extension RejectedRow {
  /// The same with its lines counted from the file's start.
  func moved(by lines: Int) -> RejectedRow {
    var row = self
    row.source = RowSource(
      offset: source.offset, length: source.length, line: source.line + lines)
    row.faults = faults.map { fault in
      var fault = fault
      fault.line = fault.line.map { $0 + lines }
      if fault.code == .registerTwice || fault.code == .otherBook,
        let line = fault.detail.flatMap({ Int($0) })
      {
        fault.detail = "\(line + lines)"
      }
      return fault
    }
    return row
  }
}
