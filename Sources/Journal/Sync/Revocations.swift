import Casework
import Evidence
import GRDB

/// What the hub said of devices that were lost or taken out of service.
enum Revocations {
  /// The last revocation of a device, where the hub has not certified it anew since.
  ///
  /// Both times are the hub's own clock. Within one second the order in which they came here decides.
  /// - Complexity: O(revocations of the unit).
  static func counting(
    for device: DeviceIdentity, in database: Database
  ) throws -> DeviceRevocation? {
    let all = try ForeignEntry.all(
      where: "id IN (SELECT id FROM office WHERE kind = ?)",
      [Casework.Record.Kind.deviceRevoked.rawValue], in: database)
    let found = all.compactMap { entry -> (entry: ForeignEntry, said: DeviceRevocation)? in
      guard case .office(.deviceRevoked(let said))? = entry.body?.record,
        said.device == device.hex
      else { return nil }
      return (entry, said)
    }.last
    guard let (entry, said) = found else { return nil }
    guard let enrolment = try KeptEnrolment.last(in: database),
      let certified = Stamp.instant(enrolment.certificate.notBefore),
      let revoked = entry.body?.stamp.instant
    else { return said }
    if revoked != certified { return revoked > certified ? said : nil }
    let enrolled =
      try Int64.fetchOne(database, sql: "SELECT max(seq) FROM enrolled") ?? 0
    return entry.row >= enrolled ? said : nil
  }
}
