import Evidence
import Glibc

/// What became of one file of a stick.
package struct StickFile: Hashable, Sendable {
  package var path: String
  package var fate: Fate

  package enum Fate: Hashable, Sendable {
    /// Used; how much of it was new.
    case used(Use)
    /// Nothing of it was new.
    case known
    /// For another device, or from one whose work is not for this one.
    case notOurs
    /// Truncated, altered, or not to be believed; why.
    case refused(String)
  }

  package enum Use: Hashable, Sendable {
    case receipt(sequence: Int64)
    case page(PageOutcome)
    case list
    case entries(Int)
  }
}

extension Journal {
  /// Takes what a stick has for this device: receipts, then pages of the feed in their order, then the
  /// files of assigned lists, and on a supervisor's device the bundles of others whose certificate the
  /// hub signed. A file that is truncated, altered, another's or repeated does no harm and is named.
  /// - Returns: what became of each file.
  /// - Throws: `JournalError` (`fileMissing` where there is no such folder), or a fault of the storage.
  package func read(from stick: Stick) throws -> [StickFile] {
    guard let facts = FileSystem.facts(stick.folder), facts.st_mode & S_IFMT == S_IFDIR else {
      throw JournalError(
        code: .fileMissing,
        message: "\(stick.folder) is not there; put the stick in, or name the folder that holds "
          + "`phuctra`")
    }
    let names = FileSystem.names(in: stick.folder).sorted()
    var files: [StickFile] = []
    func each(_ names: [String], _ read: (String) throws -> StickFile.Fate) throws {
      for name in names {
        let path = "\(stick.folder)/\(name)"
        files.append(StickFile(path: path, fate: try settled { try read(path) }))
      }
    }
    try each(names.filter { $0.hasSuffix(".receipt") }, takeReceipt)
    let feeds = names.filter { $0.hasSuffix(".phuctra-feed") }
    try each(feeds.sorted { Stick.cursor($0) < Stick.cursor($1) }, takePage)
    try each(names.filter { $0.hasSuffix(".certificate") }, takeCertificate)
    let bundles = names.filter { $0.hasSuffix(".phuctra") }
    try each(bundles.sorted { Stick.first($0) < Stick.first($1) }, takeBundle)
    for hash in try missingBlobs() {
      let path = "\(stick.blobs)/\(hash)"
      guard FileSystem.exists(path) else { continue }
      let fate = try settled {
        try keepBlob(hash, fileAt: path)
        return .used(.list)
      }
      files.append(StickFile(path: path, fate: fate))
    }
    return files
  }

  /// What is wrong with a file stays with that file; a fault of the storage does not.
  private func settled(_ body: () throws -> StickFile.Fate) throws -> StickFile.Fate {
    do {
      return try body()
    } catch let error as JournalError {
      guard !error.code.poisons, error.code != .readOnly else { throw error }
      return .refused(error.message)
    } catch let error as FormError {
      return .refused("\(error)")
    }
  }

  private func hub() throws -> KeptEnrolment {
    guard let enrolment = try enrolment else {
      throw Journal.unsound("this device is enrolled at no hub, so it believes no file of one")
    }
    return enrolment
  }

  private func takeReceipt(_ path: String) throws -> StickFile.Fate {
    let receipt = try Receipt(parsing: Stick.bytes(path))
    guard receipt.device == device else { return .notOurs }
    let isNew = try keep(receipt, hub: hub().hub)
    return isNew ? .used(.receipt(sequence: receipt.sequence)) : .known
  }

  private func takePage(_ path: String) throws -> StickFile.Fate {
    let page = try FeedPage(parsing: Stick.bytes(path))
    guard page.device == device else { return .notOurs }
    let outcome = try take(page)
    var isNew = !outcome.isRepeated
    if let receipt = outcome.receipt, try keep(receipt, hub: hub().hub) { isNew = true }
    return isNew ? .used(.page(outcome)) : .known
  }

  private func takeCertificate(_ path: String) throws -> StickFile.Fate {
    let certificate = try Certificate(parsing: Stick.bytes(path))
    let enrolment = try hub()
    if certificate.device == device { return .known }
    guard enrolment.certificate.role == .supervisor,
      certificate.unit == enrolment.certificate.unit
    else { return .notOurs }
    guard certificate.isValid(key: enrolment.hub) else {
      throw Journal.unsound("the certificate is not signed by the hub")
    }
    return try keep(certificate) ? .used(.entries(0)) : .known
  }

  private func takeBundle(_ path: String) throws -> StickFile.Fate {
    let entries = try Bundle.entries(in: Stick.bytes(path), limits: .sent)
    let enrolment = try hub()
    if entries.first?.header.device == device { return .known }
    guard enrolment.certificate.role == .supervisor
    else { return .notOurs }
    let count = try keep(entries, enrolment)
    return count > 0 ? .used(.entries(count)) : .known
  }
}

extension Stick {
  /// The cursor in a page's name; pages are taken in that order.
  static func cursor(_ name: String) -> Int64 {
    name.dropLast(".phuctra-feed".count).split(separator: "-").last.flatMap { Int64($0) } ?? .max
  }

  /// Epoch and first sequence in a bundle's name.
  static func first(_ name: String) -> (String, Int64, Int64) {
    let parts = name.dropLast(".phuctra".count).split(separator: "-")
    guard parts.count == 4, let epoch = Int64(parts[1]), let first = Int64(parts[2]) else {
      return (name, .max, .max)
    }
    return (String(parts[0]), epoch, first)
  }
}
