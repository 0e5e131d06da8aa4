import Metering

/// Inspections are nearly all that a hub takes in and a home folds: what they commonly hold is read
/// without the JSON decoder, a tenth of its time.
extension RecordBody {
  /// The body of an inspection as this program commonly writes it; nil for every other form, and for
  /// what is rare (photos, a position, another meter, no reading): those are the decoder's.
  /// - Complexity: O(bytes).
  static func plainInspection(_ bytes: [UInt8]) -> RecordBody? {
    bytes.withUnsafeBufferPointer { buffer in
      var reader = PlainReader(buffer)
      guard let body = try? reader.inspection(), reader.isAtEnd else { return nil }
      return body
    }
  }
}

extension PlainReader {
  fileprivate mutating func inspection() throws(Deviation) -> RecordBody {
    try pass("{\"boot\":")
    let boot = try text()
    try pass(",\"clock\":")
    let clock = try value(ClockState.init(rawValue:))
    let dwell = skip(",\"dwell\":") ? try number() : 0
    let keys = skip(",\"keys\":") ? try number() : 0
    try pass(",\"list\":")
    let list = try text()
    try pass(",\"meter\":")
    let meter = try text()
    try pass(",\"monotonic\":")
    let monotonic = try number()
    let peeked = skip(",\"peeked\":true")
    try pass(",\"period\":")
    let period = try self.period()
    try pass(",\"person\":")
    let person = try text()
    try pass(",\"point\":")
    let point = try text()
    try pass(",\"probability\":")
    let probability = try number()
    try pass(",\"read\":")
    let readAt = try value { LocalMinute($0) }
    let registers =
      skip(",\"registers\":")
      ? try self.list { (reader: inout PlainReader) throws(Deviation) in try reader.register() }
      : []
    try pass(",\"time\":")
    let time = try text()
    let unattended = skip(",\"unattended\":true")
    try pass(",\"unit\":")
    let unit = try text()
    try pass(",\"verdict\":")
    let verdict = try value(Verdict.init(rawValue:))
    try pass(",\"version\":1}")
    return RecordBody(
      stamp: Stamp(time: time, clock: clock, boot: boot, monotonic: monotonic, person: person),
      record: .inspection(
        Inspection(
          point: PointReference(
            identity: PointIdentity(unit: unit, point: point, meter: meter, period: period),
            list: list),
          verdict: verdict, probabilityRecordRight: Int(probability), registers: registers,
          readAt: readAt, dwell: dwell, keys: Int(keys), peeked: peeked, unattended: unattended)))
  }

  private mutating func register() throws(Deviation) -> InspectedRegister {
    try pass("{\"attempts\":")
    let attempts = try indices()
    let cause = skip(",\"cause\":") ? try value(Cause.init(rawValue:)) : nil
    let diagnosed = skip(",\"diagnosed\":") ? try index() : nil
    try pass(",\"old\":")
    let old = try index()
    try pass(",\"recorded\":")
    let recorded = try index()
    try pass(",\"register\":")
    let register = try value(RegisterKind.init(rawValue:))
    let useSince = skip(",\"useSince\":") ? try energy() : nil
    let usual =
      skip(",\"usual\":")
      ? try list { (reader: inout PlainReader) throws(Deviation) in try reader.energy() } : nil
    try pass("}")
    return InspectedRegister(
      register: register, old: old, recorded: recorded, attempts: attempts, useSince: useSince,
      usual: usual, cause: cause, diagnosed: diagnosed)
  }

  private mutating func indices() throws(Deviation) -> [Index] {
    try list { (reader: inout PlainReader) throws(Deviation) in try reader.index() }
  }

  private mutating func index() throws(Deviation) -> Index {
    // Of an index not even a zero has a sign.
    guard !isNext("\"-"), let index = Index(thousandths: try decimal(places: 3)) else {
      throw Deviation()
    }
    return index
  }

  private mutating func energy() throws(Deviation) -> Energy {
    Energy(millionths: Int128(try decimal(places: 6)))
  }
}
