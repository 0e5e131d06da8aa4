package import Metering

/// Which corrections belong together: by the branch of the invoice, and by whom they favour.
package struct MoneyCell: Hashable, Sendable {
  /// As it stood when the minutes were written.
  package var invoice: InvoiceState
  package var direction: Direction

  package enum Direction: String, CaseIterable, Hashable, Sendable {
    /// The customer used less than was recorded (*thoái hoàn* where it was billed).
    case refund
    /// The customer used more (*truy thu* where it was billed).
    case backCharge
    /// The index changes and the energy does not.
    case none
  }

  package init(invoice: InvoiceState, direction: Direction) {
    self.invoice = invoice
    self.direction = direction
  }

  init(_ correction: ReportedCorrection?) {
    invoice = correction?.invoice ?? .unknown
    let energy = correction?.energy ?? .zero
    direction = energy < .zero ? .refund : energy == .zero ? .none : .backCharge
  }
}

/// What corrections of one kind move, as their minutes say.
package struct MoneyFigures: Hashable, Sendable {
  package private(set) var points = 0
  /// kWh, after less before.
  package private(set) var energy = Energy.zero
  /// VND with VAT over both months, estimates; of those whose money could be told.
  package private(set) var money: Int64 = 0
  /// Points whose money could not be told.
  package private(set) var unpriced = 0

  package init() {}

  mutating func add(_ correction: ReportedCorrection?) {
    points += 1
    energy = energy + (correction?.energy ?? .zero)
    // What a body says may be anything: what does not fit is cut off, never a crash.
    if let amount = correction?.money {
      money = Int64(clamping: Int128(money) + Int128(amount))
    } else {
      unpriced += 1
    }
  }

  package static func + (left: MoneyFigures, right: MoneyFigures) -> MoneyFigures {
    var sum = left
    sum.points += right.points
    sum.energy = left.energy + right.energy
    sum.money = Int64(clamping: Int128(left.money) + Int128(right.money))
    sum.unpriced += right.unpriced
    return sum
  }
}

extension Report {
  /// What corrections move that these kinds of invoices and customers have in common; nil for all.
  package func money(
    _ invoice: InvoiceState? = nil, _ direction: MoneyCell.Direction? = nil
  ) -> MoneyFigures {
    money.filter { cell, _ in
      (invoice == nil || cell.invoice == invoice)
        && (direction == nil || cell.direction == direction)
    }.values.reduce(MoneyFigures(), +)
  }
}
