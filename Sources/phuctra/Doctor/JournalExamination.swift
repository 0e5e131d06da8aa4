import Casework
import Glibc
import Journal
import Metering
import Shell
import Wording

/// The journal and what hangs on it: room, clock, second copy, key.
struct JournalExamination: Examination {
  let journal: Journal
  let clock: SystemClock
  /// Check every entry, not the end alone.
  let isThorough: Bool

  func checks(_ say: Wording) -> [HealthCheck] {
    [state(say), room(say), time(say), enrolment(say), receipt(say)].compactMap { $0 } + [
      mirror(say)
    ]
  }

  private func state(_ say: Wording) -> HealthCheck {
    let entries = say.number(journal.lastRow)
    if let fault = journal.fault {
      return HealthCheck(
        "journal", .bad, CommandFailure(fault, say).firstLine, advice: say("doctor.journal.salvage")
      )
    }
    // The journal was opened to be read alone, whatever the home allows.
    if journal.home.isWriteProtected {
      return HealthCheck(
        "journal", .bad, say("doctor.journal.read-only"), advice: say("doctor.journal.mount"))
    }
    if journal.isLogMissing {
      return HealthCheck(
        "journal", .warning, say("storage.log-missing"), advice: say("doctor.journal.verify"))
    }
    guard isThorough else {
      return HealthCheck("journal", .good, say("doctor.journal.end-sound", entries))
    }
    do {
      let result = try journal.verify()
      if result.isSound {
        return HealthCheck("journal", .good, say("doctor.journal.sound", entries))
      }
      let first =
        result.firstFault.map { say("journal-verify.entry", String($0.sequence), "\($0.fault)") }
        ?? result.findings.first.map { "\($0)" } ?? say("doctor.journal.unsound")
      return HealthCheck("journal", .bad, first, advice: say("doctor.journal.verify"))
    } catch {
      return HealthCheck("journal", .bad, "\(error)", advice: say("doctor.journal.salvage"))
    }
  }

  private func room(_ say: Wording) -> HealthCheck? {
    guard let room = journal.room else { return nil }
    let mebibyte: Int64 = 1 << 20
    let text = say(
      "doctor.room", say.number(room.free / mebibyte), say.number(room.reserve / mebibyte))
    let state: HealthCheck.State = room.refusesReadings ? .bad : room.isLow ? .warning : .good
    return HealthCheck("room", state, text, advice: say("doctor.room.free"))
  }

  private func time(_ say: Wording) -> HealthCheck? {
    let now = clock.timestamp()
    let newest = try? journal.entries(limit: 1).first
    guard let last = newest?.body?.stamp.time, let entry = Stamp.instant(last),
      let moment = Stamp.instant(now)
    else { return HealthCheck("clock", .good, now) }
    let text = say("doctor.clock", now, last)
    let minute: Int64 = 60
    if entry - moment > minute {
      return HealthCheck("clock", .bad, text, advice: say("doctor.clock.set"))
    }
    let isLongAgo = moment - entry > 366 * 1440 * minute
    return HealthCheck(
      "clock", isLongAgo ? .warning : .good, text, advice: say("doctor.clock.check"))
  }

  /// Frozen, or revoked by the hub: what the person must do about it.
  private func enrolment(_ say: Wording) -> HealthCheck? {
    guard let kept = try? journal.enrolment else {
      return HealthCheck("enrolment", .good, say("doctor.enrolment.none"))
    }
    if let why = try? journal.frozen {
      return HealthCheck(
        "enrolment", .bad, say("doctor.enrolment.frozen", why),
        advice: say("doctor.enrolment.again"))
    }
    if let revocation = try? journal.revocation {
      return HealthCheck(
        "enrolment", .bad, say("doctor.enrolment.revoked", revocation.reason),
        advice: say("doctor.enrolment.again"))
    }
    return HealthCheck(
      "enrolment", .good, say("doctor.enrolment", kept.address, kept.certificate.person))
  }

  private func receipt(_ say: Wording) -> HealthCheck? {
    guard let kept = try? journal.lastReceipt else {
      return HealthCheck("receipt", .good, say("doctor.receipt.none"))
    }
    let waiting = (try? journal.uncovered()) ?? 0
    return HealthCheck(
      "receipt", .good,
      say("doctor.receipt", say.number(kept.receipt.sequence), say.number(waiting)))
  }

  private func mirror(_ say: Wording) -> HealthCheck {
    switch journal.mirrorState {
    case .none:
      return HealthCheck(
        "mirror", .warning, say("doctor.mirror.none"), advice: say("doctor.mirror.set"))
    case .ok(let end, _) where end < journal.head.sequence:
      return HealthCheck(
        "mirror", .warning,
        say("doctor.mirror.behind", say.number(end), say.number(journal.head.sequence)),
        advice: say("doctor.mirror.fill"))
    case .ok where journal.settings.mirror.map({ access($0, W_OK) != 0 }) == true:
      return HealthCheck(
        "mirror", .warning,
        say("storage.mirror.missing", strerror(errno).map { String(cString: $0) } ?? ""),
        advice: say("doctor.mirror.insert"))
    case .ok(let end, let sharesStorage):
      let text = say("doctor.mirror.ok", say.number(end))
      return HealthCheck(
        "mirror", sharesStorage ? .warning : .good, text, advice: say("storage.mirror.same"))
    case .missing(let reason):
      return HealthCheck(
        "mirror", .warning, say("storage.mirror.missing", reason),
        advice: say("doctor.mirror.insert"))
    case .ahead(let mirror, let end):
      return HealthCheck(
        "mirror", .bad, say("storage.mirror.ahead", String(mirror), String(end)),
        advice: say("doctor.journal.salvage"))
    case .diverged(let sequence):
      return HealthCheck(
        "mirror", .bad, say("storage.mirror.diverged", String(sequence)),
        advice: say("doctor.journal.salvage"))
    }
  }
}
