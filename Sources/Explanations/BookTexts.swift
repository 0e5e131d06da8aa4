package import Casework
import Metering
package import Wording

/// What a closed list adds up to, in one sentence.
package struct BookSums {
  private let totals: BookSigning.Totals

  package init(_ totals: BookSigning.Totals) {
    self.totals = totals
  }

  package func text(_ say: Wording) -> String {
    let change = totals.energyAfter - totals.energyBefore
    let unpriced = totals.unpriced > 0 ? say("book.unpriced", say.number(totals.unpriced)) : ""
    return say(
      "book.sums", say.number(totals.points), say.number(totals.energyBefore.description),
      say.number(totals.energyAfter.description), say.number(change.description, signed: true),
      say.number(totals.money, signed: true)) + unpriced
  }
}

/// Who signed a book, when, and by which entry.
package struct SignatureText {
  private let signed: SignedBook

  package init(_ signed: SignedBook) {
    self.signed = signed
  }

  package func text(_ say: Wording) -> String {
    say(
      "book.signed", signed.author.person, say.moment(signed.time),
      String(signed.hash.prefix(16)))
  }
}

extension Wording {
  /// An open point: its meter, what is missing and whose turn it is.
  package func open(_ point: OpenPoint) -> String {
    let owner: String =
      switch point.owner {
      case .crew(let name): name ?? self("book.crew")
      case .supervisor: self("book.supervisor")
      }
    return "\(point.identity.meter)  \(self("open.reason.\(point.reason.rawValue)")) — \(owner)"
  }

  /// A point that was recorded after its book's signing.
  package func late(_ change: LateChange) -> String {
    "\(change.identity.meter)  \(self("book.late.\(change.kind.rawValue)"))"
  }
}
