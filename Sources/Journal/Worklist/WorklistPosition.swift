package import Casework
import GRDB

/// A place in the worklist in one of its orders: the values it is sorted by.
///
/// It stays a place even where the point it was taken from has moved or gone since.
package struct WorklistPosition: Hashable, Sendable {
  package let order: WorklistOrder
  let keys: [Key]

  /// A value that is sorted by.
  enum Key: Hashable, Sendable {
    case number(Int64)
    case text(String)

    var value: any DatabaseValueConvertible {
      switch self {
      case .number(let number): number
      case .text(let text): text
      }
    }
  }

  /// The place of `row` in `order`.
  package init(_ row: WorklistRow, order: WorklistOrder) {
    self.order = order
    let id = Key.number(row.id)
    let walk = Key.number(PointCodes.walk(row))
    switch order {
    case .walk:
      keys = [.number(PointCodes.turn(row.state, attempts: row.attempts)), walk, id]
    case .serial: keys = [.text(row.identity.meter), id]
    case .address:
      let address = AddressParts(row.address)
      keys = [.text(address.street), .number(address.number), id]
    case .reason: keys = [.number(PointCodes.code(row.reason)), walk, id]
    case .state: keys = [.number(PointCodes.code(row.state)), walk, id]
    }
  }
}

extension WorklistOrder {
  /// The columns it is sorted by; each order has an index of just these.
  var columns: [String] {
    switch self {
    case .walk: ["p.turn", "p.walk", "p.id"]
    case .serial: ["p.meter", "p.id"]
    case .address: ["p.street", "p.number", "p.id"]
    case .reason: ["p.reason", "p.walk", "p.id"]
    case .state: ["p.state", "p.walk", "p.id"]
    }
  }

  /// The index that gives this order.
  var index: PointIndex {
    switch self {
    case .walk: .walk
    case .serial: .meter
    case .address: .street
    case .reason: .reason
    case .state: .state
    }
  }
}

/// An address taken apart as the columns of `point` hold it.
struct AddressParts {
  /// The first word where it starts with a digit and something follows it.
  var house: Substring
  var street: String
  /// The number that the address starts with, at most nine digits.
  var number: Int64

  init(_ address: String) {
    let digits = address.utf8.prefix(9).prefix { (48...57).contains($0) }
    number = Int64(String(decoding: Array(digits), as: UTF8.self)) ?? 0
    guard !digits.isEmpty, let blank = address.firstIndex(of: " "),
      address.index(after: blank) != address.endIndex
    else {
      house = ""
      street = address
      return
    }
    house = address[..<blank]
    street = String(address[address.index(after: blank)...])
  }
}
