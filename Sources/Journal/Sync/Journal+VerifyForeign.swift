import Evidence
import FoundationEssentials
import GRDB

extension Journal {
  /// What is wrong with what came from the hub: certificates by the hub's key, entries by their
  /// certificate's key.
  /// - Complexity: O(entries of others), a signature check each.
  func foreignFindings() -> [JournalVerification.Finding] {
    do {
      return try read("cannot check what came from the hub") { database in
        guard let enrolment = try KeptEnrolment.last(in: database) else {
          let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM foreign_entry") ?? 0
          return count == 0
            ? [] : [.foreignUnsound("\(count) entries, but the device is enrolled at no hub")]
        }
        var keys = Signers(hub: enrolment.hub, own: publicKey)
        var findings: [JournalVerification.Finding] = []
        for row in try Row.fetchAll(database, sql: "SELECT device, words FROM certificate") {
          let certificate = try? Certificate(parsing: Array(row["words"] as Data))
          if certificate.map({ keys.take($0) && $0.device.hex == row["device"] }) != true {
            findings.append(.foreignUnsound("a certificate of device \(row["device"] as String)"))
          }
        }
        let rows = try Row.fetchCursor(
          database, sql: "SELECT *, hash AS kept FROM foreign_entry ORDER BY id")
        while let row = try rows.next() {
          let entry = try? ForeignEntry(row).entry
          let place = (entry?.header.device.hex, entry?.header.epoch, entry?.header.sequence)
          let named: (String?, Int64?, Int64?) = (row["device"], row["epoch"], row["seq"])
          if let entry, place == named, entry.hash.bytes == Array(row["kept"] as Data),
            keys.fault(of: entry) == nil
          {
            continue
          }
          findings.append(
            .foreignUnsound(
              "entry \(row["seq"] as Int64) of device \(row["device"] as String)"))
        }
        return findings
      }
    } catch {
      return [.foreignUnsound("\(error)")]
    }
  }
}

/// Whose signatures count: the hub's, this device's, and those of devices that the hub certified.
struct Signers {
  private let hub: PublicKey
  private var keys: [DeviceIdentity: PublicKey]

  init(hub: PublicKey, own: PublicKey) {
    self.hub = hub
    keys = [DeviceIdentity(hub): hub, DeviceIdentity(own): own]
  }

  /// Takes a certificate in.
  /// - Returns: false where the hub did not sign it.
  mutating func take(_ certificate: Certificate) -> Bool {
    guard certificate.isValid(key: hub) else { return false }
    keys[certificate.device] = certificate.key
    return true
  }

  /// Why an entry cannot be believed; nil where it can.
  func fault(of entry: Entry) -> String? {
    guard let key = keys[entry.header.device] else { return "its device has no certificate" }
    return ChainVerifier.contentFault(of: entry, key: key)?.description
  }

  /// The certificates that are kept; one that was altered certifies nobody.
  static func kept(
    _ enrolment: KeptEnrolment, own: PublicKey, in database: Database
  ) throws -> Signers {
    var signers = Signers(hub: enrolment.hub, own: own)
    for words in try Data.fetchAll(database, sql: "SELECT words FROM certificate") {
      if let certificate = try? Certificate(parsing: Array(words)) { _ = signers.take(certificate) }
    }
    return signers
  }
}
