import Formats
import Metering

/// One metering point of a month while its registers come by, and what its worklist will need of it.
struct PointTally {
  /// Meters that one point may have had in a month, with room for exchanges: more of them are points
  /// that share a placeholder for a code, and a sum over them would decide nothing.
  static let mostMeters = 4

  var identity: [UInt8]
  var use = MonthlyUse()
  var standing: RowStanding
  var kind = FlagCounts.CustomerClass.unknown
  var reading = FlagCounts.Reading.unknown
  /// Where its rows lie: from the first one's start to the last one's end.
  var start: Int64
  var end: Int64
  /// The first row's line.
  var line: Int
  /// A row of it says that the customer complains.
  private var hasComplaint = false
  private var meter = MeterRegisters()
  private var others: [MeterRegisters] = []
  /// A row of it could not be read.
  var isTainted = false
  /// Beside it stands a row that does not say whose it is.
  var isBesideUnknown = false

  init(identity: [UInt8], source: RowSource, standing: RowStanding) {
    self.identity = identity
    self.standing = standing
    start = source.offset
    end = source.offset + Int64(source.length)
    line = source.line
  }

  /// Takes a register in; `standing` is what its row says of that.
  /// - Returns: why the row cannot be one of this point's, where it cannot.
  mutating func add(
    _ row: borrowing ScannedRow, _ standing: RowStanding
  ) -> FormatFault.Code? {
    let values = row.values
    end = row.source.offset + Int64(row.source.length)
    if kind == .unknown {
      let name = row.utf8(.customerClass)
      kind = name.isEmpty ? .unknown : name.elementsEqual("SH".utf8) ? .residential : .other
    }
    if reading == .unknown {
      reading = values.method.map { $0 == .byHand ? .byHand : .remote } ?? .unknown
    }
    if values.reason == .complaint { hasComplaint = true }
    let moved =
      Int128(values.recorded.thousandths - values.old.thousandths)
      * Int128(values.multiplierThousandths)
    use.add(
      values.kind, recorded: values.recordedConsumption, moved: moved,
      removed: values.removedConsumption, before: values.oldConsumption)
    guard self.standing.add(standing) else { return .otherBook }
    return enter(MeterRegisters(hash: row.meterHash, kinds: 1 << UInt8(values.kind.number)))
  }

  /// Takes in the rest of the point, which stands in the next piece of the file.
  /// - Returns: why the two cannot be one point, where they cannot.
  mutating func add(_ rest: PointTally) -> FormatFault.Code? {
    hasComplaint = hasComplaint || rest.hasComplaint
    if kind == .unknown { kind = rest.kind }
    if reading == .unknown { reading = rest.reading }
    use.add(rest.use)
    end = rest.end
    isTainted = isTainted || rest.isTainted
    isBesideUnknown = isBesideUnknown || rest.isBesideUnknown
    guard standing.add(rest.standing) else { return .otherBook }
    var fault: FormatFault.Code?
    for registers in [rest.meter] + rest.others where registers.kinds != 0 {
      fault = enter(registers) ?? fault
    }
    return fault
  }

  /// Enters registers of a meter.
  private mutating func enter(_ registers: MeterRegisters) -> FormatFault.Code? {
    if meter.kinds == 0 { meter.hash = registers.hash }
    if meter.hash == registers.hash { return meter.add(registers) ? nil : .registerTwice }
    if let place = others.firstIndex(where: { $0.hash == registers.hash }) {
      return others[place].add(registers) ? nil : .registerTwice
    }
    guard others.count + 1 < PointTally.mostMeters else { return .tooManyMeters }
    others.append(registers)
    return nil
  }

  /// All billed registers that a meter can have are there: one rate, or three.
  private var isComplete: Bool {
    let rates: [RegisterKind] = [.normal, .peak, .offPeak]
    return meter.has([.single]) || meter.has(rates)
  }

  /// The point's record, decided.
  func record(_ ratio: FlagRatio) -> PointRecord {
    let isUnread = isTainted || (isBesideUnknown && !isComplete)
    let ruled = isUnread ? FlagOutcome.unreadable : use.outcome(ratio)
    let outcome = hasComplaint ? ruled.ofComplaint : ruled
    return PointRecord(
      book: standing.book, box: standing.boxHash, walk: standing.walk, point: monthHash(identity),
      offset: start, length: UInt32(clamping: end - start), outcome: outcome.number,
      facts: FlagCounts.facts(kind, reading), hasComplaint: hasComplaint)
  }
}

/// Which registers of a meter a point has.
private struct MeterRegisters {
  /// Of the serial.
  var hash: UInt64 = 0
  /// One bit a kind.
  var kinds: UInt8 = 0

  /// - Returns: false where one of them is there already.
  mutating func add(_ other: MeterRegisters) -> Bool {
    defer { kinds |= other.kinds }
    return kinds & other.kinds == 0
  }

  func has(_ wanted: [RegisterKind]) -> Bool {
    wanted.allSatisfy { kinds & 1 << UInt8($0.number) != 0 }
  }
}
