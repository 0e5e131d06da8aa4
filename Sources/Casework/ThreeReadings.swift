package import Metering

/// What one register of a remotely read meter was found to show: by the remote reading, by the record and
/// on its dial.
///
/// A remote reading is an inspection that was written in bulk with nobody at the meter; the dial is what a
/// person read there.
package struct ThreeReadings: Hashable, Sendable {
  package var register: RegisterKind
  package var remote: Index
  package var remoteAt: LocalMinute
  package var recorded: Index
  package var dial: Index
  package var dialAt: LocalMinute
}

extension PointHistory {
  /// Remote value, record and dial of each register of which all three are known; of several readings the
  /// last that counts. Empty for a meter that nobody read both ways.
  /// - Complexity: O(entries of the point).
  package var threeReadings: [ThreeReadings] {
    let inspections = voices.flatMap { voice -> [Inspection] in
      let withdrawn = Standing.withdrawn(in: voice.entries)
      return voice.entries.filter { !withdrawn.contains($0.hash) }.compactMap { entry in
        guard case .inspection(let inspection) = entry.body.record else { return nil }
        return inspection.rereads.isEmpty ? nil : inspection
      }
    }.sorted { $0.readAt < $1.readAt }
    guard let remote = inspections.last(where: \.unattended),
      let person = inspections.last(where: { !$0.unattended })
    else { return [] }
    return person.registers.compactMap { register in
      guard let dial = register.index(chosen: person.chosenAttempt),
        let far = remote.registers.first(where: { $0.register == register.register }),
        let remoteIndex = far.index(chosen: remote.chosenAttempt)
      else { return nil }
      return ThreeReadings(
        register: register.register, remote: remoteIndex, remoteAt: remote.readAt,
        recorded: register.recorded, dial: dial, dialAt: person.readAt)
    }
  }
}
