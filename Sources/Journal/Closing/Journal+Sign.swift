package import Casework
import Evidence
import FoundationEssentials
import GRDB
package import Metering

extension Journal {
  /// Signs a book: its closed list goes into the blobs, then the entry that names it is appended.
  /// - Parameters:
  ///   - closing: as the supervisor saw it.
  ///   - list: the closed list's bytes.
  ///   - due: by when what is held should be settled.
  /// - Throws: `JournalError`: `decisionRefused` where this person may not sign, `bodyRefused` where the
  ///   book cannot be signed so; as `append(_:)`.
  @discardableResult
  package func sign(_ closing: BookClosing, list: [UInt8], due: Day) throws -> SignedBook {
    try refuseReadOnly()
    guard let certificate = try enrolment?.certificate else {
      throw SigningAcceptance.notSupervisor
    }
    let before = try signings(of: closing.book).current.map(\.hash)
    let hash = try blobs.add(list)
    let signing = closing.signing(
      list: hash.hex, by: certificate.person, due: due, replaces: before)
    do {
      let appended = try append([.bookSigned(signing)])
      guard let entry = appended.last else { throw SigningAcceptance.notSupervisor }
      return SignedBook(
        hash: entry.entry.hash.hex, author: certificate.author, time: entry.body.stamp.time,
        signing: signing)
    } catch {
      // After a fault of the storage the entry may be there all the same: `reopen()` settles it.
      if fault == nil, try !isBlobNamed(hash) { blobs.discard(hash) }
      throw error
    }
  }
}

/// Whether a book may be signed here, looked at inside the transaction that appends it.
struct SigningAcceptance {
  let database: Database
  let blobs: Blobs

  static let notSupervisor = JournalError(
    code: .decisionRefused,
    message: "nothing was saved: only a supervisor's device signs books; enrol this one with a "
      + "supervisor's code of the office")

  /// - Throws: `JournalError`: `decisionRefused` where this person may not sign, `bodyRefused` where the
  ///   record says what may not be said.
  func check(_ signing: BookSigning) throws {
    guard let certificate = try KeptEnrolment.last(in: database)?.certificate,
      certificate.role == .supervisor
    else { throw SigningAcceptance.notSupervisor }
    let name = "\(signing.book) of \(signing.period)"
    guard signing.unit == certificate.unit else {
      throw JournalError(
        code: .decisionRefused,
        message: "nothing was saved: book \(name) belongs to unit \(signing.unit), and "
          + "\(certificate.person) signs for \(certificate.unit); leave it to that unit")
    }
    guard let book = signing.identity, signing.totals.points > 0 else {
      throw unusable("book \(name) has no point that can be closed yet; see what it waits for")
    }
    guard let list = ContentHash(hex: signing.closedList), blobs.contains(list) else {
      throw unusable("the closed list of book \(name) is not in the blobs; sign it again")
    }
    guard signing.held.count <= BookSigning.mostHeld else {
      throw unusable(
        "book \(name) has \(signing.held.count) open points, and a signature holds back at most "
          + "\(BookSigning.mostHeld); settle more of them first")
    }
    let current = Set(try BookSignings.found(of: book, in: database).current.map(\.hash))
    guard current == Set(signing.replaces) else {
      throw unusable("book \(name) was signed meanwhile; look at it again, then sign")
    }
  }

  private func unusable(_ what: String) -> JournalError {
    JournalError(code: .bodyRefused, message: "nothing was saved: \(what)")
  }
}
