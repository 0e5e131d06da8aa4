import Casework
import Metering

/// The small numbers that stand for words in the columns of `point`.
enum PointCodes {
  /// A point without a walk order follows those with one.
  static let noWalkOrder: Int64 = 1 << 40

  static func walk(_ row: WorklistRow) -> Int64 { row.walkOrder.map(Int64.init) ?? noWalkOrder }

  /// Reasons as stored: 0 for none; `context` is the 6 that the partial indices leave out.
  static func code(_ reason: FlagReason?) -> Int64 {
    switch reason {
    case nil: 0
    case .complaint: 1
    case .negative: 2
    case .zero: 3
    case .rise: 4
    case .fall: 5
    case .context: 6
    }
  }

  static func reason(_ code: Int64) -> FlagReason? {
    FlagReason.allCases.first { self.code($0) == code }
  }

  /// States in the order "what is still to do first": what came back goes before all.
  static let states: [Standing.State] = [
    .returned, .unvisited, .unread, .deviates, .unresolved, .pending, .confirmed, .disputed,
    .approved, .rejected, .applied,
  ]

  static func code(_ state: Standing.State) -> Int64 {
    switch state {
    case .returned: -1
    case .unvisited: 0
    case .unread: 1
    case .deviates: 2
    case .unresolved: 3
    case .pending: 4
    case .confirmed: 5
    case .disputed: 6
    case .approved: 7
    case .rejected: 8
    case .applied: 9
    }
  }

  /// Unknown codes, which only tampering can bring, count as unvisited.
  static func state(_ code: Int64) -> Standing.State {
    // The first state has the code -1.
    let place = Int(clamping: code).addingReportingOverflow(1).partialValue
    return states.indices.contains(place) ? states[place] : .unvisited
  }

  /// Where a point stands in the walk: what came back first, then all others, then those where nothing
  /// could be read, the fewest attempts first.
  static func turn(_ state: Standing.State, attempts: Int) -> Int64 {
    switch state {
    case .returned: -1
    case .unread: Int64(attempts)
    default: 0
    }
  }

  /// Register kinds as nibbles from 1 on.
  static func code(_ kind: RegisterKind) -> Int64 {
    switch kind {
    case .single: 1
    case .normal: 2
    case .peak: 3
    case .offPeak: 4
    case .total: 5
    case .reactive: 6
    }
  }

  /// Kinds in the list's order: the first in the lowest nibble.
  static func kinds(_ packed: Int64) -> [RegisterKind] {
    var kinds: [RegisterKind] = []
    var rest = packed
    while rest & 15 != 0 {
      if let kind = RegisterKind.allCases.first(where: { code($0) == rest & 15 }) {
        kinds.append(kind)
      }
      rest >>= 4
    }
    return kinds
  }

  /// `packed` with the kinds of `more` behind its own; nil where a kind is there already.
  static func appending(_ more: Int64, to packed: Int64) -> Int64? {
    var used = 0
    var seen: Set<Int64> = []
    var rest = packed
    while rest & 15 != 0 {
      seen.insert(rest & 15)
      rest >>= 4
      used += 4
    }
    rest = more
    var result = packed
    while rest & 15 != 0 {
      guard seen.insert(rest & 15).inserted else { return nil }
      result |= (rest & 15) << used
      used += 4
      rest >>= 4
    }
    return result
  }

  /// Any issued register makes the point issued; unknown is never taken for "not issued".
  static func code(_ invoice: InvoiceState) -> Int64 {
    switch invoice {
    case .notIssued: 0
    case .unknown: 1
    case .issued: 2
    }
  }
}

extension PointCodes {
  /// Unknown codes, which only tampering can bring, are nobody's word.
  static func invoice(_ code: Int64) -> InvoiceState {
    switch code {
    case 0: .notIssued
    case 2: .issued
    default: .unknown
    }
  }
}

/// Places of a point's rows in its list's file, packed: LEB128 of offset and length, row by row.
enum PackedSpans {
  static func append(_ span: RowSpan, to bytes: inout [UInt8]) {
    append(UInt64(span.offset), to: &bytes)
    append(UInt64(span.length), to: &bytes)
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest > 127 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// The places; a torn rest, which only tampering can bring, is left out.
  static func spans(_ bytes: UnsafeBufferPointer<UInt8>) -> [RowSpan] {
    var numbers: [UInt64] = []
    var number: UInt64 = 0
    var shift: UInt64 = 0
    for byte in bytes {
      number |= UInt64(byte & 127) << shift
      shift += 7
      if byte < 128 {
        numbers.append(number)
        (number, shift) = (0, 0)
      }
    }
    return stride(from: 0, to: numbers.count - 1, by: 2).map {
      RowSpan(offset: Int64(clamping: numbers[$0]), length: Int(clamping: numbers[$0 + 1]))
    }
  }
}
