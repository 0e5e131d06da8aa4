import Casework
import Metering
import Screens

extension MemoryOffice {
  private func identity(_ point: MeteringPoint) -> BookIdentity {
    BookIdentity(
      unit: point.identity.unit, book: point.book ?? "", period: point.identity.period)
  }

  var books: [BookProgress] {
    let byBook = Dictionary(grouping: points.keys.sorted()) { points[$0].map(identity) }
    return byBook.compactMap { book, ids in
      book.map { book in
        BookProgress(
          book: book, byState: Dictionary(grouping: ids) { standing($0).state }.mapValues(\.count),
          signed: signings(of: book).current)
      }
    }.sorted { $0.book < $1.book }
  }

  func bookFile(_ book: BookIdentity) -> BookFile {
    let signed = signings(of: book).current
    return BookFile(
      closing: closing(of: book), signed: signed,
      signedRows: signed.first.flatMap { closedLists[$0.signing.closedList] })
  }

  mutating func sign(_ shown: BookClosing, due: Day) -> Answer {
    guard closing(of: shown.book) == shown else { return .bookChanged(bookFile(shown.book)) }
    let list = "list \(closedLists.count + 1)"
    let before = signings(of: shown.book).current.map(\.hash)
    let signing = shown.signing(list: list, by: "S01", due: due, replaces: before)
    guard store(.bookSigned(signing)) != nil else { return .failed("đĩa đầy") }
    closedLists[list] = shown.closed
    return .bookSigned(bookFile(shown.book))
  }

  private func closing(of book: BookIdentity) -> BookClosing {
    let ids = points.keys.filter { points[$0].map(identity) == book }
    return BookClosing(
      book,
      ids.compactMap { id in
        points[id].map {
          BookPoint(record: $0, isChanged: false, history: history(id), receiver: "H07")
        }
      })
  }

  private func signings(of book: BookIdentity) -> [SignedBook] {
    entries.compactMap { stored in
      guard case .bookSigned(let signing) = stored.entry.body.record, signing.identity == book
      else { return nil }
      return SignedBook(
        hash: stored.entry.hash, author: Author(person: "S01", tag: "S01"),
        time: stored.entry.body.stamp.time, signing: signing)
    }
  }
}
