import Casework
import Formats
import Metering

/// One metering point inspected by readings from a file, with nobody at the dial.
struct UnattendedInspection {
  let dossier: PointDossier
  let inspection: Inspection
  /// Nil where no index was read.
  let assessment: PointAssessment?
  /// What was read, by register.
  let rereads: [Reread]
  /// What the file says of the meter and the inspection does not keep.
  let unused: [UnusedReading]

  /// Diffs readings against the record, as the reading screen does.
  ///
  /// A register without an index makes the point unresolved: what was not read cannot clear or
  /// convict. Where no register has an index, the point is unread with the status code given.
  /// - Throws: `ReadingProblem` where the readings do not fit the point.
  init(of dossier: PointDossier, by readings: MeterReadings) throws(ReadingProblem) {
    self.dossier = dossier
    let rows = try UnattendedInspection.fitting(readings, dossier.point)
    unused = UnusedReading.all(in: readings, using: rows)
    let readAt = rows.map(\.at).max() ?? LocalMinute(startOf: Day(number: 0))
    rereads = rows.compactMap { row in
      row.index.map { Reread(kind: row.kind, index: $0, at: row.at) }
    }
    guard !rereads.isEmpty else {
      assessment = nil
      inspection = Inspection(
        point: dossier.reference, verdict: .unread, probabilityRecordRight: 1_000_000,
        registers: [], readAt: readAt, unattended: true,
        noReading: NoReading(code: rows.compactMap(\.status).first ?? ""))
      return
    }
    let assessment = UnattendedInspection.assessment(dossier, rereads)
    self.assessment = assessment
    inspection = UnattendedInspection.inspection(dossier, rereads, assessment, readAt)
  }

  /// The rows of listed registers, read on one visit; a register that the list does not have is left
  /// aside.
  private static func fitting(
    _ readings: MeterReadings, _ point: MeteringPoint
  ) throws(ReadingProblem) -> [ReadingRow] {
    func problem(_ code: ReadingProblem.Code) -> ReadingProblem {
      ReadingProblem(
        code: code, meter: readings.meter, point: readings.point,
        line: readings.rows.first?.line ?? 0)
    }
    var seen: Set<RegisterKind> = []
    for row in readings.rows where !seen.insert(row.kind).inserted {
      throw problem(.registerTwice(row.kind, line: row.line))
    }
    let listed = point.registers.map(\.kind)
    let rows = readings.rows.filter { listed.contains($0.kind) }
    guard !rows.isEmpty else {
      throw problem(.otherRegisters(read: readings.rows.map(\.kind), listed: listed))
    }
    let read = rows.filter { $0.index != nil }.sorted { $0.at < $1.at }
    if let first = read.first, let last = read.last,
      last.at.minutes(since: first.at) > longestVisit
    {
      throw problem(.apart(first: first.at, last: last.at, line: last.line))
    }
    return rows
  }

  /// Minutes between the first register of a meter and the last one: a correction adopts all indices
  /// with one date, so they have to be of one visit.
  private static let longestVisit = 60

  private static func assessment(
    _ dossier: PointDossier, _ rereads: [Reread]
  ) -> PointAssessment {
    var assessment = dossier.assess(rereads)
    let isComplete = dossier.point.registers.allSatisfy { record in
      rereads.contains { $0.kind == record.kind }
    }
    guard !isComplete else { return assessment }
    assessment.verdict = .unresolved
    let isSaid =
      assessment.reasons.contains(.registerMissing)
      || assessment.registers.contains { $0.reasons.contains(.registerMissing) }
    if !isSaid { assessment.reasons.append(.registerMissing) }
    return assessment
  }

  /// The inspection as the screens make it; a register that was not read has no attempt.
  private static func inspection(
    _ dossier: PointDossier, _ rereads: [Reread], _ assessment: PointAssessment,
    _ readAt: LocalMinute
  ) -> Inspection {
    var indices: [RegisterKind: Index] = [:]
    for reread in rereads { indices[reread.kind] = reread.index }
    var read = dossier.point
    read.registers.removeAll { indices[$0.kind] == nil }
    var inspection = Inspection(
      of: read, as: dossier.reference, attempts: [read.registers.compactMap { indices[$0.kind] }],
      counted: 0, assessment: assessment, readAt: readAt)
    inspection.registers = dossier.point.registers.map { record in
      inspection.registers.first { $0.register == record.kind }
        ?? InspectedRegister(
          register: record.kind, old: record.old, recorded: record.recorded, attempts: [])
    }
    inspection.unattended = true
    return inspection
  }
}

extension UnattendedInspection {
  /// The cause that a correction takes: the first finding of the first register found wrong.
  var cause: Cause {
    let wrong = assessment?.registers.first { $0.verdict == .deviates }
    return wrong?.findings.first?.cause ?? .unexplained
  }

  /// The meter beside this one whose dial was read instead, where the first finding says so.
  var mistaken: NearbyMeter? {
    guard let wrong = assessment?.registers.first(where: { $0.verdict == .deviates }),
      let finding = wrong.findings.first,
      let record = dossier.point.registers.first(where: { $0.kind == wrong.kind })
    else { return nil }
    return dossier.nearby.mistaken(by: finding, for: record)
  }

  /// What the registers become where the record was wrong, on the re-read basis; empty otherwise.
  var corrected: [CorrectedRegister] {
    guard let assessment, inspection.verdict == .deviates else { return [] }
    return CorrectedRegister.correcting(
      dossier.point, rereads: rereads, assessment: assessment, cause: cause, basis: .reread)
  }

  /// Minutes of correction for a wrong record; nil for any other verdict. They rest on the
  /// inspection that is appended just before them.
  func correction(_ tariffs: TariffBook) -> Correction? {
    let registers = corrected
    guard !registers.isEmpty else { return nil }
    return Correction(
      point: dossier.reference, inspection: "", registers: registers, invoice: dossier.invoice,
      unattended: true, cost: cost(of: registers, tariffs))
  }

  /// What a correction to `corrected` moves in money; nil where nothing is corrected.
  func cost(of corrected: [CorrectedRegister], _ tariffs: TariffBook) -> EstimatedCost? {
    guard !corrected.isEmpty else { return nil }
    return EstimatedCost(
      of: dossier.point, registers: corrected, readOn: inspection.readAt.day, tariffs: tariffs)
  }
}
