package import Metering

/// What a list turned out to be, once it was read to its end without a fault.
package struct WorklistSummary: Hashable, Sendable {
  package var format: WorklistFormat
  /// Rows, that is registers.
  package var rows: Int
  /// Registers that disagree with their point's first row; at most `FormatError.limit`.
  package var warnings: [FormatFault]
  /// All such registers.
  package var warningCount: Int
}

/// Reads worklists: CMIS XML or CSV, told apart by their content, streaming, all or nothing.
///
/// CS_MOI is needed in every row: a reader who got no reading leaves the old index there with a
/// status code, and 0 is a reading; so an empty CS_MOI is a fault, whatever TTR_MOI says.
///
/// The same register twice is found with eight bytes of memory a point (`IdentityLedger`): only where
/// two hashes meet is the file read a second time, to compare the identities themselves and to name
/// both lines. Registers that disagree about their point are found in the same way.
package struct WorklistReader {
  let input: ByteInput
  let options: WorklistOptions

  package init(_ input: ByteInput, options: WorklistOptions = WorklistOptions()) {
    self.input = input
    self.options = options
  }

  /// Reads the list at `path`, see `read(each:)`.
  package static func read(
    path: String, options: WorklistOptions = WorklistOptions(),
    each: (borrowing ScannedRow) throws -> Void
  ) throws -> WorklistSummary {
    try ByteInput.withFile(at: path) { input in
      try WorklistReader(input, options: options).read(each: each)
    }
  }

  /// Reads the list and calls `each` with every row, in the file's order, until the first fault.
  ///
  /// Whatever the caller made of the rows is void where this throws.
  /// - Throws: `FormatError` with the first faults; `FileReadError`; whatever `each` throws.
  /// - Complexity: O(size of the file) time; memory for the hashes of two ledgers alone.
  package func read(
    each: (borrowing ScannedRow) throws -> Void
  ) throws -> WorklistSummary {
    let format = try WorklistFormat.detect(input)
    var pass = FirstPass(options: options)
    var faults = FaultCollector()
    var failure: (any Error)?
    do throws(ScanStop) {
      try WorklistScan(input: input, format: format).run(
        faults: &faults, header: pass.validator.missingColumns
      ) { fields, faults in
        guard let row = pass.row(fields, faults: &faults), faults.isEmpty else { return true }
        do {
          try each(row)
          return true
        } catch {
          failure = error
          return false
        }
      }
    } catch .fault(let fault) {
      faults.add(fault)
    } catch .system(let error) {
      throw error
    }
    if let failure { throw failure }
    if pass.rows == 0, faults.isEmpty { faults.add(FormatFault(.noRows)) }
    let warnings = try confirm(pass, format: format, faults: &faults)
    try faults.check()
    return WorklistSummary(
      format: format, rows: pass.rows, warnings: warnings.sorted(),
      warningCount: warnings.count)
  }
}

/// The state of the one pass over all rows.
struct FirstPass {
  /// Suspicions kept for the second pass; where there are more, the rest is taken for granted.
  static let suspectsLimit = 1000

  let options: WorklistOptions
  let validator: RowValidator
  private(set) var rows = 0
  private var ledger = IdentityLedger()
  private let scratch: RowScratch
  /// Hashes of registers that may be there twice, of points that may disagree.
  private(set) var doubtfulRegisters = Suspects()
  private(set) var doubtfulPoints = Suspects()

  init(options: WorklistOptions) {
    self.options = options
    validator = RowValidator(unit: options.unit, period: options.period)
    scratch = RowScratch(unit: options.unit)
  }

  /// The row where it is valid; its faults are added otherwise.
  mutating func row(_ fields: RowFields, faults: inout FaultCollector) -> ScannedRow? {
    rows += 1
    scratch.clear()
    guard let values = validator.values(of: fields, faults: &faults) else { return nil }
    let point = RowIdentity.pointHash(fields, values, unit: options.unit)
    let kind = values.kind.number
    let answer = ledger.enter(point: point, kind: kind, digest: RowIdentity.detailHash(fields))
    if answer.mayBeDouble {
      doubtfulRegisters.add(RowIdentity.registerHash(point, values.kind))
    }
    if answer.mayDisagree { doubtfulPoints.add(point) }
    return ScannedRow(
      fields: fields, options: options, scratch: scratch, values: values, pointHash: point)
  }

  /// Hashes under suspicion, and how many more there were.
  struct Suspects {
    private(set) var hashes: Set<UInt64> = []
    private(set) var more = 0

    mutating func add(_ hash: UInt64) {
      if hashes.count < FirstPass.suspectsLimit { hashes.insert(hash) } else { more += 1 }
    }
  }
}

/// What makes rows the same: hashed in the first pass, compared in the second.
enum RowIdentity {
  /// Columns in which all registers of a point must agree.
  static let details: [WorklistColumn] = [.address, .pole, .box, .reader]

  @inline(__always)
  static func pointHash(_ row: RowFields, _ values: RegisterValues, unit: String?) -> UInt64 {
    var hash = ByteHash()
    let own = row.bytes(WorklistColumn.unit.rawValue)
    if own.isEmpty, var unit {
      unit.withUTF8 { hash.combine($0) }
    } else {
      hash.combine(own)
    }
    let point = row.bytes(WorklistColumn.point.rawValue)
    hash.combine(point.isEmpty ? row.bytes(WorklistColumn.customer.rawValue) : point)
    hash.combine(row.bytes(WorklistColumn.meter.rawValue))
    let period = values.period
    hash.combine(UInt64(truncatingIfNeeded: (period.year * 16 + period.month) * 16 + period.cycle))
    return hash.value
  }

  static func registerHash(_ point: UInt64, _ kind: RegisterKind) -> UInt64 {
    point ^ (UInt64(kind.number + 1) &* 0xC2B2_AE3D_27D4_EB4F)
  }

  @inline(__always)
  static func detailHash(_ row: RowFields) -> UInt64 {
    var hash = ByteHash()
    for column in details { hash.combine(row.bytes(column.rawValue)) }
    return hash.value
  }
}

extension RegisterKind {
  /// 0 to 5: a register's place among those that a meter can have.
  @inline(__always)
  package var number: Int {
    switch self {
    case .single: 0
    case .normal: 1
    case .peak: 2
    case .offPeak: 3
    case .total: 4
    case .reactive: 5
    }
  }
}
