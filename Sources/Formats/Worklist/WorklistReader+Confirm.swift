import Metering

extension WorklistReader {
  /// Reads the list once more where the first pass had suspicions: the same register twice becomes a
  /// fault with both lines, a point whose rows disagree a warning.
  /// - Returns: the warnings.
  func confirm(
    _ pass: FirstPass, format: WorklistFormat, faults: inout FaultCollector
  ) throws -> FaultCollector {
    var second = SecondPass(first: pass)
    guard !pass.doubtfulRegisters.hashes.isEmpty || !pass.doubtfulPoints.hashes.isEmpty else {
      return second.warnings
    }
    var ignored = FaultCollector()
    do throws(ScanStop) {
      try WorklistScan(input: input, format: format).run(faults: &ignored) { fields, _ in
        second.look(at: fields)
        return true
      }
    } catch .system(let error) {
      throw error
    } catch .fault {
      // The first pass has named it.
    }
    for fault in second.doubles.faults { faults.add(fault) }
    let unnamed = second.doubles.count - second.doubles.faults.count
    faults.add(unnamed: unnamed + pass.doubtfulRegisters.more)
    second.warnings.add(unnamed: pass.doubtfulPoints.more)
    return second.warnings
  }
}

/// The look at suspected rows alone, whose identities and details are compared as texts.
struct SecondPass {
  private let first: FirstPass
  private let scratch: RowScratch
  private(set) var doubles = FaultCollector()
  var warnings = FaultCollector()
  private var registerLines: [RegisterKey: Int] = [:]
  private var pointDetails: [PointIdentity: (details: [String?], lines: [Int])] = [:]

  private struct RegisterKey: Hashable {
    let point: PointIdentity
    let kind: RegisterKind
  }

  init(first: FirstPass) {
    self.first = first
    scratch = RowScratch(unit: first.options.unit)
  }

  mutating func look(at fields: RowFields) {
    var ignored = FaultCollector()
    let options = first.options
    guard let values = first.validator.values(of: fields, faults: &ignored) else { return }
    let hash = RowIdentity.pointHash(fields, values, unit: options.unit)
    let register = RowIdentity.registerHash(hash, values.kind)
    let row = ScannedRow(
      fields: fields, options: options, scratch: scratch, values: values, pointHash: hash)
    if first.doubtfulRegisters.hashes.contains(register) { lookForDouble(row) }
    if first.doubtfulPoints.hashes.contains(hash) { lookForDisagreement(row) }
  }

  private mutating func lookForDouble(_ row: borrowing ScannedRow) {
    let key = RegisterKey(point: row.identity, kind: row.values.kind)
    guard let line = registerLines[key] else {
      registerLines[key] = row.source.line
      return
    }
    doubles.add(row.fault(.registerTwice, .meter, firstLine: line))
  }

  private mutating func lookForDisagreement(_ row: borrowing ScannedRow) {
    let identity = row.identity
    var details = RowIdentity.details.map { row.text($0) }
    guard let first = pointDetails[identity] else {
      let lines = details.map { _ in row.source.line }
      pointDetails[identity] = (details, lines)
      return
    }
    var lines = first.lines
    for place in details.indices {
      guard let known = first.details[place] else {
        // The first row that says it counts.
        lines[place] = row.source.line
        continue
      }
      if let own = details[place], own != known {
        let column = RowIdentity.details[place]
        warnings.add(row.fault(.disagreement, column, firstLine: lines[place]))
      }
      details[place] = known
    }
    pointDetails[identity] = (details, lines)
  }
}

extension ScannedRow {
  /// A fault of one of the row's columns that points to another line.
  func fault(_ code: FormatFault.Code, _ column: WorklistColumn, firstLine: Int) -> FormatFault {
    let place =
      fields.field(column.rawValue).map { fields.place(of: $0) } ?? (source.line, 1)
    return FormatFault(
      code, line: place.0, column: place.1, field: column.name, value: text(column),
      detail: "\(firstLine)")
  }
}
