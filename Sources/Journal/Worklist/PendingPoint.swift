import Metering

/// The point that a list's rows are adding up to, until a row of another one comes.
///
/// Its texts lie in one buffer that is used again for every point: a city's list goes by without an
/// allocation for each row.
struct PendingPoint {
  private(set) var key: Int64 = 0
  private(set) var scope: Int64 = 0
  private(set) var kinds: Int64 = 0
  private(set) var record: Int64 = 0
  private(set) var invoice: Int64 = 0
  private(set) var walk: Int64 = 0
  private(set) var reason: Int64 = 0
  private(set) var number: Int64 = 0
  private(set) var place: Int64?
  private(set) var spans: [UInt8] = []
  private(set) var texts: [UInt8] = []
  private(set) var ranges: [Range<Int>] = []
  private(set) var isEmpty = true

  /// The texts of a point, in the order of their ranges.
  enum Field: Int, CaseIterable {
    case unit, point, meter, tail, customer, house, street, pole, box, hazard
  }

  /// The hash that finds a point's identity.
  static func key(of row: RegisterRow) -> Int64 {
    var hash = Fingerprint()
    hash.add(row.unit)
    hash.add(row.point)
    hash.add(row.meter)
    hash.add(row.year * 10_000 + row.month * 100 + row.cycle)
    return hash.value
  }

  /// The same for an identity that an entry names.
  static func key(of identity: PointIdentity) -> Int64 {
    var hash = Fingerprint()
    hash.add(identity.unit)
    hash.add(identity.point)
    hash.add(identity.meter)
    let period = identity.period
    hash.add(period.year * 10_000 + period.month * 100 + period.cycle)
    return hash.value
  }

  /// True where `row` is a register of this point too.
  func isSame(_ row: RegisterRow, key: Int64) -> Bool {
    !isEmpty && key == self.key && equals(.unit, row.unit) && equals(.point, row.point)
      && equals(.meter, row.meter)
  }

  private func equals(_ field: Field, _ text: RegisterRow.Text) -> Bool {
    let range = ranges[field.rawValue]
    guard range.count == text.count else { return false }
    for (position, byte) in text.enumerated() where texts[range.lowerBound + position] != byte {
      return false
    }
    return true
  }

  /// Begins with the point's first row: where rows disagree, the first one's texts stand.
  mutating func start(_ row: RegisterRow, key: Int64, scope: Int64) {
    isEmpty = false
    self.key = key
    self.scope = scope
    kinds = PointCodes.code(row.kind)
    record = PendingPoint.mixed(row)
    invoice = PointCodes.code(row.invoice)
    walk = row.walkOrder.map { Int64($0) } ?? PointCodes.noWalkOrder
    reason = PointCodes.code(row.reason)
    spans.removeAll(keepingCapacity: true)
    PackedSpans.append(row.span, to: &spans)
    place = PendingPoint.place(row)
    texts.removeAll(keepingCapacity: true)
    ranges.removeAll(keepingCapacity: true)
    for text in [row.unit, row.point, row.meter] { append(text) }
    let start = texts.count
    texts.append(contentsOf: row.meter.reversed())
    ranges.append(start..<texts.count)
    // MA_DDO is usually the customer's code and a number; then it says both.
    let isImplied = row.point.starts(with: row.customer)
    append(isImplied ? RegisterRow.Text(start: nil, count: 0) : row.customer)
    let house = PendingPoint.houseLength(row.address)
    number = PendingPoint.leadingNumber(row.address)
    append(RegisterRow.Text(rebasing: row.address[..<house]))
    append(RegisterRow.Text(rebasing: row.address[(house == 0 ? 0 : house + 1)...]))
    for text in [row.pole, row.box, row.hazard] { append(text) }
  }

  /// Adds a further register; false where the point has one of that kind already.
  mutating func add(_ row: RegisterRow) -> Bool {
    guard let kinds = PointCodes.appending(PointCodes.code(row.kind), to: kinds) else {
      return false
    }
    self.kinds = kinds
    record &+= PendingPoint.mixed(row)
    invoice = max(invoice, PointCodes.code(row.invoice))
    PackedSpans.append(row.span, to: &spans)
    return true
  }

  mutating func clear() {
    isEmpty = true
  }

  private mutating func append(_ text: RegisterRow.Text) {
    let start = texts.count
    texts.append(contentsOf: text)
    ranges.append(start..<texts.count)
  }

  /// A register's record tied to its kind; sums of these do not depend on the rows' order.
  private static func mixed(_ row: RegisterRow) -> Int64 {
    var hash = Fingerprint()
    hash.add(Int(row.record))
    hash.add(Int(PointCodes.code(row.kind)))
    return hash.value
  }

  /// Points on one pole and in one box have the same one; nil where pole or box is not told.
  private static func place(_ row: RegisterRow) -> Int64? {
    guard !row.pole.isEmpty, !row.box.isEmpty else { return nil }
    var hash = Fingerprint()
    hash.add(row.unit)
    hash.add(row.year * 10_000 + row.month * 100 + row.cycle)
    for text in [row.transformer, row.pole, row.box] { hash.add(text) }
    return hash.value
  }

  /// Bytes of the house number, the first word where it starts with a digit; 0 where there is none
  /// or nothing follows it.
  private static func houseLength(_ address: RegisterRow.Text) -> Int {
    guard let first = address.first, digits.contains(first),
      let blank = address.firstIndex(of: UInt8(ascii: " ")), blank + 1 < address.count
    else { return 0 }
    return blank
  }

  private static func leadingNumber(_ address: RegisterRow.Text) -> Int64 {
    var number: Int64 = 0
    for digit in address.prefix(9) {
      guard digits.contains(digit) else { break }
      number = number * 10 + Int64(digit - UInt8(ascii: "0"))
    }
    return number
  }

  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
}
