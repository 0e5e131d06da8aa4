import Formats
import Metering

/// One metering point of a month while its registers come by, and what its worklist will need of it.
struct PointTally {
  var identity: [UInt8]
  var use = MonthlyUse()
  var book: UInt64 = 0
  var box: UInt64 = 0
  var walk: (high: UInt64, low: UInt64) = (0, 0)
  var kind = FlagCounts.CustomerClass.unknown
  var reading = FlagCounts.Reading.unknown
  /// Where its rows lie: from the first one's start to the last one's end.
  var start: Int64
  var end: Int64
  /// One bit a register kind, of the first row's meter, and which registers of other meters.
  private var meter: UInt64 = 0
  private var kinds: UInt8 = 0
  private var others: [UInt64] = []
  /// A row of it could not be read.
  var isTainted = false
  /// Beside it stands a row that does not say whose it is.
  var isBesideUnknown = false

  init(identity: [UInt8], source: RowSource) {
    self.identity = identity
    start = source.offset
    end = source.offset + Int64(source.length)
  }

  /// Takes a register in.
  /// - Returns: false where the point has that register already.
  mutating func add(_ row: borrowing ScannedRow) -> Bool {
    let values = row.values
    end = row.source.offset + Int64(row.source.length)
    if book == 0 {
      (book, box, walk, meter) = (row.bookHash, row.boxHash, row.walkKey, row.meterHash)
      let name = row.utf8(.customerClass)
      kind = name.isEmpty ? .unknown : name.elementsEqual("SH".utf8) ? .residential : .other
      reading = values.method.map { $0 == .byHand ? .byHand : .remote } ?? .unknown
    }
    let moved =
      Int128(values.recorded.thousandths - values.old.thousandths)
      * Int128(values.multiplierThousandths)
    use.add(
      values.kind, recorded: values.recordedConsumption, moved: moved,
      removed: values.removedConsumption, before: values.oldConsumption)
    let bit = PointTally.bit(values.kind)
    let own = row.meterHash
    if own == meter {
      defer { kinds |= bit }
      return kinds & bit == 0
    }
    let register = own ^ UInt64(bit)
    defer { others.append(register) }
    return !others.contains(register)
  }

  /// Takes in the rest of the point, which stands in the next piece of the file.
  /// - Returns: false where both have the same register.
  mutating func add(_ rest: PointTally) -> Bool {
    if book == 0 {
      (book, box, walk, meter) = (rest.book, rest.box, rest.walk, rest.meter)
      (kind, reading) = (rest.kind, rest.reading)
    }
    use.add(rest.use)
    end = rest.end
    isTainted = isTainted || rest.isTainted
    isBesideUnknown = isBesideUnknown || rest.isBesideUnknown
    let theirs = rest.registers
    let isTwice = registers.contains { theirs.contains($0) }
    if meter == rest.meter { kinds |= rest.kinds } else { others += rest.registers }
    others += rest.others
    return !isTwice
  }

  private var registers: [UInt64] {
    (0..<6).map { UInt64(1) << $0 }.filter { UInt64(kinds) & $0 != 0 }.map { meter ^ $0 } + others
  }

  /// All billed registers that a meter can have are there: one rate, or three.
  private var isComplete: Bool { kinds & 1 != 0 || kinds & 0b1110 == 0b1110 }

  private static func bit(_ kind: RegisterKind) -> UInt8 {
    switch kind {
    case .single: 1
    case .normal: 2
    case .peak: 4
    case .offPeak: 8
    case .total: 16
    case .reactive: 32
    }
  }

  /// The point's record, decided.
  func record(_ ratio: FlagRatio) -> PointRecord {
    let isUnread = isTainted || (isBesideUnknown && !isComplete)
    let outcome = isUnread ? FlagOutcome.unreadable : use.outcome(ratio)
    return PointRecord(
      book: book, box: box, walkHigh: walk.high, walkLow: walk.low, point: monthHash(identity),
      offset: start, length: UInt32(clamping: end - start), outcome: outcome.number,
      facts: FlagCounts.facts(kind, reading))
  }
}

/// What is kept of a decided point until its book is written: 56 plain bytes.
struct PointRecord {
  var book: UInt64
  var box: UInt64
  var walkHigh: UInt64
  var walkLow: UInt64
  var point: UInt64
  var offset: Int64
  var length: UInt32
  var outcome: UInt8
  /// Class and reading.
  var facts: UInt8

  /// Earlier in the list of its book: as the walk goes, then as the file has it.
  func isBefore(_ other: PointRecord) -> Bool {
    if book != other.book { return book < other.book }
    if walkHigh != other.walkHigh { return walkHigh < other.walkHigh }
    if walkLow != other.walkLow { return walkLow < other.walkLow }
    return offset < other.offset
  }
}

/// Where a point was met: enough to find those met twice.
struct PointPlace {
  var point: UInt64
  var offset: Int64
  var length: UInt32
}
